package dev.hoop.gateway.engine.sql.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A query expression with what stands around its body.
 *
 * @param locking whether rows are locked: FOR UPDATE, FOR SHARE, LOCK IN SHARE MODE
 */
public record Query(With with, Body body, List<SortKey> order, RowLimit limit, boolean locking) {

    /** A query that is nothing but its body. */
    public static Query of(Body body) {
        return new Query(With.NONE, body, List.of(), RowLimit.NONE, false);
    }

    /** The part between WITH and ORDER BY. */
    public sealed interface Body {}

    /** SELECT. {@code into} is the new table of PostgreSQL's SELECT INTO. */
    public record Select(
            boolean distinct,
            List<Expression> distinctOn,
            List<Item> items,
            Optional<List<Identifier>> into,
            List<FromItem> from,
            Optional<Expression> where,
            List<Expression> groupBy,
            Optional<Expression> having,
            List<Window> windows,
            Optional<Expression> qualify)
            implements Body {}

    /**
     * One item of a select list.
     *
     * @param start where its expression begins in the text, in chars
     * @param end where its expression ends; the same where the text does not have it
     */
    public record Item(Expression expression, Optional<Identifier> alias, int start, int end) {
        /** An item that a text means without saying it. */
        static Item meant(Expression expression) {
            return new Item(expression, Optional.empty(), 0, 0);
        }

        public boolean isWritten() {
            return start < end;
        }
    }

    /** UNION, INTERSECT or EXCEPT; {@code compares} unless it is UNION ALL, which looks at no value. */
    public record SetOperation(boolean compares, Query left, Query right) implements Body {}

    /** VALUES with its rows. */
    public record Values(List<List<Expression>> rows) implements Body {}

    /** A query in brackets, with a WITH, ORDER BY or LIMIT of its own. */
    public record Nested(Query query) implements Body {}
}
