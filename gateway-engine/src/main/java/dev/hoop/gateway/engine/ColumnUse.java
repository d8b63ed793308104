package dev.hoop.gateway.engine;

/**
 * That a statement touches a column, and where. A column may have several uses.
 *
 * @param path how the value travels from the column to this use, for explanations: {@code customers.ssn → cte.x → upper}
 */
public record ColumnUse(ColumnName column, Use use, Clause clause, String path) {
    /** What is done with the column. */
    public enum Use {
        /** Its value flows into a result. */
        READ,
        /** It is assigned. */
        WRITE,
        /** A decision depends on it: which rows, which order, which branch. */
        FILTER,
        /** A decision depends only on whether it equals a value from outside: {@code column = ?}. */
        FILTER_EQUALITY,
        /** Something is computed from it which may fail, and by failing tell what it is: a cast, a division. */
        COMPUTE,
        /** Its value flows into something that is stored: another column, a new table, a variable. */
        STORE
    }

    /** Where in the statement. */
    public enum Clause {
        SELECT,
        RETURNING,
        WHERE,
        JOIN,
        GROUP_BY,
        HAVING,
        ORDER_BY,
        DISTINCT,
        WINDOW,
        CONDITION,
        SET_OPERATION,
        LIMIT,
        ASSIGNMENT,
        ARGUMENT,
        CONFLICT
    }
}
