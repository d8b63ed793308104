package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Merge;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.MergeAction;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.MergeBranch;
import java.util.List;
import java.util.Optional;

/** Reads MERGE. */
final class Merges {
    private final Analysis analysis;
    private final Findings findings;
    private final Targets targets;
    private final Reach reach;

    Merges(Analysis analysis, Targets targets) {
        this.analysis = analysis;
        this.findings = analysis.findings();
        this.targets = targets;
        this.reach = new Reach(analysis);
    }

    List<Field> read(Merge merge, Scope scope) {
        findings.kinds.add(StatementKind.MERGE);
        if (!(merge.target() instanceof TableReference table)) {
            throw new NotUnderstood("the target of MERGE is not a table");
        }
        RowSource target = targets.target(table, Access.LOCK);
        Sources source = analysis.tables().read(List.of(merge.source()), scope);
        Sources both = Sources.of(target).and(source);
        Scope here = scope.with(both);
        analysis.conditions().read(merge.on(), here, Clause.JOIN);
        for (MergeBranch branch : merge.branches()) {
            branch(branch, table, target, here);
        }
        merge.branches().stream()
                .filter(Merges::changesRows)
                .map(branch -> branch.alone() ? branch.condition() : Optional.of(merge.on()))
                .distinct() // branches of the matched rows share theirs
                .forEach(limit -> findings.where(reach.of(limit, List.of(target), here)));
        return merge.returning().isEmpty()
                ? List.of()
                : analysis.queries()
                        .items(
                                merge.returning(),
                                scope.with(targets.oldAndNew(source.and(Sources.of(target)), target)));
    }

    private static boolean changesRows(MergeBranch branch) {
        return branch.action() == MergeAction.UPDATE || branch.action() == MergeAction.DELETE;
    }

    private void branch(MergeBranch branch, TableReference table, RowSource target, Scope here) {
        branch.condition().ifPresent(condition -> analysis.conditions().read(condition, here, Clause.CONDITION));
        switch (branch.action()) {
            case UPDATE -> {
                findings.kinds.add(StatementKind.UPDATE);
                targets.target(table, Access.UPDATE);
                targets.assign(branch.assignments(), target, here);
            }
            case DELETE -> {
                findings.kinds.add(StatementKind.DELETE);
                targets.target(table, Access.DELETE);
            }
            case INSERT -> {
                findings.kinds.add(StatementKind.INSERT);
                targets.target(table, Access.INSERT);
                insert(branch, target, here);
            }
            case NOTHING -> {}
        }
    }

    private void insert(MergeBranch branch, RowSource target, Scope here) {
        List<Field> columns = branch.columns().isEmpty()
                ? target.fields().stream().filter(field -> !field.hidden()).toList()
                : branch.columns().stream()
                        .flatMap(name -> targets.column(target, name).stream())
                        .toList();
        List<Expression> values = branch.values();
        if (values.size() > columns.size()) {
            throw new NotUnderstood("more values than columns");
        }
        for (int i = 0; i < values.size(); i++) {
            targets.write(columns.get(i), targets.value(values.get(i), columns.get(i), here));
        }
    }
}
