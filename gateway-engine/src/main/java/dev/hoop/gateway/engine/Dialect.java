package dev.hoop.gateway.engine;

/** Whose language a text is. Each of SQL has its own tokenizer, name folding and catalogue rules. */
public enum Dialect {
    POSTGRESQL,
    MYSQL,
    MARIADB,
    H2,
    /** Commands of a shell and what else is done on hosts: not SQL. */
    SHELL;

    /** What a reader of SQL says when it is given something else. */
    public IllegalArgumentException notSql() {
        return new IllegalArgumentException(this + " is no dialect of SQL");
    }
}
