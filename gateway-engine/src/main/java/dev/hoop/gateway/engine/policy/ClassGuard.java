package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.masking.ColumnGuard;
import dev.hoop.gateway.engine.policy.rules.DataClass;
import java.util.List;
import java.util.Optional;

/** Knows the classes a subject sees masked by what a driver says of a column. MySQL's drivers call the schema a catalog. */
record ClassGuard(TargetName target, Dialect dialect, List<DataClass> masked) implements ColumnGuard {
    @Override
    public Optional<String> classOf(Column column) {
        if (masked.isEmpty() || column.table().isEmpty() || column.name().isEmpty()) {
            return Optional.empty();
        }
        String schema = column.schema().isEmpty() && isMysql() ? column.catalog() : column.schema();
        return masked.stream()
                .filter(known -> known.columns().stream()
                        .anyMatch(pattern -> pattern.column().matches(dialect, column.name())
                                && pattern.table().mayMatch(target, dialect, schema, column.table())))
                .map(DataClass::name)
                .findFirst();
    }

    private boolean isMysql() {
        return dialect == Dialect.MYSQL || dialect == Dialect.MARIADB;
    }
}
