package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.sql.RowSource.InnerQuery;
import dev.hoop.gateway.engine.sql.function.BuiltIn;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.Cast;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Star;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.FromItem;
import dev.hoop.gateway.engine.sql.syntax.FromItem.AliasedJoin;
import dev.hoop.gateway.engine.sql.syntax.FromItem.DerivedTable;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Join;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableFunction;
import dev.hoop.gateway.engine.sql.syntax.Parts;
import dev.hoop.gateway.engine.sql.syntax.Query;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells what compares a row with all rows of its own table, itself among them, which leaves none out: a query that gives them all, whatever
 * it makes of each, a value that holds them all, the least and the greatest of them, or the table joined again.
 */
final class OwnTable {
    private static final Set<String> EXTREMES = Set.of("min", "max");
    private static final Set<String> FIRST_UNLESS_NULL = Set.of("coalesce", "ifnull", "nvl", "isnull");

    private final SubqueryReach subqueries;

    OwnTable(SubqueryReach subqueries) {
        this.subqueries = subqueries;
    }

    /** Whether any of what is compared holds all rows of the target, or stands for the same column of all of them. */
    boolean isMet(List<Expression> operands, OwnColumns own) {
        return operands.stream().anyMatch(operand -> gathers(operand, own)) || joinsAgain(operands, own);
    }

    /** Whether some query in it gives all rows of the target. */
    private boolean gathers(Expression value, OwnColumns own) {
        boolean[] found = {false};
        Parts.each(value, part -> found[0] |= part instanceof Subquery inner && gathers(inner.query(), own));
        return found[0];
    }

    private boolean gathers(Query query, OwnColumns around) {
        if (subqueries.coversAll(query, around)) {
            return true;
        }
        OwnColumns own = around.with(query.with());
        Query.Body body = query.body();
        if (SubqueryReach.isBounded(query.limit())) {
            return false;
        } else if (body instanceof Query.Nested nested) {
            return gathers(nested.query(), own);
        } else if (body instanceof Query.SetOperation operation) {
            boolean left = gathers(operation.left(), own);
            boolean right = gathers(operation.right(), own);
            return operation.compares() ? left && right : left || right;
        } else if (body instanceof Query.Values values) {
            return values.rows().stream().flatMap(List::stream).anyMatch(value -> gathers(value, own));
        }
        return body instanceof Query.Select select
                && !subqueries.isFiltered(select, own)
                && (select.items().stream().anyMatch(item -> gathers(item.expression(), own))
                        || (!reduces(select) && select.from().stream().anyMatch(item -> gathers(item, own))));
    }

    private boolean gathers(FromItem item, OwnColumns own) {
        if (item instanceof TableFunction function) {
            return function.calls().stream().anyMatch(call -> gathers(call, own));
        } else if (item instanceof DerivedTable derived) {
            return gathers(derived.query(), own);
        } else if (item instanceof AliasedJoin aliased) {
            return gathers(aliased.join(), own);
        }
        return item instanceof Join join && (gathers(join.left(), own) || gathers(join.right(), own));
    }

    private boolean joinsAgain(List<Expression> operands, OwnColumns own) {
        Set<ColumnName> compared = new HashSet<>();
        List<ColumnReference> others = new ArrayList<>();
        operands.forEach(operand -> Parts.each(operand, part -> {
            if (part instanceof ColumnReference column) {
                if (own.contains(column)) {
                    own.field(column)
                            .ifPresent(field -> compared.addAll(field.lineage().sources()));
                } else {
                    others.add(column);
                }
            }
        }));
        return !compared.isEmpty()
                && others.stream()
                        .anyMatch(other -> subqueries.beside(other, own).stream()
                                .anyMatch(source -> isOfAll(source, other, compared, own)));
    }

    private boolean isOfAll(RowSource source, ColumnReference column, Set<ColumnName> compared, OwnColumns own) {
        for (int i = 0; i < source.fields().size(); i++) {
            Field field = source.fields().get(i);
            if (subqueries.isNamed(field, column)) {
                return field.lineage().sources().stream().anyMatch(compared::contains)
                        && (source.inner() == null || isOfAll(source.inner(), i, own));
            }
        }
        return false;
    }

    private boolean isOfAll(InnerQuery inner, int column, OwnColumns own) {
        boolean reduced = inner.query().body() instanceof Query.Select select
                && select.items().stream().noneMatch(item -> item.expression() instanceof Star)
                && column < select.items().size()
                && reduces(select.items().get(column).expression(), select);
        return !reduced && subqueries.covers(inner, own);
    }

