package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.MissingName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.RowSource.InnerQuery;
import dev.hoop.gateway.engine.sql.function.BuiltIn;
import dev.hoop.gateway.engine.sql.function.BuiltIns;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.FromItem;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Alias;
import dev.hoop.gateway.engine.sql.syntax.FromItem.AliasedJoin;
import dev.hoop.gateway.engine.sql.syntax.FromItem.ChangeTable;
import dev.hoop.gateway.engine.sql.syntax.FromItem.DerivedTable;
import dev.hoop.gateway.engine.sql.syntax.FromItem.DocumentTable;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Join;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableFunction;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads FROM: which columns each item gives, under which names, and what joins depend on. */
final class Tables {
    private final Analysis analysis;
    private final Findings findings;
    private final Names names;
    private final Joins joins;

    Tables(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
        this.names = analysis.names();
        this.joins = new Joins(analysis);
    }

    /** All items side by side. The scope holds no sources of its own yet. */
    Sources read(List<FromItem> items, Scope scope) {
        Sources sources = Sources.NONE;
        for (FromItem item : items) {
            sources = sources.and(read(item, scope, sources));
        }
        return sources;
    }

    /** @param left what stands to the left, and is seen by LATERAL and by functions */
    Sources read(FromItem item, Scope scope, Sources left) {
        findings.step(1);
        if (item instanceof TableReference table) {
            return table(table, scope);
        } else if (item instanceof Join join) {
            Sources first = read(join.left(), scope, left);
            Sources second = read(join.right(), scope, left.and(first));
            return joins.join(join, first, second, scope);
        } else if (item instanceof DerivedTable derived) {
            Scope inner =
                    derived.lateral() ? new Scope(Sources.NONE, scope.with(left), scope.commons()) : scope.beside();
            InnerQuery query = new InnerQuery(derived.query(), scope.commons());
            return named(derived.alias(), analysis.queries().read(derived.query(), inner), "", query);
        } else if (item instanceof TableFunction function) {
            return function(function, scope.with(left));
        } else if (item instanceof DocumentTable document) {
            return document(document, scope.with(left));
        } else if (item instanceof AliasedJoin aliased) {
            return named(aliased.alias(), read(aliased.join(), scope, left).columns(), "");
        } else if (item instanceof ChangeTable change) {
            return named(change.alias(), analysis.changes().changed(change.change(), scope.beside()), "");
        }
        throw new NotUnderstood("an item of FROM of an unknown sort");
    }

    private Sources named(Alias alias, List<Field> fields, String otherwise) {
        return named(alias, fields, otherwise, null);
    }

    private Sources named(Alias alias, List<Field> fields, String otherwise, @Nullable InnerQuery inner) {
        String name = alias.name().map(Identifier::value).orElse(otherwise);
        List<Field> renamed = Fields.renamed(
                fields, alias.columns().stream().map(Identifier::value).toList());
        return Sources.of(RowSource.of(name, through(renamed, name), inner));
    }

    private static List<Field> through(List<Field> fields, String name) {
        if (name.isEmpty()) {
            return fields;
        }
        return fields.stream()
                .map(field -> field.with(field.lineage().through(name + "." + field.label())))
                .toList();
    }

    private Sources table(TableReference table, Scope scope) {
        Optional<Commons> common = scope.commons().find(table, names);
        return common.isPresent() ? common(table, common.get()) : Sources.of(relation(table, ObjectUse.Access.READ));
    }

    private Sources common(TableReference table, Commons common) {
        List<Field> fields = common.fields();
        if (fields == null) {
            throw new NotUnderstood("a named query is used before it is complete");
        }
        return named(table.alias(), fields, table.name().get(0).value(), common.query());
    }

    /** A relation of the catalogue, and how it is touched. */
    RowSource relation(TableReference table, ObjectUse.Access access) {
        String label = table.name().get(table.name().size() - 1).value();
        String alias = table.alias().name().map(Identifier::value).orElse(label);
        Optional<Relation> found = analysis.isDefinition() ? names.onlyOne(table.name()) : names.relation(table.name());
        if (found.isEmpty()) {
            if (names.dialect() == Dialect.H2
                    && label.equals("DUAL")
                    && table.name().size() == 1) {
                return RowSource.of(alias, List.of());
            }
            if (access == ObjectUse.Access.READ && isSequence(label)) {
                return RowSource.of(alias, Fields.renamed(List.of(Field.of("seq", Lineage.CONSTANT)), renamed(table)));
            }
            throw new NotUnderstood(MissingName.relation(label));
        }
        Relation relation = found.get();
        RelationRows rows = analysis.relations().rows(relation);
        touch(relation, rows, access);
        findings.step(rows.fields().size());
        @Nullable TableRead read = null;
        if (access == ObjectUse.Access.READ && !analysis.isDefinition()) {
            boolean aliased = table.alias().name().isPresent();
            read = new TableRead(table.start(), table.end(), label, aliased, relation, rows.fields());
            findings.reads.put(table.start(), read);
        }
        List<Field> fields = Fields.renamed(rows.fields(), renamed(table));
        Optional<Relation> nameable = table.alias().name().isEmpty() ? found : Optional.empty();
        boolean base = relation.type() == ObjectUse.Type.TABLE || relation.type() == ObjectUse.Type.MATERIALIZED_VIEW;
        return new RowSource(alias, nameable, fields, base, read, null);
    }

