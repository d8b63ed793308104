package dev.hoop.gateway.engine.sql.token;

/** Ends a lexer's work at the first thing it does not understand; turned into {@link Tokenized.Refused} before it leaves. */
final class LexicalRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    final int offset;

    final String reason;

    LexicalRefusal(String reason, int offset) {
        super(reason, null, false, false); // no stack trace: it is an answer, and clients can cause it at will
        this.reason = reason;
        this.offset = offset;
    }
}
