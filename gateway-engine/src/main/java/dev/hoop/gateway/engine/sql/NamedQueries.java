package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.Query;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement;
import dev.hoop.gateway.engine.sql.syntax.With;
import dev.hoop.gateway.engine.sql.syntax.With.CommonTable;
import java.util.ArrayList;
import java.util.List;

/** Reads WITH. Recursive queries are followed until their columns derive from nothing new. */
final class NamedQueries {
    private static final int MOST_ROUNDS = 20;

    private final Analysis analysis;
    private final Findings findings;
    private final Names names;

    NamedQueries(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
        this.names = analysis.names();
    }

    /** The named queries that are visible behind WITH, with those around. */
    Commons read(With with, Scope around) {
        Commons commons = around.commons();
        if (with.recursive()) {
            for (CommonTable table : with.tables()) {
                commons = commons.with(table.name().value()); // seen by all of them, not to be used before its time
            }
        }
        for (CommonTable table : with.tables()) {
            String name = table.name().value();
            if (names.dialect() == Dialect.H2
                    && names.relation(List.of(table.name())).isPresent()) {
                throw new NotUnderstood("a query of WITH has the name of a table, which H2 prefers");
            }
            Scope scope = around.with(commons);
            List<Field> fields = fields(table, scope, with.recursive());
            compare(table, fields);
            commons = commons.with(name, fields, table.body());
        }
        return commons;
    }

    /** CYCLE drops or marks the rows whose columns have these values a second time. */
    private void compare(CommonTable table, List<Field> fields) {
        for (Identifier column : table.compared()) {
            fields.stream()
                    .filter(field -> names.same(field.label(), column.value()))
                    .forEach(field -> findings.use(field.lineage(), Use.FILTER, Clause.CONDITION));
        }
    }

    private List<Field> fields(CommonTable table, Scope scope, boolean recursive) {
        boolean mayRecur = recursive || names.dialect() == Dialect.H2;
        List<Field> fields = mayRecur
                        && table.body() instanceof SqlStatement.Select select
                        && select.query().body() instanceof Query.SetOperation
                ? recursive(table, select.query(), scope)
                : analysis.changes().rows(table.body(), scope);
        return named(table, fields);
    }

    private List<Field> named(CommonTable table, List<Field> fields) {
        List<Field> renamed = Fields.renamed(
                fields, table.columns().stream().map(Identifier::value).toList());
        if (table.generated().isEmpty()) {
            return renamed;
        }
        List<Field> all = new ArrayList<>(renamed);
        Lineage everything = Lineage.computed(Values.lineages(renamed));
        table.generated().forEach(name -> all.add(Field.of(name.value(), everything)));
        return all;
    }

    private List<Field> recursive(CommonTable table, Query query, Scope scope) {
        String name = table.name().value();
        Query.Body first = query.body();
        while (first instanceof Query.SetOperation operation) {
            first = operation.left().body();
        }
        Query start =
                new Query(query.with(), first, List.of(), dev.hoop.gateway.engine.sql.syntax.RowLimit.NONE, false);
        List<Field> fields = analysis.queries().read(start, scope);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Field> next = analysis.queries()
                    .read(query, scope.with(scope.commons().with(name, named(table, fields), table.body())));
            List<Field> merged = merged(fields, next);
            if (merged.equals(fields)) {
                return fields;
            }
            fields = merged;
        }
        findings.gap("a recursive query derives from ever more columns");
        return fields;
    }

    /** Paths may grow with each round and do not count. */
    private static List<Field> merged(List<Field> before, List<Field> now) {
        List<Field> merged = new ArrayList<>();
        for (int i = 0; i < before.size() && i < now.size(); i++) {
            Lineage was = before.get(i).lineage();
            Lineage is = was.or(now.get(i).lineage());
            boolean same = was.sources().equals(is.sources()) && was.derivation() == is.derivation();
            merged.add(same ? before.get(i) : before.get(i).with(is));
        }
        return merged;
    }
}
