package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ParameterUse.Role;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Parameter;
import dev.hoop.gateway.engine.sql.syntax.Expression.Star;
import dev.hoop.gateway.engine.sql.syntax.Query;
import dev.hoop.gateway.engine.sql.syntax.Query.Body;
import dev.hoop.gateway.engine.sql.syntax.Query.Item;
import dev.hoop.gateway.engine.sql.syntax.Query.Nested;
import dev.hoop.gateway.engine.sql.syntax.Query.Select;
import dev.hoop.gateway.engine.sql.syntax.Query.SetOperation;
import dev.hoop.gateway.engine.sql.syntax.Query.Values;
import dev.hoop.gateway.engine.sql.syntax.RowLimit;
import dev.hoop.gateway.engine.sql.syntax.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads queries: the columns they give, and what their rows depend on. */
final class Queries {
    private final Analysis analysis;
    private final Findings findings;
    private final Names names;
    private final Sorting sorting;
    private final NamedQueries named;

    Queries(Analysis analysis) {
        this.analysis = analysis;
        this.findings = analysis.findings();
        this.names = analysis.names();
        this.sorting = new Sorting(analysis);
        this.named = new NamedQueries(analysis);
    }

    NamedQueries named() {
        return named;
    }

    /** The columns of the query. The scope holds no sources of its own, only what is around. */
    List<Field> read(Query query, Scope around) {
        findings.step(1);
        Scope scope = around.with(named.read(query.with(), around));
        if (query.locking()) {
            findings.kinds.add(StatementKind.LOCKING_READ);
        }
        List<Field> fields = body(query.body(), query.order(), scope);
        limit(query.limit(), scope);
        return fields;
    }

    void limit(RowLimit limit, Scope scope) {
        limit.count().ifPresent(count -> bound(count, scope));
        limit.others().forEach(other -> bound(other, scope));
    }

    private void bound(Expression expression, Scope scope) {
        if (expression instanceof Parameter parameter) {
            findings.parameter(parameter.index(), Role.LIMIT, Optional.empty());
        } else {
            findings.use(analysis.values().of(expression, scope), Use.FILTER, Clause.LIMIT);
        }
    }

    private List<Field> body(Body body, List<SortKey> order, Scope scope) {
        if (body instanceof Select select) {
            return select(select, order, scope);
        }
        List<Field> fields;
        if (body instanceof SetOperation operation) {
            fields = union(operation, scope);
        } else if (body instanceof Values values) {
            fields = values(values, scope);
        } else if (body instanceof Nested nested) {
            fields = read(nested.query(), scope);
        } else {
            throw new NotUnderstood("a query of an unknown sort");
        }
        Sources outputs = Sources.of(RowSource.of("", fields));
        sorting.keys(order.stream().map(SortKey::expression).toList(), fields, scope.with(outputs), Clause.ORDER_BY);
        return fields;
    }

    /** A long chain of set operations leans to the left. */
    private List<Field> union(SetOperation operation, Scope scope) {
        List<SetOperation> chain = new ArrayList<>();
        Body first = operation;
        while (first instanceof SetOperation link) {
            chain.add(link);
            first = link.left().body();
        }
        List<Field> fields = body(first, List.of(), scope);
        for (int i = chain.size() - 1; i >= 0; i--) {
            fields = combine(chain.get(i), fields, read(chain.get(i).right(), scope));
        }
        return fields;
    }

