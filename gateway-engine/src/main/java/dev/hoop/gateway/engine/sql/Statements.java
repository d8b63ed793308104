package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Copy;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.CreateAs;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Deferred;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Explain;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Recalled;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Select;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Utility;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads whole statements: what they give to the caller, and what they do. */
final class Statements {
    private static final Scope EMPTY = new Scope(Sources.NONE, null, Commons.NONE);

    private final Analysis analysis;
    private final Findings findings;

    Statements(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
    }

    /** What a statement gives: no rows, or none yet, or rows with these columns; none if they are not known. */
    record Rows(boolean expected, List<Field> fields) {
        static final Rows NONE = new Rows(false, List.of());
    }

    Rows read(SqlStatement statement) {
        if (statement instanceof Explain explain) {
            return explain(explain);
        } else if (statement instanceof CreateAs create) {
            return create(create);
        } else if (statement instanceof Copy copy) {
            return copy(copy);
        } else if (statement instanceof Deferred deferred) {
            return new Rows(false, read(deferred.inner()).fields());
        } else if (statement instanceof Recalled recalled) {
            return new Recollection(analysis).read(recalled, EMPTY);
        } else if (statement instanceof Utility utility) {
            List<Field> fields = new Utilities(analysis).read(utility, EMPTY);
            return new Rows(utility.returnsRows(), fields);
        }
        if (statement instanceof Select select
                && select.query().body() instanceof dev.hoop.gateway.engine.sql.syntax.Query.Select list) {
            findings.outermost = list;
        }
        List<Field> fields = analysis.changes().rows(statement, EMPTY);
        boolean into = statement instanceof Select select
                && select.query().body() instanceof dev.hoop.gateway.engine.sql.syntax.Query.Select plain
                && plain.into().isPresent();
        if (into) {
            return Rows.NONE;
        }
        if (statement instanceof Select select) {
            limit(select);
        }
        fields.forEach(field -> findings.use(
                field.lineage(), Use.READ, statement instanceof Select ? Clause.SELECT : Clause.RETURNING));
        return new Rows(statement instanceof Select || !fields.isEmpty(), fields);
    }

    private void limit(Select select) {
        var limit = select.query().limit();
        if (limit.count().isEmpty() || !limit.exact()) {
            return;
        }
        Expression count = limit.count().get();
        if (count instanceof Expression.Parameter parameter) {
            findings.limitParameter = OptionalInt.of(parameter.index());
        } else {
            Constants.number(count)
                    .filter(number -> number.signum() >= 0 && number.precision() - number.scale() < 18)
                    .ifPresent(number -> findings.limit = OptionalLong.of(number.longValue()));
        }
    }

    /** A plan that is only shown changes nothing; what it tells derives from all that the statement touches. */
    private Rows explain(Explain explain) {
        Set<StatementKind> before = EnumSet.copyOf(withOne(findings.kinds));
        boolean started = !findings.kinds.isEmpty();
        Set<ObjectUse> objects = Set.copyOf(findings.objects);
        read(explain.inner());
        if (explain.runs()) {
            findings.kinds.add(StatementKind.EXPLAIN_EXECUTE);
            return new Rows(true, List.of());
        }
        findings.kinds.clear();
        if (started) {
            findings.kinds.addAll(before);
        }
        findings.kinds.add(StatementKind.EXPLAIN);
        List<ObjectUse> touched = new ArrayList<>(findings.objects);
        findings.objects.clear();
        findings.where = dev.hoop.gateway.engine.StatementFacts.WhereClause.NOT_APPLICABLE;
        touched.forEach(use -> findings.objects.add(objects.contains(use) ? use : use.with(Access.READ)));
        return new Rows(true, List.of());
    }

    private static Set<StatementKind> withOne(Set<StatementKind> kinds) {
        return kinds.isEmpty() ? EnumSet.of(StatementKind.EXPLAIN) : kinds;
    }

    private Rows create(CreateAs create) {
        new Utilities(analysis).read(create.head());
        List<Field> fields = analysis.queries().read(create.query(), EMPTY);
        if (!create.view()) {
            analysis.queries().created(create.name(), fields);
            return Rows.NONE;
        }
        findings.kinds.add(StatementKind.CREATE);
        findings.objects.add(
                new ObjectUse(analysis.names().identity(create.name()), ObjectUse.Type.NEW, Access.CREATE));
        fields.forEach(field -> findings.use(field.lineage(), Use.READ, Clause.SELECT));
        return Rows.NONE;
    }

    private Rows copy(Copy copy) {
        Rows rows = read(copy.inner());
        findings.kinds.add(copy.load() ? StatementKind.BULK_LOAD : StatementKind.BULK_EXPORT);
        if (copy.load()) {
            findings.kinds.remove(StatementKind.INSERT);
            return Rows.NONE;
        }
        return rows;
    }
}
