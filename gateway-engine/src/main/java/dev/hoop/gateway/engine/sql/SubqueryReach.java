package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.function.BuiltIn;
import dev.hoop.gateway.engine.sql.function.BuiltIns;
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
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.Parts;
import dev.hoop.gateway.engine.sql.syntax.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whose columns a query inside a condition names, whether it leaves rows of the target out, and whether it holds them all. */
final class SubqueryReach {
    private final Names names;
    private final Reach reach;
    private final BuiltIns builtIns;
    private final Coverage coverage;
    private final OwnTable ownTable;

    SubqueryReach(Names names, Reach reach) {
        this.names = names;
        this.reach = reach;
        this.builtIns = BuiltIns.of(names.dialect());
        Groups groups = new Groups(builtIns, reach);
        this.coverage = new Coverage(names, reach, groups);
        this.ownTable = new OwnTable(names, coverage, groups);
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
                        ? names.same(column.qualifier(), target.name())
                        : has(target, column.column()) || isPlaceOfRow(column.column()),
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
                            ? tables.stream().anyMatch(table -> names.same(label(table), column.qualifier()))
                            : others || tables.stream().anyMatch(table -> has(table, column.column()));
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
                || OwnTable.findsOthers(
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
            if (coverage.isTargetAgain(table, seen)) {
                found.add(table);
            }
        } else if (coverage.covers(item, seen)) {
            found.add(item);
        }
    }

    private boolean isOf(ColumnReference column, FromItem item, OwnColumns seen) {
        if (column.parts().size() > 1) {
            return label(item)
                    .filter(name -> names.same(name, column.qualifier()))
                    .isPresent();
        }
        if (item instanceof TableReference table && isTable(table, seen)) {
            return has(table, column.column());
        }
        RowSource target = seen.target();
        return target != null && has(target, column.column());
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
        Set<ColumnReference> compared = Set.copyOf(Parts.columns(condition));
        return compared.stream().anyMatch(a -> compared.stream().anyMatch(b -> isSame(a, b, item, seen)));
    }

    /** Whether one is a column of the target, and the other the same of what reads it again. */
    private boolean isSame(ColumnReference a, ColumnReference b, FromItem item, OwnColumns seen) {
        return names.same(a.column(), b.column())
                && ((isOf(a, item, seen) && seen.contains(b)) || (isOf(b, item, seen) && seen.contains(a)));
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
}
