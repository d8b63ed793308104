package dev.hoop.gateway.server.connectors.jdbc.catalogues;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The definitions of one database's views. To write one out, PostgreSQL locks every table that the view reads, and so waits for whoever
 * changes one: a migration would wait for itself. So a definition is asked for once, and again only when what it is written from has
 * another digest: the stored query, and the names of the relations, columns and functions it uses. Thread-safe.
 */
public final class PostgreSqlViews {
    private static final String DIGESTS = """
            SELECT n.nspname, c.relname, c.oid::bigint, pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
              r.ev_action::text
              || COALESCE((SELECT pg_catalog.string_agg(u.oid || ' ' || u.relnamespace::pg_catalog.regnamespace || '.' || u.relname
                   || COALESCE((SELECT pg_catalog.string_agg(a.attnum || ' ' || a.attname, ',' ORDER BY a.attnum)
                        FROM pg_catalog.pg_attribute a WHERE a.attrelid = u.oid AND a.attnum > 0), ''), ';' ORDER BY u.oid)
                 FROM pg_catalog.pg_class u WHERE u.oid IN (SELECT d.refobjid FROM pg_catalog.pg_depend d
                   WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
                     AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)), '')
              || COALESCE((SELECT pg_catalog.string_agg(f.oid || ' ' || f.pronamespace || '.' || f.proname, ';' ORDER BY f.oid)
                 FROM pg_catalog.pg_proc f WHERE f.oid IN (SELECT d.refobjid FROM pg_catalog.pg_depend d
                   WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
                     AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass)), ''), 'UTF8')), 'hex')
            FROM pg_catalog.pg_rewrite r
            JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE r.rulename = '_RETURN' AND c.relkind IN ('v', 'm')
              AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND NOT pg_catalog.pg_is_other_temp_schema(n.oid)""";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Cache<Key, String> known =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(20_000).build();

    private record Key(long oid, String digest) {}

    private record View(String schema, String name, Key key) {}

    /** A view whose tables are locked by others stays without a definition, and so opaque, until it is asked for again. */
    void read(Connection connection, Definitions found) throws SQLException {
        List<View> views = new ArrayList<>();
        Query.each(
                connection,
                DIGESTS,
                row -> views.add(
                        new View(row.getString(1), row.getString(2), new Key(row.getLong(3), row.getString(4)))));
        for (View view : views) {
            text(connection, view.key())
                    .ifPresent(text -> found.definition(found.name(view.schema(), view.name()), text));
        }
    }

    private Optional<String> text(Connection connection, Key key) throws SQLException {
        String text = known.getIfPresent(key);
        if (text == null) {
            text = asked(connection, key);
            if (!text.isEmpty()) {
                known.put(key, text);
            }
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String asked(Connection connection, Key key) throws SQLException {
        StringBuilder text = new StringBuilder();
        try {
            Query.each(
                    connection,
                    "SELECT COALESCE(pg_catalog.pg_get_viewdef(" + key.oid() + "::pg_catalog.oid), '')",
                    row -> text.append(row.getString(1)));
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
        return text.toString();
    }
}
