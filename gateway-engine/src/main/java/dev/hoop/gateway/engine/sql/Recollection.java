package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Recalled;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads FETCH and EXECUTE: they do and show what was declared or prepared. A cursor keeps what its names meant; a prepared statement is
 * looked at anew by the database when a definition has changed, and must not mean something else by then.
 */
final class Recollection {
    private final Analysis analysis;
    private final Findings findings;

    Recollection(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
    }

    Statements.Rows read(Recalled recalled, Scope scope) {
        recalled.arguments()
                .forEach(argument -> findings.use(analysis.values().of(argument, scope), Use.STORE, Clause.ARGUMENT));
        SessionSettings settings = analysis.names().settings();
        String name = recalled.name().value();
        Optional<StatementFacts> known = recalled.cursor()
                ? settings.named().cursor(name)
                : settings.named().prepared(name);
        if (known.isEmpty()) {
            return unknown(recalled);
        }
        StatementFacts facts = known.get();
        if (!recalled.cursor() && !meansTheSame(facts, settings)) {
            throw new NotUnderstood(
                    "a definition has changed since the statement was prepared; deallocate and prepare it");
        }
        List<Field> fields = facts.output().stream().map(Recollection::field).toList();
        boolean rows = recalled.cursor() ? recalled.fetched() : !fields.isEmpty();
        carry(facts, rows || !recalled.cursor());
        return rows ? new Statements.Rows(true, fields) : Statements.Rows.NONE;
    }

    private Statements.Rows unknown(Recalled recalled) {
        findings.kinds.add(recalled.cursor() ? StatementKind.SELECT : StatementKind.CALL);
        return new Statements.Rows(!recalled.cursor() || recalled.fetched(), List.of());
    }

    private boolean meansTheSame(StatementFacts before, SessionSettings settings) {
        StatementFacts now = new Analyzer()
                .facts(
                        before.executable(),
                        settings.with(NamedStatements.NONE),
                        analysis.names().catalogue());
        return now.complete()
                && now.kinds().equals(before.kinds())
                && Set.copyOf(now.objects()).equals(Set.copyOf(before.objects()))
                && Set.copyOf(now.columns()).equals(Set.copyOf(before.columns()))
                && Set.copyOf(now.functions()).equals(Set.copyOf(before.functions()));
    }

    private void carry(StatementFacts facts, boolean values) {
        findings.kinds.addAll(facts.kinds());
        findings.objects.addAll(facts.objects());
        facts.columns().stream()
                .filter(use -> values || use.use() != Use.READ) // MOVE reads them and gives them to nobody
                .forEach(findings.columns::add);
        findings.functions.addAll(facts.functions());
        findings.where = facts.where();
        findings.limit = facts.limit();
    }

    private static Field field(OutputColumn column) {
        return Field.of(column.label(), new Lineage(column.derivation(), column.sources(), column.path()));
    }
}
