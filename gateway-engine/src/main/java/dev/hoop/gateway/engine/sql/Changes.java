package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.StatementKind;
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

    private Scope with(dev.hoop.gateway.engine.sql.syntax.With with, Scope scope) {
        return scope.with(analysis.queries().named().read(with, scope));
    }
}
