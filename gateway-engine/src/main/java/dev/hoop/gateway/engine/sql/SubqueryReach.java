package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.sql.RowSource.InnerQuery;
import dev.hoop.gateway.engine.sql.function.BuiltIn;
import dev.hoop.gateway.engine.sql.function.BuiltIns;
import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Call;
import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Expression.Operation;
import dev.hoop.gateway.engine.sql.syntax.Expression.Parameter;
import dev.hoop.gateway.engine.sql.syntax.Expression.Subquery;
import dev.hoop.gateway.engine.sql.syntax.FromItem;
import dev.hoop.gateway.engine.sql.syntax.FromItem.AliasedJoin;
import dev.hoop.gateway.engine.sql.syntax.FromItem.DerivedTable;
import dev.hoop.gateway.engine.sql.syntax.FromItem.Join;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.Parts;
import dev.hoop.gateway.engine.sql.syntax.Query;
import dev.hoop.gateway.engine.sql.syntax.RowLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Whose columns a query inside a condition names, whether it leaves rows of the target out, and whether it holds them all. */
final class SubqueryReach {
    private static final int DEEPEST_VIEW = 24;

    private static final Set<String> APART = Set.of("<", ">", "<>", "IS DISTINCT FROM");

    private final Names names;
    private final Reach reach;
    private final BuiltIns builtIns;
    private final OwnTable ownTable = new OwnTable(this);

    /** How many views inside each other are being looked at. */
    private int views;

    SubqueryReach(Names names, Reach reach) {
        this.names = names;
        this.reach = reach;
        this.builtIns = BuiltIns.of(names.dialect());
    }

    OwnTable ownTable() {
        return ownTable;
    }

    Optional<BuiltIn> builtIn(String name) {
        return builtIns.find(name);
    }

    OwnColumns columnsOf(RowSource target, Scope scope) {
        return new OwnColumns(
                target,
                column -> column.parts().size() > 1
                        ? names.same(qualifier(column), target.name())
                        : has(target, last(column)) || isPlaceOfRow(last(column)),
                scope,
                scope.commons(),
                target);
    }

