package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.sql.RowSource.InnerQuery;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Tells what compares a row with all rows of its own table, itself among them, which leaves none out: a query that gives them all, whatever
 * it makes of each, a value that holds them all, the least and the greatest of them, or the table joined again.
 */
final class OwnTable {
    private static final Set<String> EXTREMES = Set.of("min", "max");
    private static final Set<String> FIRST_UNLESS_NULL = Set.of("coalesce", "ifnull", "nvl", "isnull");

    private static final Set<String> APART = Set.of("<", ">", "<>", "IS DISTINCT FROM");

    private final Names names;
    private final Coverage coverage;
    private final Groups groups;

    OwnTable(Names names, Coverage coverage, Groups groups) {
        this.names = names;
        this.coverage = coverage;
        this.groups = groups;
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
        if (coverage.coversAll(query, around)) {
            return true;
        }
        OwnColumns own = around.with(query.with());
        Query.Body body = query.body();
        if (Coverage.isBounded(query.limit())) {
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
                && !coverage.isFiltered(select, own)
                && (select.items().stream().anyMatch(item -> gathers(item.expression(), own))
                        || (!groups.reduce(select) && select.from().stream().anyMatch(item -> gathers(item, own))));
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
        Set<ColumnReference> others = new HashSet<>();
        for (Expression operand : operands) {
            for (ColumnReference column : Parts.columns(operand)) {
                if (own.contains(column)) {
                    own.field(column)
                            .ifPresent(field -> compared.addAll(field.lineage().sources()));
                } else {
                    others.add(column);
                }
            }
        }
        return !compared.isEmpty()
                && others.stream()
                        .anyMatch(other ->
                                beside(other, own).stream().anyMatch(source -> isOfAll(source, other, compared, own)));
    }

    private boolean isOfAll(RowSource source, ColumnReference column, Set<ColumnName> compared, OwnColumns own) {
        for (int i = 0; i < source.fields().size(); i++) {
            Field field = source.fields().get(i);
            if (isNamed(field, column)) {
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
                && groups.reduces(select.items().get(column).expression(), select);
        return !reduced && coverage.covers(inner, own);
    }

    /** Whether the value is the least or the greatest of all rows of the target, or beyond it. */
    boolean isExtreme(Expression value, OwnColumns own) {
        return comesOf(value, part -> part instanceof Subquery subquery && givesExtreme(subquery.query(), own));
    }

    private boolean givesExtreme(Query query, OwnColumns own) {
        return query.body() instanceof Query.Select select
                && select.items().size() == 1
                && coverage.readsAll(query, own)
                && comesOf(select.items().get(0).expression(), OwnTable::isExtremeOfRows);
    }

    private static boolean isExtremeOfRows(Expression value) {
        return value instanceof Call call && EXTREMES.contains(call.simpleName().toLowerCase(Locale.ROOT));
    }

    /** Whether the value is such a one, or nothing less, whatever it is converted to, replaced by where it is missing, or added to. */
    private static boolean comesOf(Expression value, Predicate<Expression> sort) {
        if (value instanceof Cast cast) {
            return comesOf(cast.operand(), sort);
        } else if (value instanceof Call call && isFirstUnlessNull(call)) {
            return comesOf(call.arguments().get(0), sort);
        } else if (value instanceof Operation sum && sum.operator().equals("+")) {
            return sum.operands().stream().anyMatch(part -> comesOf(part, sort));
        }
        return sort.test(value);
    }

    private static boolean isFirstUnlessNull(Call call) {
        return !call.arguments().isEmpty()
                && FIRST_UNLESS_NULL.contains(call.simpleName().toLowerCase(Locale.ROOT));
    }

    /** Whether the change reaches only rows that have others beside them: the same in one column, and not in another. */
    boolean findsOthers(Expression where, OwnColumns own) {
        return findsOthers(where, (a, b) -> again(a, b, own));
    }

    /** @param again what reads the target again, if these are the same column of both */
    static boolean findsOthers(Expression where, BiFunction<ColumnReference, ColumnReference, Optional<?>> again) {
        List<Comparison> compared = new ArrayList<>();
        for (Expression part : Reach.all(where)) {
            if (part instanceof Operation operation
                    && operation.operands().size() == 2
                    && operation.operands().get(0) instanceof ColumnReference a
                    && operation.operands().get(1) instanceof ColumnReference b) {
                again.apply(a, b)
                        .ifPresent(item -> compared.add(new Comparison(operation.operator(), a.column(), item)));
            }
        }
        return compared.stream()
                .anyMatch(one -> one.operator().equals("=")
                        && compared.stream()
                                .anyMatch(other -> APART.contains(other.operator())
                                        && other.item().equals(one.item())
                                        && !other.column().equalsIgnoreCase(one.column())));
    }

    /** Of a column of the target with the same of what reads it again. */
    private record Comparison(String operator, String column, Object item) {}

    /**
     * What the change reads beside its target that gives all rows of it again, where the two columns are the same of both: each row finds
     * itself there.
     */
    private Optional<RowSource> again(Expression left, Expression right, OwnColumns own) {
        RowSource target = own.target();
        if (target == null || !(left instanceof ColumnReference a) || !(right instanceof ColumnReference b)) {
            return Optional.empty();
        }
        ColumnReference mine = own.contains(a) ? a : b;
        ColumnReference other = own.contains(a) ? b : a;
        return field(target, mine)
                .flatMap(changed -> beside(other, own).stream()
                        .filter(source -> field(source, other)
                                .filter(field -> isCopyOfSame(field, changed))
                                .isPresent())
                        .filter(source -> source.inner() == null || coverage.covers(source.inner(), own))
                        .findFirst());
    }

    /** What the change reads beside its target that may have a column of the name. */
    private List<RowSource> beside(ColumnReference column, OwnColumns own) {
        RowSource target = own.target();
        Scope scope = own.scope();
        if (target == null || scope == null) {
            return List.of();
        }
        return scope.sources().named().stream()
                .filter(source -> !names.same(source.name(), target.name()))
                .filter(source -> column.parts().size() < 2 || names.same(source.name(), column.qualifier()))
                .toList();
    }

    private boolean isNamed(Field field, ColumnReference column) {
        return names.same(field.label(), column.column());
    }

    private Optional<Field> field(RowSource source, ColumnReference column) {
        return source.fields().stream().filter(field -> isNamed(field, column)).findFirst();
    }

    private static boolean isCopyOfSame(Field field, Field changed) {
        return field.lineage().isCopied()
                && field.lineage().sources().equals(changed.lineage().sources());
    }
}
