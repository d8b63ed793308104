package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.FromItem;
import dev.hoop.gateway.engine.sql.syntax.FromItem.AliasedJoin;
import dev.hoop.gateway.engine.sql.syntax.FromItem.DerivedTable;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Join;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.Parts;
import dev.hoop.gateway.engine.sql.syntax.Query;
import dev.hoop.gateway.engine.sql.syntax.RowLimit;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement;
import dev.hoop.gateway.engine.sql.syntax.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whose columns a condition names, and whether a query inside it holds every row of the target. */
final class SubqueryReach {
    private final Names names;

    SubqueryReach(Names names) {
        this.names = names;
    }

    /** Whether the column is one of the target's. */
    boolean isOf(ColumnReference column, RowSource target, Scope scope) {
        if (column.parts().size() > 1) {
            return names.same(qualifier(column), target.name());
        }
        return has(target, last(column));
    }

    private static String qualifier(ColumnReference column) {
        return column.parts().get(column.parts().size() - 2).value();
    }

    private static String last(ColumnReference column) {
        return column.parts().get(column.parts().size() - 1).value();
    }

    private boolean has(RowSource source, String column) {
        return source.fields().stream().anyMatch(field -> names.same(field.label(), column));
    }

    boolean isNotNull(ColumnReference column, Scope scope) {
        for (RowSource source : scope.sources().named()) {
            boolean here = column.parts().size() == 1 || names.same(source.name(), qualifier(column));
            if (here) {
                for (Field field : source.fields()) {
                    if (names.same(field.label(), last(column))) {
                        return !field.nullable();
                    }
                }
            }
        }
        return false;
    }

    /** Whether a query inside names a column of the target, and not one of its own. */
    boolean isCorrelated(Query query, RowSource target) {
        if (!(query.body() instanceof Query.Select select)) {
            return true; // a set operation or VALUES: not looked into
        }
        List<TableReference> own = Parts.tables(select.from());
        boolean hidden = own.stream().anyMatch(table -> names.same(label(table), target.name()));
        for (Expression part : expressions(select)) {
            boolean[] found = {false};
            Parts.each(part, inner -> {
                if (inner instanceof ColumnReference column) {
                    found[0] |= column.parts().size() > 1
                            ? !hidden && names.same(qualifier(column), target.name())
                            : has(target, last(column)) && own.stream().noneMatch(table -> has(table, last(column)));
                } else if (inner instanceof Subquery deeper) {
                    found[0] |= !hidden && isCorrelated(deeper.query(), target);
                }
            });
            if (found[0]) {
                return true;
            }
        }
        return false;
    }

    private static List<Expression> expressions(Query.Select select) {
        List<Expression> all = new ArrayList<>();
        select.items().forEach(item -> all.add(item.expression()));
        select.where().ifPresent(all::add);
        select.having().ifPresent(all::add);
        select.from().forEach(item -> collectOn(item, all));
        return all;
    }

    private static void collectOn(FromItem item, List<Expression> all) {
        if (item instanceof Join join) {
            join.on().ifPresent(all::add);
            collectOn(join.left(), all);
            collectOn(join.right(), all);
        }
    }

    private boolean has(TableReference table, String column) {
        return names.relation(table.name()).stream()
                .flatMap(relation -> relation.columns().stream())
                .anyMatch(known -> names.same(known.name(), column));
    }

    private static String label(TableReference table) {
        return table.alias()
                .name()
                .orElse(table.name().get(table.name().size() - 1))
                .value();
    }

