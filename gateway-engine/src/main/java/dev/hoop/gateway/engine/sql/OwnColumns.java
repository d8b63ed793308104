package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.syntax.Expression.ColumnReference;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.syntax.With;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The columns of what is changed, as they may be named at one place of a statement.
 *
 * @param target what is changed; none where every column counts
 * @param named which names mean a column of it
 * @param scope what the statement reads beside it
 * @param commons the queries that have names here
 * @param table what is changed, even where every column counts
 */
record OwnColumns(
        @Nullable RowSource target,
        Predicate<ColumnReference> named,
        @Nullable Scope scope,
        Commons commons,
        @Nullable RowSource table) {
    /** Every column, and nothing known of any. */
    static final OwnColumns ANY = new OwnColumns(null, column -> true, null, Commons.NONE, null);

    /** The same where these queries have names. */
    OwnColumns with(Commons others) {
        return new OwnColumns(target, named, scope, others, table);
    }

    /** Every column inside a query, which may read the table again. */
    OwnColumns any() {
        return new OwnColumns(null, column -> true, null, commons, table);
    }

    /** The same inside a query, whose own queries have names, too. */
    OwnColumns with(With with) {
        return with.tables().isEmpty() ? this : with(commons.with(with));
    }

    boolean contains(ColumnReference column) {
        return named.test(column);
    }

    /** Of which nothing but the name is looked at, so that the same column is the same by each of its qualifiers. */
    String key(ColumnReference column) {
        List<Identifier> parts = target == null
                ? column.parts()
                : column.parts()
                        .subList(column.parts().size() - 1, column.parts().size());
        StringBuilder key = new StringBuilder();
        parts.forEach(part -> key.append(part.value().toLowerCase(Locale.ROOT)).append('.'));
        return key.toString();
    }

    Optional<Field> field(ColumnReference column) {
        if (target == null || !contains(column)) {
            return Optional.empty();
        }
        String name = column.column();
        return target.fields().stream()
                .filter(field -> field.label().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether it is no column that was defined, but tells where a row lies. */
    boolean isPlaceOfRow(ColumnReference column) {
        return target != null && contains(column) && field(column).isEmpty();
    }

    boolean isBoolean(ColumnReference column) {
        return field(column).map(field -> Fields.isBoolean(field.jdbcType())).orElse(false);
    }

    /** Whether it can stand for a condition by itself; a number can, too, but is true wherever it is not zero. */
    boolean isCondition(ColumnReference column) {
        return contains(column) && (target == null || isBoolean(column));
    }

    /** Whether it may be null as far as is known. */
    boolean mayBeNull(ColumnReference column) {
        return field(column).map(Field::nullable).orElse(target == null);
    }
}
