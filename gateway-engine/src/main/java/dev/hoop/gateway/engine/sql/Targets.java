package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.MissingName;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ParameterUse.Role;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Parameter;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Assignment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is written: the tables, their columns, and where the new values come from. */
final class Targets {
    private final Analysis analysis;
    private final Findings findings;
    private final Names names;

    Targets(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
        this.names = analysis.names();
    }

    /** The table that is changed. Common tables are no targets. */
    RowSource target(TableReference table, ObjectUse.Access access) {
        RowSource target = analysis.tables().relation(table, access);
        if (access == ObjectUse.Access.DELETE || access == ObjectUse.Access.TRUNCATE) {
            names.relation(table.name()).ifPresent(relation -> cascades(relation, access, new HashSet<>()));
        }
        return target;
    }

    /** Rows that foreign keys delete as well. */
    void cascades(Relation relation, ObjectUse.Access access, Set<ObjectName> seen) {
        for (ObjectName child : relation.cascades()) {
            if (seen.add(child)) {
                names.catalogue().relation(child).ifPresent(found -> {
                    findings.objects.add(Relations.use(found).with(access));
                    cascades(found, access, seen);
                });
            }
        }
    }

    /** What RETURNING may name: PostgreSQL 18 calls the row before and after {@code old} and {@code new}. */
    Sources oldAndNew(Sources sources, RowSource target) {
        if (names.dialect() != Dialect.POSTGRESQL) {
            return sources;
        }
        List<RowSource> named = new ArrayList<>(sources.named());
        named.add(RowSource.of("old", target.fields()));
        named.add(RowSource.of("new", target.fields()));
        return new Sources(named, sources.columns());
    }

    Optional<Field> column(RowSource target, Identifier name) {
        Optional<Field> found = target.fields().stream()
                .filter(field -> names.same(field.label(), name.value()))
                .findFirst();
        if (found.isEmpty()) {
            findings.gap(MissingName.column(name.value()));
        }
        return found;
    }

    /** A value goes into a column. */
    void write(Field column, Lineage value) {
        findings.use(column.lineage(), Use.WRITE, Clause.ASSIGNMENT);
        Set<ColumnName> foreign = new HashSet<>(value.sources());
        foreign.removeAll(column.lineage().sources()); // a column that is computed from itself goes nowhere
        findings.use(new Lineage(value.derivation(), foreign, value.path()), Use.STORE, Clause.ASSIGNMENT);
    }

    /** The value of an expression that goes into a column. */
    Lineage value(Expression expression, Field column, Scope scope) {
        if (expression instanceof Parameter parameter) {
            findings.parameter(parameter.index(), Role.WRITTEN, Fields.only(column));
            return Lineage.CONSTANT;
        }
        if (expression instanceof Expression.Cast cast && cast.operand() instanceof Parameter) {
            return value(cast.operand(), column, scope);
        }
        return analysis.values().of(expression, scope);
    }

    /** Assignments of SET; {@code target} finds the columns. */
    void assign(List<Assignment> assignments, RowSource target, Scope scope) {
        for (Assignment assignment : assignments) {
            assign(assignment, name -> column(target, name.get(name.size() - 1)), scope);
        }
    }

    void assign(
            Assignment assignment, java.util.function.Function<List<Identifier>, Optional<Field>> target, Scope scope) {
        List<List<Identifier>> columns = assignment.columns();
        Expression value = assignment.value();
        if (columns.size() == 1
                && !(value instanceof Operation row && row.operator().equals("ROW"))) {
            target.apply(columns.get(0)).ifPresent(column -> write(column, value(value, column, scope)));
            return;
        }
        if (value instanceof Operation row
                && row.operator().equals("ROW")
                && row.operands().size() == columns.size()) {
            for (int i = 0; i < columns.size(); i++) {
                Expression part = row.operands().get(i);
                target.apply(columns.get(i)).ifPresent(column -> write(column, value(part, column, scope)));
            }
            return;
        }
        if (value instanceof Subquery subquery) {
            List<Field> fields = analysis.values().rows(subquery, scope);
            for (int i = 0; i < columns.size(); i++) {
                Lineage lineage = i < fields.size() ? fields.get(i).lineage() : Lineage.UNKNOWN;
                target.apply(columns.get(i)).ifPresent(column -> write(column, lineage));
            }
            return;
        }
        Lineage lineage = analysis.values().of(value, scope);
        columns.forEach(column -> target.apply(column).ifPresent(found -> write(found, lineage)));
    }
}
