package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Join;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Outer;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads joins: what ON, USING and NATURAL compare, and which columns become one. */
final class Joins {
    private final Analysis analysis;
    private final Findings findings;
    private final Names names;

    Joins(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
        this.names = analysis.names();
    }

    Sources join(Join join, Sources left, Sources right, Scope scope) {
        Sources both = left.and(right);
        if (join.on().isPresent()) {
            analysis.conditions().read(join.on().get(), scope.with(both), Clause.JOIN);
            return both;
        }
        List<String> merged = join.natural()
                ? common(left, right)
                : join.using().stream().map(Identifier::value).toList();
        return merged.isEmpty() ? both : merge(join, merged, left, right);
    }

    private List<String> common(Sources left, Sources right) {
        List<String> common = new ArrayList<>();
        if (left.columns().stream().anyMatch(Field::unnamed)
                || right.columns().stream().anyMatch(Field::unnamed)) {
            throw new NotUnderstood("NATURAL with a column that has no alias");
        }
        for (Field field : left.columns()) {
            if (!field.hidden()
                    && find(right.columns(), field.label()).isPresent()
                    && !field.label().isEmpty()) {
                common.add(field.label());
            }
        }
        return common;
    }

    private Optional<Field> find(List<Field> fields, String name) {
        return fields.stream().filter(field -> names.same(field.label(), name)).findFirst();
    }

    private Sources merge(Join join, List<String> merged, Sources left, Sources right) {
        List<Field> columns = new ArrayList<>();
        for (String name : merged) {
            findings.step(1 + (left.columns().size() + right.columns().size()) / 4);
            Optional<Field> first = find(left.columns(), name);
            Optional<Field> second = find(right.columns(), name);
            if (first.isEmpty() || second.isEmpty()) {
                throw new NotUnderstood("a column of USING is not known");
            }
            findings.use(first.get().lineage(), Use.FILTER, Clause.JOIN);
            findings.use(second.get().lineage(), Use.FILTER, Clause.JOIN);
            columns.add(first.get().with(first.get().lineage().or(second.get().lineage())));
        }
        List<Field> shared = List.copyOf(columns);
        boolean swapped = join.outer() == Outer.RIGHT && names.isMysql();
        addOthers(columns, merged, swapped ? right : left);
        addOthers(columns, merged, swapped ? left : right);
        List<RowSource> named = new ArrayList<>(left.named());
        named.addAll(right.named());
        join.usingAlias().ifPresent(alias -> named.add(RowSource.of(alias.value(), shared)));
        return new Sources(named, columns);
    }

    private void addOthers(List<Field> columns, List<String> merged, Sources side) {
        for (Field field : side.columns()) {
            if (merged.stream().noneMatch(name -> names.same(name, field.label()))) {
                columns.add(field);
            }
        }
    }
}
