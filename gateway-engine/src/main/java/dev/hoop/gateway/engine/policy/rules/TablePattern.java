package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.TargetName;
import java.util.List;
import java.util.Optional;

/** Names tables, views and other objects: {@code target.schema.table}. For MySQL and MariaDB the schema is the database. */
public record TablePattern(Segment target, Segment schema, Segment table) {
    public boolean matches(TargetName on, Dialect dialect, ObjectName object) {
        return covers(on) && isOf(dialect, object);
    }

    /** Whether the object is one of these on a target that the pattern speaks of. */
    public boolean isOf(Dialect dialect, ObjectName object) {
        return schema.matches(dialect, object.schema()) && table.matches(dialect, object.name());
    }

    /** Reads {@code target.schema.table}; empty when the text is none. */
    public static Optional<TablePattern> parse(String text) {
        return DottedName.split(text)
                .filter(parts -> parts.size() == 3)
                .map(parts -> new TablePattern(parts.get(0), parts.get(1), parts.get(2)));
    }

    /** Whether every object of the statement is one of these; system catalogues are guarded by other means. */
    static boolean cover(List<TablePattern> patterns, Claim claim) {
        return claim.facts().objects().stream()
                .filter(use -> !SystemSchemas.contain(claim.facts().dialect(), use.object()))
                .allMatch(use -> patterns.stream()
                        .anyMatch(table -> table.matches(
                                claim.statement().target(), claim.facts().dialect(), use.object())));
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
