package dev.hoop.gateway.engine.sql;

/** Ends the analysis of a text at something that is not understood. The message never holds a literal. */
final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUnderstood(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
