package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.TargetName;

/** Names columns: {@code target.schema.table.column}. Compared with resolved identities, never with the text of a statement. */
public record ColumnPattern(TablePattern table, Segment column) {
    public boolean matches(TargetName target, Dialect dialect, ColumnName name) {
        return matches(target, dialect, name.table(), name.column());
    }

    public boolean matches(TargetName target, Dialect dialect, ObjectName object, String name) {
        return column.matches(dialect, name) && table.matches(target, dialect, object);
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
