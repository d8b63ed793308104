package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.sql.RowSource.InnerQuery;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Parameter;
import dev.hoop.gateway.engine.sql.syntax.FromItem;
import dev.hoop.gateway.engine.sql.syntax.FromItem.AliasedJoin;
import dev.hoop.gateway.engine.sql.syntax.FromItem.DerivedTable;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Join;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.Query;
import dev.hoop.gateway.engine.sql.syntax.RowLimit;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a query gives all rows of what a change changes, or of a table they all refer to. For one statement; what is found of a
 * query is remembered, since queries inside each other are asked about from each of them.
 */
final class Coverage {
    private static final int DEEPEST_VIEW = 24;

    private final Names names;
    private final Reach reach;
    private final Groups groups;

    private final IdentityHashMap<Query.Select, Boolean> filtered = new IdentityHashMap<>();
    private final Map<ObjectName, Optional<Query>> queries = new HashMap<>();
    private @Nullable RowSource filteredOf;

    /** How many views inside each other are being looked at. */
    private int views;

    Coverage(Names names, Reach reach, Groups groups) {
        this.names = names;
        this.reach = reach;
        this.groups = groups;
    }

    /**
     * Whether the query gives a value for each of the target's own rows, or of those of a table they all refer to, with nothing that filters
     * them. What is bounded by a number is not looked into.
     */
    boolean coversAll(Query query, OwnColumns own) {
        return readsAll(query, own)
                && !(query.body() instanceof Query.Select select && (groups.reduce(select) || picksOne(select)));
    }

    /** Whether all of these rows go into what the query gives. */
    boolean readsAll(Query query, OwnColumns around) {
        OwnColumns own = around.with(query.with());
        if (isBounded(query.limit())) {
            return false;
        }
        Query.Body body = query.body();
        if (body instanceof Query.Nested nested) {
            return coversAll(nested.query(), own);
        } else if (body instanceof Query.SetOperation operation) {
            boolean left = coversAll(operation.left(), own);
            boolean right = coversAll(operation.right(), own);
            return operation.compares() ? left && right : left || right;
        }
        return body instanceof Query.Select select
                && !isFiltered(select, own)
                && select.from().stream().anyMatch(item -> covers(item, own));
    }

    /** DISTINCT ON: whether one of many rows is shown, by something else than what tells the rows apart. */
    private static boolean picksOne(Query.Select select) {
        return !select.distinctOn().isEmpty()
                && select.items().stream()
                        .noneMatch(
                                item -> select.distinctOn().stream().anyMatch(key -> isSame(key, item.expression())));
    }

    private static boolean isSame(Expression a, Expression b) {
        return a instanceof ColumnReference x
                && b instanceof ColumnReference y
                && x.column().equals(y.column());
    }

    static boolean isBounded(RowLimit limit) {
        return (limit.exact() && limit.count().filter(Coverage::isSomeNumber).isPresent())
                || limit.others().stream().anyMatch(offset -> isSomeNumber(offset) && !isZero(offset));
    }

    private static boolean isSomeNumber(Expression bound) {
        return bound instanceof Parameter
                || Constants.number(bound)
                        .filter(number -> number.signum() >= 0)
                        .isPresent();
    }

    private static boolean isZero(Expression bound) {
        return Constants.number(bound).filter(number -> number.signum() == 0).isPresent();
    }

    /** Whether its own conditions could leave out any of the rows it reads. */
    boolean isFiltered(Query.Select select, OwnColumns own) {
        if (!Objects.equals(own.table(), filteredOf)) {
            filteredOf = own.table();
            filtered.clear();
        }
        Boolean known = filtered.get(select);
        if (known == null) {
            known = filters(select, own);
            filtered.put(select, known);
        }
        return known;
    }

    private boolean filters(Query.Select select, OwnColumns own) {
        boolean rows = select.where().isPresent()
                && reach.limits(select.where().get(), own.any())
                && !isOwnKey(select.where().get());
        return rows
                || select.having().filter(having -> groups.areLimitedBy(having)).isPresent();
    }

    boolean covers(FromItem item, OwnColumns own) {
        if (item instanceof TableReference table) {
            return own.commons()
                    .find(table, names)
                    .map(common -> covers(common.query(), own))
                    .orElseGet(() -> isSuperset(table, own));
        } else if (item instanceof DerivedTable derived) {
            return coversAll(derived.query(), own);
        } else if (item instanceof AliasedJoin aliased) {
            return covers(aliased.join(), own);
        }
        return item instanceof Join join && covers(join, own);
    }

    boolean covers(@Nullable InnerQuery inner, OwnColumns own) {
        return inner != null && coversAll(inner.query(), own.with(inner.commons()));
    }

    private boolean covers(Join join, OwnColumns own) {
        boolean left = covers(join.left(), own);
        boolean right = covers(join.right(), own);
        if (left && right && isOnSame(join)) {
            return true;
        }
        return (left && (isCross(join) || join.keepsLeft())) || (right && (isCross(join) || join.keepsRight()));
    }

    /** Whether a row finds itself, or one of the same, on the other side. */
    private static boolean isOnSame(Join join) {
        return join.natural()
                || !join.using().isEmpty()
                || join.on().filter(Coverage::isOwnKey).isPresent();
    }

    private static boolean isCross(Join join) {
        return !join.natural()
                && join.using().isEmpty()
                && join.on().map(on -> Constants.truth(on).orElse(false)).orElse(true);
    }

    /** {@code inner.id = target.id}. */
    private static boolean isOwnKey(Expression where) {
        return where instanceof Operation equal
                && equal.operator().equals("=")
                && isSame(equal.operands().get(0), equal.operands().get(1));
    }

    private boolean isSuperset(TableReference table, OwnColumns own) {
        Optional<Relation> other = names.relation(table.name());
        RowSource target = own.table();
        if (other.isEmpty() || target == null) {
            return false;
        }
        List<ObjectName> changed = tables(target);
        return changed.contains(other.get().name())
                || other.get().cascades().stream().anyMatch(changed::contains)
                || isViewOfAll(other, own);
    }

    /** Whether it is a view which the rows of the target all go through. */
    private boolean isViewOfAll(Optional<Relation> relation, OwnColumns own) {
        if (relation.isEmpty() || relation.get().definition().isEmpty() || views >= DEEPEST_VIEW) {
            return false;
        }
        Relation view = relation.get();
        Optional<Query> query = queries.computeIfAbsent(
                view.name(), name -> Definition.query(view.definition().get(), names.dialect()));
        views++;
        try {
            return query.filter(rows -> coversAll(rows, own.with(Commons.NONE))).isPresent();
        } finally {
            views--;
        }
    }

    /** Whether the relation is the target again, or a view of all its rows. */
    boolean isTargetAgain(TableReference table, OwnColumns own) {
        Optional<Relation> relation = names.relation(table.name());
        RowSource target = own.table();
        return target != null
                && (relation.map(Relation::name)
                                .filter(tables(target)::contains)
                                .isPresent()
                        || isViewOfAll(relation, own));
    }

    private static List<ObjectName> tables(RowSource target) {
        return target.fields().stream()
                .flatMap(field -> field.lineage().sources().stream())
                .map(column -> column.table())
                .distinct()
                .toList();
    }
}
