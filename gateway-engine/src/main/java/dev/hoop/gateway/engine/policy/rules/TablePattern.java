package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.TargetName;

/** Names tables, views and other objects: {@code target.schema.table}. For MySQL and MariaDB the schema is the database. */
public record TablePattern(Segment target, Segment schema, Segment table) {
    public boolean matches(TargetName on, Dialect dialect, ObjectName object) {
        return covers(on) && schema.matches(dialect, object.schema()) && table.matches(dialect, object.name());
    }

    /** As {@link #matches}, where the schema is not known: then it may be any. */
    public boolean mayMatch(TargetName on, Dialect dialect, String schemaOrEmpty, String name) {
        return covers(on)
                && (schemaOrEmpty.isEmpty() || schema.matches(dialect, schemaOrEmpty))
                && table.matches(dialect, name);
    }

    /** Whether the pattern speaks of this target. Target names are compared exactly. */
    public boolean covers(TargetName on) {
        return target.fitsExactly(on.value());
    }

    @Override
    public String toString() {
        return target + "." + schema + "." + table;
    }
}