    /** Whether no item of the query is more than a number or so for many rows. */
    boolean reduces(Query.Select select) {
        return select.items().stream().allMatch(item -> reduces(item.expression(), select));
    }

    private boolean reduces(Expression item, Query.Select select) {
        Set<String> grouped = new HashSet<>();
        select.groupBy().forEach(key -> columns(key, grouped));
        boolean[] found = {false};
        return reduces(item, grouped, found) && found[0];
    }

    private boolean reduces(Expression item, Set<String> grouped, boolean[] found) {
        if (item instanceof Call call && isReducing(call)) {
            Set<String> within = new HashSet<>();
            columns(call, within);
            within.retainAll(grouped);
            found[0] = true;
            return within.isEmpty();
        }
        return !(item instanceof ColumnReference)
                && !(item instanceof Star)
                && !(item instanceof Subquery)
                && Parts.below(item).stream().allMatch(part -> reduces(part, grouped, found));
    }

    private static void columns(Expression value, Set<String> found) {
        Parts.each(value, part -> {
            if (part instanceof ColumnReference column) {
                found.add(column.parts().get(column.parts().size() - 1).value().toLowerCase(Locale.ROOT));
            }
        });
    }

    private boolean isReducing(Call call) {
        String name = call.simpleName().toLowerCase(Locale.ROOT);
        boolean collects = name.contains("agg") || name.equals("group_concat") || name.equals("histogram");
        return !collects && !call.windowed() && isAggregate(call);
    }

    private boolean isAggregate(Call call) {
        return subqueries
                .builtIn(call.simpleName())
                .filter(known -> known.kind() == BuiltIn.Kind.AGGREGATE)
                .isPresent();
    }

    /** Whether HAVING could leave out a group: by a column, or by what a group comes to, which for no group is less than one row. */
    boolean limitsGroups(Expression having, Reach reach) {
        return Reach.all(having).stream().anyMatch(part -> comparesGroup(part) || reach.limits(part, OwnColumns.ANY));
    }

    private boolean comparesGroup(Expression part) {
        if (!(part instanceof Operation operation)
                || !Reach.COMPARING.contains(operation.operator())
                || operation.operands().size() != 2) {
            return false;
        }
        Expression left = operation.operands().get(0);
        Expression right = operation.operands().get(1);
        if (isReducing(left) == isReducing(right)) {
            return false;
        }
        return isReducing(left)
                ? !isEveryCount(operation.operator(), left, right)
                : !isEveryCount(Complements.mirrored(operation.operator()), right, left);
    }

    private boolean isReducing(Expression value) {
        boolean[] found = {false};
        Parts.each(value, part -> found[0] |= part instanceof Call call && isReducing(call));
        return found[0];
    }

    private static boolean isEveryCount(String operator, Expression value, Expression bound) {
        return value instanceof Call call
                && call.simpleName().equalsIgnoreCase("count")
                && Constants.number(bound)
                        .map(number -> Bounds.beyond(operator, number, BigDecimal.ONE))
                        .orElse(bound instanceof Operation);
    }

    /** Whether the value is the least or the greatest of all rows of the target, or beyond it. */
    boolean isExtreme(Expression value, OwnColumns own) {
        if (value instanceof Subquery subquery) {
            return subquery.query().body() instanceof Query.Select select
                    && select.items().size() == 1
                    && subqueries.readsAll(subquery.query(), own)
                    && isExtremeOfRows(select.items().get(0).expression());
        } else if (value instanceof Cast cast) {
            return isExtreme(cast.operand(), own);
        } else if (value instanceof Call call && isFirstUnlessNull(call)) {
            return isExtreme(call.arguments().get(0), own);
        }
        return value instanceof Operation sum
                && sum.operator().equals("+")
                && sum.operands().stream().anyMatch(part -> isExtreme(part, own));
    }

    private static boolean isExtremeOfRows(Expression item) {
        if (item instanceof Cast cast) {
            return isExtremeOfRows(cast.operand());
        } else if (item instanceof Operation sum && sum.operator().equals("+")) {
            return sum.operands().stream().anyMatch(OwnTable::isExtremeOfRows);
        }
        return item instanceof Call call
                && (EXTREMES.contains(call.simpleName().toLowerCase(Locale.ROOT))
                        || (isFirstUnlessNull(call)
                                && isExtremeOfRows(call.arguments().get(0))));
    }

    private static boolean isFirstUnlessNull(Call call) {
        return !call.arguments().isEmpty()
                && FIRST_UNLESS_NULL.contains(call.simpleName().toLowerCase(Locale.ROOT));
    }
}
