package dev.hoop.gateway.engine;

/** Whose SQL a text is. Each has its own tokenizer, name folding and catalogue rules. */
public enum Dialect {
    POSTGRESQL,
    MYSQL,
    MARIADB,
    H2
}
