package dev.hoop.gateway.engine.sql.syntax;

import java.util.List;

/** A WITH clause; {@link #NONE} where there is none. */
public record With(boolean recursive, List<CommonTable> tables) {
    public static final With NONE = new With(false, List.of());

    /**
     * One named query, or in PostgreSQL one data-changing statement, of a WITH clause.
     *
     * @param compared the columns by which CYCLE tells rows that have been seen
     */
    public record CommonTable(
            Identifier name,
            List<Identifier> columns,
            SqlStatement body,
            List<Identifier> generated,
            List<Identifier> compared) {}
}
