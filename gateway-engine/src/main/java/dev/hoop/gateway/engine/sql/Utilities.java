package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.NamedObject;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Utility;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads statements that are told by their objects. */
final class Utilities {
    private final Analysis analysis;
    private final Findings findings;
    private final Names names;

    Utilities(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
        this.names = analysis.names();
    }

    /** The columns of the answer, as far as they are known. */
    List<Field> read(Utility utility, Scope scope) {
        findings.kinds.addAll(utility.kinds());
        findings.settings.addAll(utility.settings());
        utility.objects().forEach(object -> touch(object, utility.kinds().contains(StatementKind.METADATA)));
        utility.calls().forEach(analysis.functions()::perhapsCalled);
        utility.expressions()
                .forEach(expression ->
                        findings.use(analysis.values().of(expression, scope), Use.STORE, Clause.ARGUMENT));
        return utility.labels().stream()
                .map(label -> Field.of(label, Lineage.CONSTANT))
                .toList();
    }

    private void touch(NamedObject object, boolean mustBeKnown) {
        if (object.type() == ObjectUse.Type.FUNCTION && object.access() == Access.EXECUTE) {
            ObjectName name = names.identity(object.name());
            findings.objects.add(new ObjectUse(name, ObjectUse.Type.FUNCTION, Access.EXECUTE));
            findings.functions.add(new FunctionUse(name.toString(), FunctionUse.Purity.UNKNOWN));
            return;
        }
        boolean table = object.type() != ObjectUse.Type.SCHEMA && object.type() != ObjectUse.Type.FUNCTION;
        Optional<Relation> relation = table ? names.relation(object.name()) : Optional.empty();
        if (relation.isPresent()) {
            known(relation.get(), object.access());
        } else if (mustBeKnown) {
            findings.gap("a table that is asked about is not known");
        } else {
            ObjectName name = object.type() == ObjectUse.Type.SCHEMA
                    ? new ObjectName(
                            names.catalogue().database(),
                            object.name().get(object.name().size() - 1).value(),
                            "")
                    : names.identity(object.name());
            findings.objects.add(new ObjectUse(name, object.type(), object.access()));
        }
    }

    private void known(Relation relation, Access access) {
        if (names.isSystem(relation.name().schema()) && access != Access.READ) {
            findings.gap("a change of the database's own catalogue");
        }
        use(relation, access);
        boolean rows = access == Access.TRUNCATE || access == Access.LOCK || access == Access.DROP;
        if (rows && relation.type() == ObjectUse.Type.TABLE) {
            analysis.relations().rows(relation).objects().forEach(other -> findings.objects.add(other.with(access)));
        }
        if (access == Access.TRUNCATE) {
            new Targets(analysis).cascades(relation, access, new HashSet<>(Set.of(relation.name())));
        }
    }

    private void use(Relation relation, Access access) {
        findings.objects.add(Relations.use(relation).with(access));
    }
}