    /** The hidden column that tells where a row lies; which the others of PostgreSQL tell, many rows share. */
    private boolean isPlaceOfRow(String column) {
        return switch (names.dialect()) {
            case POSTGRESQL -> column.equals("ctid");
            case H2 -> column.equals("_ROWID_");
            default -> false;
        };
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

    private boolean has(TableReference table, String column) {
        return isPlaceOfRow(column)
                || names.relation(table.name()).stream()
                        .flatMap(relation -> relation.columns().stream())
                        .anyMatch(known -> names.same(known.name(), column));
    }

    private static String label(TableReference table) {
        return table.alias()
                .name()
                .orElse(table.name().get(table.name().size() - 1))
                .value();
    }

    /** Whether the query names a column of the target, and not one of its own. */
    boolean names(Query query, OwnColumns around) {
        OwnColumns own = around.with(query.with());
        if (query.body() instanceof Query.Select select) {
            OwnColumns seen = inside(select, own);
            return expressions(select).stream().anyMatch(part -> names(part, seen))
                    || select.from().stream().anyMatch(item -> handsOn(item, own));
        } else if (query.body() instanceof Query.SetOperation operation) {
            return names(operation.left(), own) || names(operation.right(), own);
        } else if (query.body() instanceof Query.Nested nested) {
            return names(nested.query(), own);
        }
        return query.body() instanceof Query.Values values
                && values.rows().stream().flatMap(List::stream).anyMatch(part -> names(part, own));
    }

    private boolean names(Expression expression, OwnColumns own) {
        boolean[] found = {false};
        Parts.each(expression, part -> {
            if (part instanceof ColumnReference column) {
                found[0] |= own.contains(column);
            } else if (part instanceof Subquery deeper) {
                found[0] |= names(deeper.query(), own);
            }
        });
        return found[0];
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

    /** The target's columns by the names that mean them inside the query, whose own tables come first. */
    private OwnColumns inside(Query.Select select, OwnColumns own) {
        List<TableReference> tables = Parts.tables(select.from());
        boolean others = select.from().stream().anyMatch(item -> isNoTable(item, own));
        return new OwnColumns(
                own.target(),
                column -> {
                    boolean inner = column.parts().size() > 1
                            ? tables.stream().anyMatch(table -> names.same(label(table), qualifier(column)))
                            : others || tables.stream().anyMatch(table -> has(table, last(column)));
                    return !inner && own.contains(column);
                },
                null,
                own.commons(),
                own.table());
    }

    /** Whether it is something whose columns are not looked into here, so that each name may be one of them. */
    private boolean isNoTable(FromItem item, OwnColumns own) {
        return item instanceof Join join
                ? isNoTable(join.left(), own) || isNoTable(join.right(), own)
                : !(item instanceof TableReference table && isTable(table, own));
    }

    private boolean isTable(TableReference table, OwnColumns own) {
        return own.commons().find(table, names).isEmpty();
    }

    /** Whether the query's conditions let it have rows for some row of the target and none for another. */
    boolean ties(Query query, OwnColumns around) {
        OwnColumns own = around.with(query.with());
        if (query.body() instanceof Query.Nested nested) {
            return ties(nested.query(), own);
        } else if (query.body() instanceof Query.SetOperation operation) {
            return ties(operation.left(), own) && ties(operation.right(), own);
        }
        return query.body() instanceof Query.Select select
                && (!select.groupBy().isEmpty() || !isCounted(select))
                && isTied(select, own);
    }

    /** Whether the query's one value is another for another row of the target, though not because it hands the row on. */
    boolean varies(Query query, OwnColumns around) {
        OwnColumns own = around.with(query.with());
        return query.body() instanceof Query.Select select
                && isTied(select, own)
                && select.items().stream().noneMatch(item -> names(item.expression(), inside(select, own)));
    }

    /** Whether the item is made of the row's own values, so that they may come back by other names. */
    private boolean handsOn(FromItem item, OwnColumns own) {
        if (item instanceof Join join) {
            return handsOn(join.left(), own) || handsOn(join.right(), own);
        } else if (item instanceof DerivedTable derived) {
            return names(derived.query(), own);
        } else if (item instanceof AliasedJoin aliased) {
            return handsOn(aliased.join(), own);
        }
        return false;
    }

    private boolean isCounted(Query.Select select) {
        return select.items().stream().anyMatch(item -> {
            boolean[] found = {false};
            Parts.each(
                    item.expression(),
                    part -> found[0] |= part instanceof Call call
                            && !call.windowed()
                            && builtIn(call.simpleName())
                                    .map(known -> known.kind() == BuiltIn.Kind.AGGREGATE)
                                    .orElse(true));
            return found[0];
        });
    }

    private boolean isTied(Query.Select select, OwnColumns own) {
        return select.where()
                .map(where -> isTied(select, where, inside(select, own)))
                .orElse(false);
    }

    private boolean isTied(Query.Select select, Expression where, OwnColumns seen) {
        if (select.from().stream().anyMatch(item -> handsOn(item, seen))) {
            return false;
        }
        List<FromItem> again = again(select, where, seen);
        return reach.limits(where, withOwnRows(again, seen))
                || findsOthers(
                        where,
                        (a, b) -> again.stream()
                                .filter(item -> isSame(a, b, item, seen))
                                .findFirst());
    }

    /** Where the query reads the target again and finds the very row, the columns of what it reads are the row's, too. */
    private OwnColumns withOwnRows(List<FromItem> again, OwnColumns seen) {
        if (again.isEmpty()) {
            return seen;
        }
        return new OwnColumns(
                seen.target(),
                column -> seen.contains(column) || again.stream().anyMatch(item -> isOf(column, item, seen)),
                null,
                seen.commons(),
                seen.table());
    }

    private List<FromItem> again(Query.Select select, Expression where, OwnColumns seen) {
        List<FromItem> again = new ArrayList<>();
        select.from().forEach(item -> collectAgain(item, seen, again));
        again.removeIf(item -> Reach.all(where).stream().noneMatch(part -> comparesSame(part, item, seen)));
        return again;
    }

    /** The target itself, and queries that give all its rows. */
    private void collectAgain(FromItem item, OwnColumns seen, List<FromItem> found) {
        if (item instanceof Join join) {
            collectAgain(join.left(), seen, found);
            collectAgain(join.right(), seen, found);
        } else if (item instanceof TableReference table && isTable(table, seen)) {
            if (isSameTable(table, seen.table()) || isViewOfAll(names.relation(table.name()), seen)) {
                found.add(table);
            }
        } else if (covers(item, seen)) {
            found.add(item);
        }
    }

    private boolean isOf(ColumnReference column, FromItem item, OwnColumns seen) {
        if (column.parts().size() > 1) {
            return label(item)
                    .filter(name -> names.same(name, qualifier(column)))
                    .isPresent();
        }
        if (item instanceof TableReference table && isTable(table, seen)) {
            return has(table, last(column));
        }
        RowSource target = seen.target();
        return target != null && has(target, last(column));
    }

    private static Optional<String> label(FromItem item) {
        if (item instanceof TableReference table) {
            return Optional.of(label(table));
        } else if (item instanceof DerivedTable derived) {
            return derived.alias().name().map(Identifier::value);
        }
        return item instanceof AliasedJoin aliased ? aliased.alias().name().map(Identifier::value) : Optional.empty();
    }

    private boolean comparesSame(Expression condition, FromItem item, OwnColumns seen) {
        if (!(condition instanceof Operation)) {
            return false;
        }
        List<ColumnReference> compared = new ArrayList<>();
        Parts.each(condition, part -> {
            if (part instanceof ColumnReference column) {
                compared.add(column);
            }
        });
        return compared.stream().anyMatch(a -> compared.stream().anyMatch(b -> isSame(a, b, item, seen)));
    }

    /** Whether one is a column of the target, and the other the same of what reads it again. */
    private boolean isSame(ColumnReference a, ColumnReference b, FromItem item, OwnColumns seen) {
        return names.same(last(a), last(b))
                && ((isOf(a, item, seen) && seen.contains(b)) || (isOf(b, item, seen) && seen.contains(a)));
    }

    /** Whether the change reaches only rows that have others beside them: the same in one column, and not in another. */
    boolean findsOthers(Expression where, OwnColumns own) {
        return findsOthers(where, (a, b) -> again(a, b, own));
    }

    /** @param again what reads the target again, if these are the same column of both */
    private static boolean findsOthers(
            Expression where, BiFunction<ColumnReference, ColumnReference, Optional<?>> again) {
        List<Comparison> compared = new ArrayList<>();
        for (Expression part : Reach.all(where)) {
            if (part instanceof Operation operation
                    && operation.operands().size() == 2
                    && operation.operands().get(0) instanceof ColumnReference a
                    && operation.operands().get(1) instanceof ColumnReference b) {
                again.apply(a, b).ifPresent(item -> compared.add(new Comparison(operation.operator(), last(a), item)));
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

    private boolean isSameTable(TableReference table, @Nullable RowSource target) {
        return target != null
                && names.relation(table.name())
                        .map(Relation::name)
                        .filter(tables(target)::contains)
                        .isPresent();
    }

    private static List<ObjectName> tables(RowSource target) {
        return target.fields().stream()
                .flatMap(field -> field.lineage().sources().stream())
                .map(column -> column.table())
                .distinct()
                .toList();
    }

    /** Whether the query plainly has no row. */
    static boolean isEmpty(Query query) {
        return query.body() instanceof Query.Select select
                && select.where().map(Reach::isNever).orElse(false);
    }

    /** The call that is all that the query gives, if it is one. */
    static Optional<Call> oneCall(Query query) {
        return query.body() instanceof Query.Select select
                        && select.items().size() == 1
                        && select.items().get(0).expression() instanceof Call call
                ? Optional.of(call)
                : Optional.empty();
    }

    /**
     * Whether the query gives a value for each of the target's own rows, or of those of a table they all refer to, with nothing that filters
     * them. What is bounded by a number is not looked into.
     */
    boolean coversAll(Query query, OwnColumns own) {
        return readsAll(query, own)
                && !(query.body() instanceof Query.Select select && (ownTable.reduces(select) || picksOne(select)));
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
        return a instanceof ColumnReference x && b instanceof ColumnReference y && last(x).equals(last(y));
    }

    static boolean isBounded(RowLimit limit) {
        return (limit.exact()
                        && limit.count().filter(SubqueryReach::isSomeNumber).isPresent())
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

    boolean isFiltered(Query.Select select, OwnColumns own) {
        boolean rows = select.where().isPresent()
                && reach.limits(select.where().get(), own.any())
                && !isOwnKey(select.where().get());
        return rows
                || select.having()
                        .filter(having -> ownTable.limitsGroups(having, reach))
                        .isPresent();
    }

    private boolean covers(FromItem item, OwnColumns own) {
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
                || join.on().filter(SubqueryReach::isOwnKey).isPresent();
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
                && equal.operands().get(0) instanceof ColumnReference a
                && equal.operands().get(1) instanceof ColumnReference b
                && last(a).equals(last(b));
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
        Optional<String> definition = relation.flatMap(Relation::definition);
        if (definition.isEmpty() || views >= DEEPEST_VIEW) {
            return false;
        }
        views++;
        try {
            return Definition.query(definition.get(), names.dialect())
                    .filter(query -> coversAll(query, own.with(Commons.NONE)))
                    .isPresent();
        } finally {
            views--;
        }
    }

    /**
     * What the change reads beside its target that gives all rows of it again, where the two columns are the same of both: each row finds
     * itself there.
     */
    Optional<RowSource> again(Expression left, Expression right, OwnColumns own) {
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
                        .filter(source -> source.inner() == null || covers(source.inner(), own))
                        .findFirst());
    }

    /** What the change reads beside its target that may have a column of the name. */
    List<RowSource> beside(ColumnReference column, OwnColumns own) {
        RowSource target = own.target();
        Scope scope = own.scope();
        if (target == null || scope == null) {
            return List.of();
        }
        return scope.sources().named().stream()
                .filter(source -> !names.same(source.name(), target.name()))
                .filter(source -> column.parts().size() < 2 || names.same(source.name(), qualifier(column)))
                .toList();
    }

    boolean isNamed(Field field, ColumnReference column) {
        return names.same(field.label(), last(column));
    }

    private Optional<Field> field(RowSource source, ColumnReference column) {
        return source.fields().stream().filter(field -> isNamed(field, column)).findFirst();
    }

    private static boolean isCopyOfSame(Field field, Field changed) {
        return field.lineage().isCopied()
                && field.lineage().sources().equals(changed.lineage().sources());
    }
}
