package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.policy.Permit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Says where the columns of generated keys come from: the written table, by the name the target gives them. Drivers may answer whole rows
 * as keys. What cannot be found there, and every OUT parameter, is of unknown origin.
 */
final class KeyColumns {
    private KeyColumns() {}

    static List<OutputColumn> origins(Permit permit, List<Column> columns) {
        return columns.stream()
                .map(column -> origin(permit.claim().facts(), column))
                .toList();
    }

    static List<OutputColumn> unknown(List<Column> columns) {
        return columns.stream().map(column -> unknown(column.label())).toList();
    }

    private static OutputColumn origin(StatementFacts facts, Column column) {
        List<ObjectUse> written = facts.objects().stream()
                .filter(use -> use.access().writes())
                .map(use ->
                        use.with(ObjectUse.Access.INSERT)) // INSERT … ON DUPLICATE KEY UPDATE writes one table twice
                .distinct()
                .toList();
        if (written.size() != 1) {
            return unknown(column.label());
        }
        ObjectUse table = written.get(0);
        List<String> named = isCounter(facts, column) ? table.counted().stream().toList() : named(table, column.name());
        if (named.size() != 1) {
            return unknown(column.label());
        }
        ColumnName source = new ColumnName(table.object(), named.get(0));
        return new OutputColumn(column.label(), Derivation.COPIED, Set.of(source), List.of(source.toString()));
    }

    /**
     * MariaDB and MySQL tell the new value of the AUTO_INCREMENT column under a name of the driver's. LAST_INSERT_ID with an argument makes
     * them tell that argument instead.
     */
    private static boolean isCounter(StatementFacts facts, Column column) {
        return (facts.dialect() == Dialect.MARIADB || facts.dialect() == Dialect.MYSQL)
                && column.table().isEmpty()
                && column.name().equalsIgnoreCase("insert_id")
                && facts.functions().stream().noneMatch(use -> use.name().equalsIgnoreCase("last_insert_id"));
    }

    /** The table's columns of that name: exactly, or else in any case, because some drivers fold the names of keys. */
    private static List<String> named(ObjectUse table, String name) {
        if (table.columns().contains(name)) {
            return List.of(name);
        }
        String folded = name.toLowerCase(Locale.ROOT);
        return table.columns().stream()
                .filter(column -> column.toLowerCase(Locale.ROOT).equals(folded))
                .toList();
    }

    private static OutputColumn unknown(String label) {
        return new OutputColumn(label, Derivation.UNKNOWN, Set.of(), List.of());
    }
}
