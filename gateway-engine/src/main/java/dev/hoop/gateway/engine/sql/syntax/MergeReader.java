package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Assignment;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Merge;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.MergeAction;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.MergeBranch;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Upsert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads MERGE, in the standard's form and in H2's older one with KEY. */
final class MergeReader {
    private final TokenStream tokens;
    private final Grammar grammar;
    private final ChangeReader changes;

    MergeReader(TokenStream tokens, Grammar grammar, ChangeReader changes) {
        this.tokens = tokens;
        this.grammar = grammar;
        this.changes = changes;
    }

    SqlStatement read(With with) {
        tokens.expect("MERGE", "INTO");
        if (tokens.is(Dialect.H2) && !isStandard()) {
            return upsert();
        }
        FromItem target = grammar.sources().single();
        tokens.expect("USING");
        FromItem source = grammar.sources().joined();
        tokens.expect("ON");
        Expression on = grammar.expressions().read();
        List<MergeBranch> branches = new ArrayList<>();
        while (tokens.isWord("WHEN")) {
            branches.add(branch());
        }
        return new Merge(with, target, source, on, List.copyOf(branches), changes.returning());
    }

    /** H2's own form goes on with columns, KEY, VALUES or a query behind the name, the standard's with an alias or USING. */
    private boolean isStandard() {
        int start = tokens.position();
        tokens.qualifiedName();
        boolean own = tokens.isSign("(")
                || tokens.isWord("KEY")
                || tokens.isWord("VALUES")
                || tokens.isWord("SELECT")
                || tokens.isWord("WITH");
        tokens.back(start);
        return !own;
    }

    private SqlStatement upsert() {
        List<Identifier> target = tokens.qualifiedName();
        List<Identifier> columns = tokens.isSign("(") ? tokens.nameList() : List.of();
        List<Identifier> keys = tokens.accept("KEY") ? tokens.nameList() : List.of();
        return new Upsert(target, columns, keys, grammar.queries().read());
    }

    private MergeBranch branch() {
        tokens.expect("WHEN");
        tokens.accept("NOT");
        tokens.expect("MATCHED");
        boolean alone = tokens.accept("BY", "SOURCE");
        if (!alone && tokens.accept("BY")) {
            tokens.expect("TARGET");
        }
        Optional<Expression> condition = grammar.queries().condition("AND");
        tokens.expect("THEN");
        if (tokens.accept("UPDATE")) {
            List<Assignment> assignments = changes.assignments();
            return new MergeBranch(MergeAction.UPDATE, alone, condition, assignments, List.of(), List.of());
        }
        if (tokens.accept("DELETE")) {
            return new MergeBranch(MergeAction.DELETE, alone, condition, List.of(), List.of(), List.of());
        }
        if (tokens.accept("DO")) {
            tokens.expect("NOTHING");
            return new MergeBranch(MergeAction.NOTHING, alone, condition, List.of(), List.of(), List.of());
        }
        tokens.expect("INSERT");
        return insert(condition);
    }

    private MergeBranch insert(Optional<Expression> condition) {
        List<Identifier> columns = tokens.isSign("(") ? tokens.nameList() : List.of();
        if (tokens.accept("OVERRIDING")) {
            tokens.anyName();
            tokens.expect("VALUE");
        }
        if (tokens.accept("DEFAULT", "VALUES")) {
            return new MergeBranch(MergeAction.INSERT, false, condition, List.of(), columns, List.of());
        }
        tokens.expect("VALUES");
        tokens.expectSign("(");
        List<Expression> values = grammar.expressions().list();
        tokens.expectSign(")");
        return new MergeBranch(MergeAction.INSERT, false, condition, List.of(), columns, values);
    }
}
