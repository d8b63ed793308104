package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.FromItem;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Alias;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Delete;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Insert;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Merge;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Select;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Update;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Upsert;
import java.util.List;

/** Reads queries and changes alike: whatever may stand in WITH, and the rows it gives. */
final class Changes {
    private final Analysis analysis;
    private final Inserts inserts;
    private final Updates updates;
    private final Merges merges;

    Changes(Analysis analysis) {
        this.analysis = analysis;
        Targets targets = new Targets(analysis);
        this.inserts = new Inserts(analysis, targets);
        this.updates = new Updates(analysis, targets);
        this.merges = new Merges(analysis, targets);
    }

    /** The rows that the statement gives: a query's, or what RETURNING names. */
    List<Field> rows(SqlStatement statement, Scope scope) {
        if (statement instanceof Select select) {
            analysis.findings().kinds.add(StatementKind.SELECT);
            return analysis.queries().read(select.query(), scope);
        } else if (statement instanceof Insert insert) {
            return inserts.read(insert, with(insert.with(), scope));
        } else if (statement instanceof Upsert upsert) {
            return inserts.read(upsert, scope);
        } else if (statement instanceof Update update) {
            return updates.read(update, with(update.with(), scope));
        } else if (statement instanceof Delete delete) {
            return updates.read(delete, with(delete.with(), scope));
        } else if (statement instanceof Merge merge) {
            return merges.read(merge, with(merge.with(), scope));
        }
        throw new NotUnderstood("a statement that may not stand here");
    }

    /** H2's FINAL TABLE and its like: all columns of the table that is changed. */
    List<Field> changed(SqlStatement statement, Scope scope) {
        rows(statement, scope);
        FromItem target;
        if (statement instanceof Insert insert) {
            target = new TableReference(insert.target(), Alias.NONE, 0, 0);
        } else if (statement instanceof Upsert upsert) {
            target = new TableReference(upsert.target(), Alias.NONE, 0, 0);
        } else if (statement instanceof Update update) {
            target = update.target();
        } else if (statement instanceof Delete delete) {
            target = delete.table();
        } else if (statement instanceof Merge merge) {
            target = merge.target();
        } else {
            throw new NotUnderstood("a change whose table is not known");
        }
        return analysis.tables().read(target, scope, Sources.NONE).columns();
    }

    private Scope with(dev.hoop.gateway.engine.sql.syntax.With with, Scope scope) {
        return scope.with(analysis.queries().named().read(with, scope));
    }
}