    /**
     * Whether the query gives the target's own rows, or those of a table they all refer to, with nothing that filters them. What is counted
     * together, or bounded by a number, is not looked into.
     */
    boolean coversAll(Query query, RowSource target) {
        if (!query.limit().equals(RowLimit.NONE)) {
            return false;
        }
        Query.Body body = query.body();
        if (body instanceof Query.Nested nested) {
            return coversAll(nested.query(), target);
        } else if (body instanceof Query.SetOperation operation) {
            boolean left = coversAll(operation.left(), target);
            boolean right = coversAll(operation.right(), target);
            return operation.compares() ? left && right : left || right;
        }
        return body instanceof Query.Select select
                && select.having().isEmpty()
                && select.groupBy().isEmpty()
                && !isFiltered(select)
                && select.from().stream().anyMatch(item -> covers(item, query.with(), target));
    }

    private static boolean isFiltered(Query.Select select) {
        return select.where().isPresent()
                && !Constants.truth(select.where().get()).orElse(false)
                && !isOwnKey(select.where().get());
    }

    private boolean covers(FromItem item, With with, RowSource target) {
        if (item instanceof TableReference table) {
            return with.tables().stream()
                    .filter(common -> table.name().size() == 1
                            && names.same(
                                    common.name().value(), table.name().get(0).value()))
                    .findFirst()
                    .map(common ->
                            common.body() instanceof SqlStatement.Select select && coversAll(select.query(), target))
                    .orElseGet(() -> isSuperset(table, target));
        } else if (item instanceof DerivedTable derived) {
            return coversAll(derived.query(), target);
        } else if (item instanceof AliasedJoin aliased) {
            return covers(aliased.join(), with, target);
        }
        return item instanceof Join join
                && isCross(join)
                && (covers(join.left(), with, target) || covers(join.right(), with, target));
    }

    private static boolean isCross(Join join) {
        return !join.natural()
                && join.using().isEmpty()
                && join.on().map(on -> Constants.truth(on).orElse(false)).orElse(true);
    }

    /** {@code (SELECT o.id FROM orders o WHERE o.id = orders.id)}: the target's own row again. */
    boolean isOwnRow(Query query, RowSource target) {
        return query.body() instanceof Query.Select select
                && select.where().isPresent()
                && isOwnKey(select.where().get())
                && coversAll(query, target);
    }

    /** Whether one value is computed of all rows of the query. */
    static boolean isOneValue(Query query) {
        return query.body() instanceof Query.Select select
                && select.items().size() == 1
                && select.items().get(0).expression() instanceof Call;
    }

    /** {@code inner.id = target.id}. */
    private static boolean isOwnKey(Expression where) {
        return where instanceof Operation equal
                && equal.operator().equals("=")
                && equal.operands().get(0) instanceof ColumnReference a
                && equal.operands().get(1) instanceof ColumnReference b
                && last(a).equals(last(b));
    }

    private boolean isSuperset(TableReference table, RowSource target) {
        Optional<Relation> other = names.relation(table.name());
        List<ObjectName> own = target.fields().stream()
                .flatMap(field -> field.lineage().sources().stream())
                .map(column -> column.table())
                .distinct()
                .toList();
        return other.isPresent()
                && (own.contains(other.get().name())
                        || other.get().cascades().stream().anyMatch(own::contains));
    }

    /** {@code target.id = other.id} where the other is the same table again. */
    boolean isSelfJoin(Expression left, Expression right, RowSource target, Scope scope) {
        if (!(left instanceof ColumnReference a) || !(right instanceof ColumnReference b) || !last(a).equals(last(b))) {
            return false;
        }
        ColumnReference other = isOf(a, target, scope) ? b : a;
        if (other.parts().size() < 2 || names.same(qualifier(other), target.name())) {
            return false;
        }
        Optional<Field> own = target.fields().stream()
                .filter(field -> names.same(field.label(), last(a)))
                .findFirst();
        return scope.sources().named().stream()
                .filter(source -> names.same(source.name(), qualifier(other)))
                .flatMap(source -> source.fields().stream())
                .filter(field -> names.same(field.label(), last(a)))
                .anyMatch(field -> own.isPresent()
                        && field.lineage().isCopied()
                        && field.lineage().sources().equals(own.get().lineage().sources()));
    }
}
