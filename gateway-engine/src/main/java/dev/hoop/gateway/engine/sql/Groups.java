package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.function.BuiltIn;
import dev.hoop.gateway.engine.sql.function.BuiltIns;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Star;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.Parts;
import dev.hoop.gateway.engine.sql.syntax.Query;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells what a query makes of many rows: one value for all of them or for each group, or as many as there were. */
final class Groups {
    private final BuiltIns builtIns;
    private final Reach reach;

    Groups(BuiltIns builtIns, Reach reach) {
        this.builtIns = builtIns;
        this.reach = reach;
    }

    /** Whether no item of the query is more than a number or so for many rows. */
    boolean reduce(Query.Select select) {
        return select.items().stream().allMatch(item -> reduces(item.expression(), select));
    }

    /** Whether the item is one value for many rows of the query. */
    boolean reduces(Expression item, Query.Select select) {
        Set<String> grouped = new HashSet<>();
        select.groupBy().forEach(key -> grouped.addAll(columns(key)));
        boolean[] found = {false};
        return reduces(item, grouped, found) && found[0];
    }

    private boolean reduces(Expression item, Set<String> grouped, boolean[] found) {
        if (item instanceof Call call && isReducing(call)) {
            found[0] = true;
            return Collections.disjoint(columns(call), grouped);
        }
        return !(item instanceof ColumnReference)
                && !(item instanceof Star)
                && !(item instanceof Subquery)
                && Parts.below(item).stream().allMatch(part -> reduces(part, grouped, found));
    }

    private static List<String> columns(Expression value) {
        return Parts.columns(value).stream()
                .map(column -> column.column().toLowerCase(Locale.ROOT))
                .toList();
    }

    private boolean isReducing(Call call) {
        String name = call.simpleName().toLowerCase(Locale.ROOT);
        boolean collects = name.contains("agg") || name.equals("group_concat") || name.equals("histogram");
        return !collects && !call.windowed() && isAggregate(call);
    }

    private boolean isAggregate(Call call) {
        return builtIns.find(call.simpleName())
                .filter(known -> known.kind() == BuiltIn.Kind.AGGREGATE)
                .isPresent();
    }

    /** Whether HAVING could leave out a group: by a column, or by what a group comes to, which for no group is less than one row. */
    boolean areLimitedBy(Expression having) {
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
}
