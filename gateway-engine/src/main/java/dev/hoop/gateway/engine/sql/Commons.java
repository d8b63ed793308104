package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.RowSource.InnerQuery;
import dev.hoop.gateway.engine.sql.syntax.FromItem.TableReference;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement;
import dev.hoop.gateway.engine.sql.syntax.With;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named query of WITH and those visible behind it.
 *
 * @param fields its columns; {@code null} where the name is known but may not be used yet
 * @param body what it stands for; {@code null} where that may not be used yet
 */
record Commons(
        String name,
        @Nullable List<Field> fields,
        @Nullable SqlStatement body,
        @Nullable Commons next) {
    static final Commons NONE = new Commons("", List.of(), null, null);

    Commons with(String added, List<Field> columns, SqlStatement stands) {
        return new Commons(added, columns, stands, this);
    }

    /** A name that is taken, and may not be used yet. */
    Commons with(String added) {
        return new Commons(added, null, null, this);
    }

    /** These and the named queries of a query inside, of which only what they stand for is looked at. */
    Commons with(With with) {
        Commons all = this;
        for (With.CommonTable table : with.tables()) {
            all = new Commons(table.name().value(), null, table.body(), all);
        }
        return all;
    }

    /** The query that it stands for, which sees those before it, and not itself; {@code null} where that is none. */
    @Nullable
    InnerQuery query() {
        return next != null && body instanceof SqlStatement.Select select ? new InnerQuery(select.query(), next) : null;
    }

    /** The nearest of a name, if there is one. */
    Optional<Commons> find(TableReference table, Names names) {
        if (table.name().size() == 1) {
            String wanted = table.name().get(0).value();
            for (Commons common = this; common != null; common = common.next) {
                if (!common.name.isEmpty() && names.same(common.name, wanted)) {
                    return Optional.of(common);
                }
            }
        }
        return Optional.empty();
    }
}