    private static List<String> renamed(TableReference table) {
        return table.alias().columns().stream().map(Identifier::value).toList();
    }

    /** A table of MariaDB's that exists by its name alone and holds the numbers which that says. */
    private boolean isSequence(String name) {
        return names.dialect() == Dialect.MARIADB && name.matches("seq_[0-9]{1,20}_to_[0-9]{1,20}(_step_[0-9]{1,20})?");
    }

    private void touch(Relation relation, RelationRows rows, ObjectUse.Access access) {
        if (names.isSystem(relation.name().schema())) {
            findings.kinds.add(StatementKind.METADATA);
        }
        findings.objects.add(Relations.use(relation).with(access));
        for (ObjectUse other : rows.objects()) {
            findings.objects.add(other.with(access));
        }
        findings.functions.addAll(rows.functions());
    }

    private Sources function(TableFunction function, Scope scope) {
        List<Field> fields = new ArrayList<>();
        List<Field> rest = new ArrayList<>();
        String name = "";
        for (Expression expression : function.calls()) {
            Lineage lineage = analysis.values().of(expression, scope);
            findings.use(lineage, Use.FILTER, Clause.ARGUMENT);
            if (!new PlainResults(analysis, scope).isPlain(expression)) {
                rest.add(Field.rest(lineage));
            }
            String own = expression instanceof Call call ? call.simpleName() : "";
            name = name.isEmpty() ? own : name;
            List<String> columns = expression instanceof Call call ? columns(call, function) : List.of();
            if (columns.isEmpty()
                    && own.contains("populate_record")
                    && function.alias().columns().isEmpty()) {
                throw new NotUnderstood("the columns of '" + own + "' are those of a type");
            }
            if (columns.isEmpty()) {
                fields.add(Field.of(own, lineage));
            }
            columns.forEach(column -> fields.add(Field.of(column, lineage)));
        }
        if (function.ordinality()) {
            String number = names.dialect() == Dialect.H2 ? "NORD" : "ordinality";
            fields.add(Field.of(number, Lineage.computed(Values.lineages(rest))));
        }
        Alias alias = functionAlias(function, fields);
        if (!rest.isEmpty() && function.calls().size() > 1 && !alias.columns().isEmpty()) {
            throw new NotUnderstood("names are given to columns of a function's result that are not known");
        }
        Sources known = named(alias, fields, name);
        return rest.isEmpty()
                ? known
                : Sources.of(RowSource.of(
                        known.named().get(0).name(),
                        Stream.concat(known.columns().stream(), rest.stream()).toList()));
    }

    /** The columns of a function: those it has, those its alias defines, or one for each argument of UNNEST. */
    private List<String> columns(Call call, TableFunction function) {
        List<String> known = ownColumns(call);
        if (!known.isEmpty()) {
            return known;
        }
        int defined = function.alias().columns().size();
        if (defined > 1 && function.calls().size() == 1) {
            return function.alias().columns().stream()
                    .limit(function.ordinality() ? defined - 1L : defined)
                    .map(Identifier::value)
                    .toList();
        }
        if (names.dialect() == Dialect.H2 && call.simpleName().equalsIgnoreCase("unnest")) {
            List<String> numbered = new ArrayList<>();
            for (int i = 1; i <= call.arguments().size(); i++) {
                numbered.add("C" + i);
            }
            return numbered;
        }
        if (names.dialect() == Dialect.POSTGRESQL
                && call.simpleName().equals("unnest")
                && call.arguments().size() > 1) {
            return Collections.nCopies(call.arguments().size(), "unnest");
        }
        return List.of();
    }

    private List<String> ownColumns(Call call) {
        List<String> builtIn = BuiltIns.of(names.dialect())
                .find(call.simpleName())
                .map(BuiltIn::columns)
                .orElse(List.of());
        return builtIn.isEmpty() ? analysis.functions().columnsOf(call.name()) : builtIn;
    }

    /** A function with one plain column gives it the name of its alias. */
    private Alias functionAlias(TableFunction function, List<Field> fields) {
        Alias alias = function.alias();
        boolean renames = names.dialect() == Dialect.POSTGRESQL
                && alias.name().isPresent()
                && alias.columns().isEmpty()
                && fields.size() == (function.ordinality() ? 2 : 1)
                && function.calls().size() == 1
                && function.calls().get(0) instanceof Call call
                && ownColumns(call).isEmpty();
        return renames ? new Alias(alias.name(), List.of(alias.name().get())) : alias;
    }

    private Sources document(DocumentTable document, Scope scope) {
        Lineage lineage = Lineage.computed(analysis.values().all(document.operands(), scope));
        findings.use(lineage, Use.FILTER, Clause.ARGUMENT);
        List<Field> fields = document.columns().stream()
                .map(column -> Field.of(column.value(), lineage))
                .toList();
        return named(document.alias(), fields, document.name());
    }
}
