package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.MissingName;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.FromItem;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Join;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.Query;
import dev.hoop.gateway.engine.sql.syntax.SortKey;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Assignment;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Delete;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Update;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads UPDATE and DELETE, of one table or of several joined. */
final class Updates {
    private final Analysis analysis;
    private final Findings findings;
    private final Names names;
    private final Targets targets;
    private final Reach reach;

    Updates(Analysis analysis, Targets targets) {
        this.analysis = analysis;
        this.findings = analysis.findings();
        this.names = analysis.names();
        this.targets = targets;
        this.reach = new Reach(analysis);
    }

    List<Field> read(Update update, Scope scope) {
        findings.kinds.add(StatementKind.UPDATE);
        Sources sources;
        List<RowSource> changed;
        if (update.target() instanceof TableReference table) {
            RowSource target = targets.target(table, Access.UPDATE);
            sources = Sources.of(target);
            sources = sources.and(analysis.tables().read(update.from(), scope));
            targets.assign(update.assignments(), target, scope.with(sources));
            changed = List.of(target);
        } else {
            sources = analysis.tables().read(List.of(update.target()), scope);
            changed = joined(update, sources, scope);
        }
        return finish(update.where(), update.order(), update.returning(), sources, changed, scope, update);
    }

    /** In a join, those tables are changed whose columns are assigned. */
    private List<RowSource> joined(Update update, Sources sources, Scope scope) {
        Scope here = scope.with(sources);
        Set<RowSource> changed = new LinkedHashSet<>();
        List<TableReference> tables = new ArrayList<>();
        collect(update.target(), tables);
        for (Assignment assignment : update.assignments()) {
            targets.assign(
                    assignment, name -> analysis.columns().find(name, here).or(() -> unknown(name)), here);
            assignment
                    .columns()
                    .forEach(name -> tables.stream()
                            .filter(table -> owns(table, name))
                            .forEach(table -> changed.add(targets.target(table, Access.UPDATE))));
        }
        if (changed.isEmpty()) {
            throw new NotUnderstood("it is not known which table is updated");
        }
        return List.copyOf(changed);
    }

    private Optional<Field> unknown(List<Identifier> name) {
        findings.gap(MissingName.column(name.get(name.size() - 1).value()));
        return Optional.empty();
    }

    private boolean owns(TableReference table, List<Identifier> column) {
        if (column.size() > 1) {
            return isNamed(table, column.subList(0, column.size() - 1));
        }
        return names.relation(table.name()).stream()
                .flatMap(relation -> relation.columns().stream())
                .anyMatch(known -> names.same(known.name(), column.get(0).value()));
    }

    private boolean isNamed(TableReference table, List<Identifier> name) {
        String own = table.alias()
                .name()
                .orElse(table.name().get(table.name().size() - 1))
                .value();
        return names.same(own, name.get(name.size() - 1).value());
    }

    private static void collect(FromItem item, List<TableReference> tables) {
        if (item instanceof TableReference table) {
            tables.add(table);
        } else if (item instanceof Join join) {
            collect(join.left(), tables);
            collect(join.right(), tables);
        }
    }

    List<Field> read(Delete delete, Scope scope) {
        findings.kinds.add(StatementKind.DELETE);
        Sources sources;
        List<RowSource> changed;
        if (delete.targets().isEmpty() && delete.table() instanceof TableReference table) {
            RowSource target = targets.target(table, Access.DELETE);
            sources = Sources.of(target).and(analysis.tables().read(delete.using(), scope));
            changed = List.of(target);
        } else {
            sources = analysis.tables().read(List.of(delete.table()), scope);
            changed = deleted(delete);
        }
        return finish(delete.where(), delete.order(), delete.returning(), sources, changed, scope, delete);
    }

    private List<RowSource> deleted(Delete delete) {
        List<TableReference> tables = new ArrayList<>();
        collect(delete.table(), tables);
        List<RowSource> changed = new ArrayList<>();
        for (List<Identifier> name : delete.targets()) {
            List<TableReference> named =
                    tables.stream().filter(table -> isNamed(table, name)).toList();
            if (named.isEmpty()) {
                throw new NotUnderstood("it is not known which table is deleted from");
            }
            named.forEach(table -> changed.add(targets.target(table, Access.DELETE)));
        }
        return changed;
    }

    private List<Field> finish(
            Optional<Expression> where,
            List<SortKey> order,
            List<Query.Item> returning,
            Sources sources,
            List<RowSource> changed,
            Scope scope,
            Record statement) {
        Scope here = scope.with(sources);
        where.ifPresent(condition -> analysis.conditions().read(condition, here, Clause.WHERE));
        order.forEach(key -> findings.use(
                analysis.values().of(key.expression(), here),
                dev.hoop.gateway.engine.ColumnUse.Use.FILTER,
                Clause.ORDER_BY));
        if (statement instanceof Update update) {
            analysis.queries().limit(update.limit(), here);
        } else if (statement instanceof Delete delete) {
            analysis.queries().limit(delete.limit(), here);
        }
        findings.where(reach.of(where, changed, here));
        return returning.isEmpty()
                ? List.of()
                : analysis.queries().items(returning, scope.with(targets.oldAndNew(sources, changed.get(0))));
    }
}
