package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Head;
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

    /** What stands in front of a new table's query. */
    void read(Head head) {
        head.objects().forEach(object -> touch(object, false));
        head.calls().forEach(analysis.functions()::perhapsCalled);
    }

    private void touch(NamedObject object, boolean mustBeKnown) {
        if (object.type() == ObjectUse.Type.FUNCTION && object.access() == Access.EXECUTE) {
            ObjectName name = names.identity(object.name());
            findings.objects.add(new ObjectUse(name, ObjectUse.Type.FUNCTION, Access.EXECUTE));
            findings.functions.add(new FunctionUse(name.toString(), FunctionUse.Purity.UNKNOWN));
            return;
        }
        if (object.type() == ObjectUse.Type.SCHEMA && object.access() == Access.GRANT) {
            granted(object.name());
            return;
        }
        boolean table = object.type() != ObjectUse.Type.SCHEMA && object.type() != ObjectUse.Type.FUNCTION;
        Optional<Relation> relation = table ? names.relation(object.name()) : Optional.empty();
        if (relation.isPresent()) {
            known(relation.get(), object.access());
            object.compared().ifPresent(columns -> compared(relation.get(), object.access(), columns));
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

    /** All tables and views of a schema; of every schema if there is no name. */
    private void granted(List<Identifier> schema) {
        String name = schema.isEmpty() ? "" : schema.get(schema.size() - 1).value();
        for (Relation relation : names.catalogue().relations()) {
            String own = relation.name().schema();
            if ((name.isEmpty() && !names.isSystem(own)) || names.same(own, name)) {
                use(relation, Access.GRANT);
            }
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

    /**
     * Columns whose values decide whether a statement, now or later, fails: those that a foreign key points to, or an index of a
     * materialised view is made of. A table's own index is a change of its definition.
     */
    private void compared(Relation relation, Access access, List<Identifier> columns) {
        if (access == Access.ALTER && relation.type() != ObjectUse.Type.MATERIALIZED_VIEW) {
            return;
        }
        for (Field field : analysis.relations().rows(relation).fields()) {
            boolean named = columns.stream()
                    .anyMatch(column -> names.same(field.label(), column.value())
                            || names.same(relation.name().name(), column.value()));
            if (named || (columns.isEmpty() && isKey(relation, field))) {
                findings.use(field.lineage(), Use.FILTER, Clause.CONDITION);
            }
        }
    }

    private static boolean isKey(Relation relation, Field field) {
        return relation.columns().stream()
                .anyMatch(column -> column.key() && column.name().equals(field.label()));
    }

    private void use(Relation relation, Access access) {
        findings.objects.add(Relations.use(relation).with(access));
    }
}
