package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.StatementFacts;
import java.util.LinkedHashSet;
import java.util.Set;

/** Every column a statement has to do with: read, written, decided on, shown, or met by a parameter. */
public final class TouchedColumns {
    private TouchedColumns() {}

    public static Set<ColumnName> of(StatementFacts facts) {
        Set<ColumnName> columns = new LinkedHashSet<>();
        facts.columns().forEach(use -> columns.add(use.column()));
        facts.allOutput().forEach(output -> columns.addAll(output.sources()));
        facts.parameters().forEach(use -> use.column().ifPresent(columns::add));
        return columns;
    }
}