    private List<Field> combine(SetOperation operation, List<Field> left, List<Field> right) {
        if (left.size() != right.size()) {
            throw new NotUnderstood("the sides of a set operation have different numbers of columns");
        }
        List<Field> fields = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
            if (operation.compares()) {
                findings.use(left.get(i).lineage(), Use.FILTER, Clause.SET_OPERATION);
                findings.use(right.get(i).lineage(), Use.FILTER, Clause.SET_OPERATION);
            }
            fields.add(
                    left.get(i).with(oneOf(left.get(i).lineage(), right.get(i).lineage())));
        }
        return fields;
    }

    /** Unlike values at one place get one type: H2 converts them, which may fail. */
    private Lineage oneOf(Lineage one, Lineage other) {
        Lineage either = one.or(other);
        if (names.dialect() == Dialect.H2 && !either.isCopied()) {
            findings.use(either, Use.COMPUTE, Clause.SET_OPERATION);
        }
        return either;
    }

    private List<Field> values(Values values, Scope scope) {
        List<Field> fields = new ArrayList<>();
        String prefix = names.dialect() == Dialect.H2 ? "C" : names.isMysql() ? "" : "column";
        for (List<Expression> row : values.rows()) {
            for (int i = 0; i < row.size(); i++) {
                Lineage lineage = analysis.values().of(row.get(i), scope);
                if (i < fields.size()) {
                    fields.set(i, fields.get(i).with(oneOf(fields.get(i).lineage(), lineage)));
                } else {
                    fields.add(Field.of(prefix.isEmpty() ? "" : prefix + (i + 1), lineage));
                }
            }
        }
        return fields;
    }

    private List<Field> select(Select select, List<SortKey> order, Scope scope) {
        Scope inner = scope.with(analysis.tables().read(select.from(), scope));
        select.where().ifPresent(where -> analysis.conditions().read(where, inner, Clause.WHERE));
        List<Field> fields = items(select.items(), inner);
        if (select.equals(findings.outermost)) { // items know their places, so no other list is equal
            findings.plainItems.addAll(new PlainItems(names, inner.sources()).of(select));
        }
        Scope withLabels = names.dialect() == Dialect.POSTGRESQL
                ? inner
                : inner.with(inner.sources().labelled(fields));
        sorting.groups(select.groupBy(), fields, inner);
        select.having().ifPresent(having -> analysis.conditions().read(having, withLabels, Clause.HAVING));
        select.qualify().ifPresent(qualify -> analysis.conditions().read(qualify, withLabels, Clause.HAVING));
        select.windows().forEach(window -> analysis.values().window(window, inner));
        if (select.distinct()) {
            distinct(select, fields, withLabels);
        }
        sorting.keys(order.stream().map(SortKey::expression).toList(), fields, withLabels, Clause.ORDER_BY);
        select.into().ifPresent(into -> created(into, fields));
        return fields;
    }

    private void distinct(Select select, List<Field> fields, Scope scope) {
        if (select.distinctOn().isEmpty()) {
            fields.forEach(field -> findings.use(field.lineage(), Use.FILTER, Clause.DISTINCT));
        } else {
            sorting.keys(select.distinctOn(), fields, scope, Clause.DISTINCT);
        }
    }

    List<Field> items(List<Item> items, Scope scope) {
        List<Field> fields = new ArrayList<>(items.size());
        for (Item item : items) {
            if (item.expression() instanceof Star star) {
                fields.addAll(analysis.columns().star(star, scope));
            } else {
                fields.add(item(item, scope));
            }
        }
        return fields;
    }

    private Field item(Item item, Scope scope) {
        if (item.expression() instanceof Expression.ColumnReference column) {
            Field field = analysis.columns().field(column.parts(), scope);
            return field.named(item.alias()
                    .map(alias -> Labels.given(alias, names.dialect()))
                    .orElse(column.column()));
        }
        if (item.expression() instanceof Expression.FieldOf all && all.field().isEmpty()) {
            return expanded(all, scope);
        }
        Lineage lineage = analysis.values().of(item.expression(), scope);
        String label = item.alias()
                .map(alias -> Labels.given(alias, names.dialect()))
                .orElseGet(() -> Labels.of(item.expression(), names.dialect()));
        return Field.of(label, lineage);
    }

    private Field expanded(Expression.FieldOf all, Scope scope) {
        analysis.values().of(all.base(), scope);
        throw new NotUnderstood("the fields of a composite value are not known; name them");
    }

    /** A new table takes what the query gives. */
    void created(List<dev.hoop.gateway.engine.sql.syntax.Identifier> name, List<Field> fields) {
        findings.kinds.add(StatementKind.CREATE);
        findings.objects.add(new ObjectUse(names.identity(name), ObjectUse.Type.NEW, ObjectUse.Access.CREATE));
        fields.forEach(field -> findings.use(field.lineage(), Use.STORE, Clause.ASSIGNMENT));
    }
}
