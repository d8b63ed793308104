package dev.hoop.gateway.server.connectors.jdbc.products;

import java.util.List;

/**
 * A table into which rows go many at a time. While the transaction that has inserted some lasts, nobody else changes how the table is defined.
 *
 * @param name as the text names it
 * @param columns in the table's order; none where rows that are inserted together are not the same as one after another
 */
public record InsertedTable(String name, List<Column> columns) {
    /** No table is known. */
    public static final InsertedTable NONE = new InsertedTable("", List.of());

    public InsertedTable {
        columns = List.copyOf(columns);
    }

    /** A column: its name, as a text has it too, and its type. */
    record Column(String name, String quoted, long oid, String type) {}
}
