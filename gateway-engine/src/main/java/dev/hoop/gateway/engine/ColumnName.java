package dev.hoop.gateway.engine;

/** The identity of a column. */
public record ColumnName(ObjectName table, String column) {
    @Override
    public String toString() {
        return table + "." + column;
    }
}
