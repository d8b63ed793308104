package dev.hoop.gateway.server.connectors.jdbc.catalogues;

import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.sql.ColumnDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a PostgreSQL database was made with: some 250 relations with 3,500 columns, which are most of what its catalogue has to tell and stay
 * as they are. They are read again when rows that describe them have been written since. Thread-safe.
 */
public final class PostgreSqlSystem {
    private static final String STATE = """
            SELECT pg_catalog.concat_ws(' ', pg_catalog.current_database(), pg_catalog.version(),
              (SELECT pg_catalog.concat_ws(' ', pg_catalog.count(*), pg_catalog.sum(xmin::text::bigint))
                 FROM pg_catalog.pg_namespace WHERE oid < 16384),
              (SELECT pg_catalog.concat_ws(' ', pg_catalog.count(*), pg_catalog.sum(xmin::text::bigint))
                 FROM pg_catalog.pg_class WHERE oid < 16384),
              (SELECT pg_catalog.concat_ws(' ', pg_catalog.count(*), pg_catalog.sum(xmin::text::bigint))
                 FROM pg_catalog.pg_attribute WHERE attrelid < 16384))""";

    private volatile @Nullable Snapshot latest;

    private record Snapshot(String state, List<FoundRelation> relations, List<FoundColumn> columns) {}

    /** A relation of a catalogue. */
    record FoundRelation(ObjectName name, ObjectUse.Type type) {}

    /** A column of a catalogue. */
    record FoundColumn(ObjectName relation, ColumnDefinition column) {}

    /** How relations and columns below the first number that users' have are read. */
    interface Reading {
        List<FoundRelation> relations() throws SQLException;

        List<FoundColumn> columns() throws SQLException;
    }

    void read(Connection connection, Definitions found, Reading reading) throws SQLException {
        String state = state(connection);
        Snapshot known = latest;
        if (known == null || !known.state().equals(state)) {
            known = new Snapshot(state, reading.relations(), reading.columns());
            if (state(connection).equals(state)) { // not changed meanwhile
                latest = known;
            }
        }
        known.relations().forEach(relation -> found.relation(relation.name(), relation.type()));
        known.columns().forEach(column -> found.column(column.relation(), column.column()));
    }

    private static String state(Connection connection) throws SQLException {
        List<String> told = new ArrayList<>();
        Query.each(connection, STATE, row -> told.add(row.getString(1)));
        return told.get(0);
    }
}
