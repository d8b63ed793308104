package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.syntax.Query;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One named item of FROM.
 *
 * @param name its alias, or the name of the table; empty if it cannot be named
 * @param relation the relation behind it, if it is named by its own name
 * @param base whether rows of a table stand behind it, which have the database's own hidden columns
 * @param read the place where the text reads it, if it is a relation that the text itself reads
 * @param inner the query whose rows these are, if the text has it
 */
record RowSource(
        String name,
        Optional<Relation> relation,
        List<Field> fields,
        boolean base,
        @Nullable TableRead read,
        @Nullable InnerQuery inner) {
    /** A query, and the queries that have names in it. */
    record InnerQuery(Query query, Commons commons) {}

    static RowSource of(String name, List<Field> fields) {
        return of(name, fields, null);
    }

    static RowSource of(String name, List<Field> fields, @Nullable InnerQuery inner) {
        return new RowSource(name, Optional.empty(), List.copyOf(fields), false, null, inner);
    }
}
