package dev.hoop.gateway.engine.sql.token;

/** How parameters are written in the text that is tokenized. */
public enum Placeholders {
    /** {@code ?} as in JDBC; {@code ??} stands for a question mark of the database's own (PostgreSQL only). */
    QUESTION_MARKS,
    /** {@code $1} as in PostgreSQL's own protocol; a question mark is an operator character. */
    NUMBERED
}
