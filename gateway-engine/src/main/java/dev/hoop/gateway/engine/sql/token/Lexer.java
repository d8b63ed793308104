package dev.hoop.gateway.engine.sql.token;

/** One database's way to read the next token. */
interface Lexer {

    /** Consumes at least one character: a token, a blank or a comment. The cursor stands before the end. */
    void step() throws LexicalRefusal;
}
