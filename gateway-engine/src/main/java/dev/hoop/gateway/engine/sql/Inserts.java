package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Alias;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.Query;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Conflict;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Insert;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Upsert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads INSERT, REPLACE and H2's MERGE with KEY. */
final class Inserts {
    private final Analysis analysis;
    private final Findings findings;
    private final Targets targets;

    Inserts(Analysis analysis, Targets targets) {
        this.analysis = analysis;
        this.findings = analysis.findings();
        this.targets = targets;
    }

    List<Field> read(Insert insert, Scope scope) {
        findings.kinds.add(StatementKind.INSERT);
        TableReference table = new TableReference(insert.target(), new Alias(insert.alias(), List.of()), 0, 0);
        RowSource target = targets.target(table, Access.INSERT);
        if (insert.replaces()) {
            findings.kinds.add(StatementKind.DELETE);
            targets.target(table, Access.DELETE);
        }
        List<Field> columns = columns(insert.columns(), target);
        List<Field> inserted =
                insert.source().map(source -> fill(source, columns, scope)).orElse(List.of());
        insert.conflict().ifPresent(conflict -> conflict(insert, conflict, target, table, inserted, scope));
        if (insert.returning().isEmpty()) {
            return List.of();
        }
        Sources sources = Sources.of(target);
        return analysis.queries().items(insert.returning(), scope.with(targets.oldAndNew(sources, target)));
    }

    List<Field> read(Upsert upsert, Scope scope) {
        findings.kinds.add(StatementKind.MERGE);
        findings.kinds.add(StatementKind.INSERT);
        findings.kinds.add(StatementKind.UPDATE);
        TableReference table = new TableReference(upsert.target(), Alias.NONE, 0, 0);
        RowSource target = targets.target(table, Access.INSERT);
        targets.target(table, Access.UPDATE);
        upsert.keys()
                .forEach(key -> targets.column(target, key)
                        .ifPresent(column -> findings.use(column.lineage(), Use.FILTER_EQUALITY, Clause.CONFLICT)));
        fill(upsert.source(), columns(upsert.columns(), target), scope);
        return List.of();
    }

    private List<Field> columns(List<Identifier> named, RowSource target) {
        if (named.isEmpty()) {
            return target.fields().stream().filter(field -> !field.hidden()).toList();
        }
        List<Field> columns = new ArrayList<>();
        named.forEach(name -> targets.column(target, name).ifPresent(columns::add));
        return columns;
    }

    /** Writes what the source gives into the columns; the answer is the columns with their new values. */
    private List<Field> fill(Query source, List<Field> columns, Scope scope) {
        if (source.body() instanceof Query.Values values && source.order().isEmpty()) {
            Scope around = scope.with(analysis.queries().named().read(source.with(), scope));
            return values(values, columns, around);
        }
        List<Field> given = analysis.queries().read(source, scope);
        List<Field> inserted = new ArrayList<>();
        if (given.size() > columns.size()) {
            throw new NotUnderstood("more values than columns");
        }
        for (int i = 0; i < given.size(); i++) {
            targets.write(columns.get(i), given.get(i).lineage());
            inserted.add(columns.get(i).with(given.get(i).lineage()));
        }
        return inserted;
    }

    private List<Field> values(Query.Values values, List<Field> columns, Scope scope) {
        List<Field> inserted = new ArrayList<>();
        for (List<Expression> row : values.rows()) {
            if (row.size() > columns.size()) {
                throw new NotUnderstood("more values than columns");
            }
            for (int i = 0; i < row.size(); i++) {
                Lineage lineage = targets.value(row.get(i), columns.get(i), scope);
                targets.write(columns.get(i), lineage);
                if (i < inserted.size()) {
                    lineage = inserted.get(i).lineage().or(lineage);
                    inserted.set(i, columns.get(i).with(lineage));
                } else {
                    inserted.add(columns.get(i).with(lineage));
                }
            }
        }
        return inserted;
    }

    private void conflict(
            Insert insert,
            Conflict conflict,
            RowSource target,
            TableReference table,
            List<Field> inserted,
            Scope scope) {
        Scope here = scope.with(Sources.of(target));
        conflict.target()
                .forEach(key -> findings.use(analysis.values().of(key, here), Use.FILTER_EQUALITY, Clause.CONFLICT));
        conflict.targetWhere().ifPresent(where -> analysis.conditions().read(where, here, Clause.CONFLICT));
        if (conflict.assignments().isEmpty()) {
            return;
        }
        findings.kinds.add(StatementKind.UPDATE);
        targets.target(table, ObjectUse.Access.UPDATE);
        Scope both = scope.with(withExcluded(insert, target, inserted, scope));
        targets.assign(conflict.assignments(), target, both);
        conflict.where().ifPresent(where -> analysis.conditions().read(where, both, Clause.CONFLICT));
    }

    /** The target, the rows that could not be inserted, and in MySQL the tables they were selected from. */
    private Sources withExcluded(Insert insert, RowSource target, List<Field> inserted, Scope scope) {
        if (!analysis.names().isMysql()) {
            List<Field> excluded = new ArrayList<>();
            for (Field field : target.fields()) {
                Optional<Field> given = inserted.stream()
                        .filter(other -> other.label().equals(field.label()))
                        .findFirst();
                excluded.add(given.orElse(field.with(Lineage.CONSTANT)));
            }
            return new Sources(List.of(target, RowSource.of("excluded", excluded)), target.fields());
        }
        Sources sources = Sources.of(target);
        boolean selected = insert.source().isPresent() && insert.source().get().body() instanceof Query.Select;
        return selected
                ? sources.and(analysis.tables()
                        .read(((Query.Select) insert.source().get().body()).from(), scope))
                : sources;
    }
}
