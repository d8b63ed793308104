package dev.hoop.gateway.engine.sql.syntax;

/** A statement, or a part of it, that the grammar does not name. The message never quotes literals or names. */
public final class SyntaxRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SyntaxRefusal(String message) {
        super(message, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
