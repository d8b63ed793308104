package dev.hoop.gateway.engine.sql.token;

/** Moves the cursor over blanks and comments, by one database's rules. */
interface Gap {
    void skip() throws LexicalRefusal;
}
