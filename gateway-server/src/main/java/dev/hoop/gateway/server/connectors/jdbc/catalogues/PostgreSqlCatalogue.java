package dev.hoop.gateway.server.connectors.jdbc.catalogues;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.ColumnDefinition;
import dev.hoop.gateway.engine.sql.Routine;
import dev.hoop.gateway.server.connectors.jdbc.catalogues.PostgreSqlSystem.FoundColumn;
import dev.hoop.gateway.server.connectors.jdbc.catalogues.PostgreSqlSystem.FoundRelation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads PostgreSQL's catalogue from {@code pg_catalog}, every name qualified so that no search path can redirect it. */
public final class PostgreSqlCatalogue {
    /** Indexes, TOAST and composite types cannot stand in FROM. */
    private static final String RELATIONS = """
            SELECT n.nspname, c.relname, c.relkind::text
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname !~ '^pg_toast'
              AND NOT pg_catalog.pg_is_other_temp_schema(n.oid) AND c.oid\s""";

    private static final String COLUMNS = """
            SELECT n.nspname, c.relname, a.attname, t.typname, t.typtype::text,
                CASE WHEN e.typtype IN ('c', 'd') THEN '' ELSE t.typcategory::text END, a.attnotnull,
                COALESCE(a.attnum = ANY (k.conkey), false),
                CASE WHEN a.attgenerated <> '' THEN COALESCE(pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') END
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
            LEFT JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND n.nspname !~ '^pg_toast' AND NOT pg_catalog.pg_is_other_temp_schema(n.oid) AND a.attrelid\s""";

    private static final String IN_ORDER = " ORDER BY a.attrelid, a.attnum";

    /** The numbers of what a database was made with, and of what its users made. */
    private static final String BUILT_IN = "< 16384";

    private static final String OF_USERS = ">= 16384";

    private static final String PARENTS = """
            SELECT cn.nspname, c.relname, pn.nspname, p.relname
            FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
            JOIN pg_catalog.pg_class p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
            WHERE c.relkind IN ('r', 'p', 'f')""";

    private static final String CASCADES = """
            SELECT DISTINCT pn.nspname, p.relname, cn.nspname, c.relname
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
            JOIN pg_catalog.pg_class p ON p.oid = k.confrelid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
            WHERE k.contype = 'f' AND k.confdeltype = 'c'""";

    /**
     * What was not there when the database was made: functions of users and of extensions. Operators are calls of functions: those of users
     * count as routines of their sign, those of extensions work on types of the extension.
     */
    private static final String ROUTINES = """
            SELECT DISTINCT n.nspname, p.proname, p.prokind = 'p', COALESCE(
                (SELECT pg_catalog.string_agg(a.attname::text, pg_catalog.chr(1) ORDER BY a.attnum)
                 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid
                 WHERE t.oid = p.prorettype AND t.typtype = 'c' AND a.attnum > 0 AND NOT a.attisdropped),
                (SELECT pg_catalog.string_agg(COALESCE(NULLIF(p.proargnames[o.at], ''), 'column' || o.nth), pg_catalog.chr(1)
                   ORDER BY o.at)
                 FROM (SELECT i.at, pg_catalog.row_number() OVER (ORDER BY i.at) AS nth
                       FROM pg_catalog.generate_subscripts(p.proargmodes, 1) AS i (at)
                       WHERE p.proargmodes[i.at] IN ('o', 'b', 't')) o), '')
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname <> 'information_schema' AND (n.nspname <> 'pg_catalog' OR p.oid >= 16384)
            UNION
            SELECT n.nspname, o.oprname, false, ''
            FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
            WHERE o.oid >= 16384 AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND d.objid = o.oid AND d.deptype = 'e')""";

    /** Of types that are no relation's rows. */
    private static final String FIELDS = """
            SELECT DISTINCT a.attname
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            WHERE c.relkind = 'c' AND a.attnum > 0 AND NOT a.attisdropped""";

    /**
     * Users' functions behind casts, by the types that are converted and those made of them: arrays, domains, composite types, rows. Where both
     * types are built in, under no name. Casts of extensions work on types of the extension.
     */
    private static final String CONVERSIONS = """
            WITH RECURSIVE converted (type, function) AS (
                SELECT CASE WHEN t.oid >= 16384 OR (c.castsource < 16384 AND c.casttarget < 16384) THEN t.oid END, c.castfunc
                FROM pg_catalog.pg_cast c
                CROSS JOIN LATERAL (VALUES (c.castsource), (c.casttarget)) t (oid)
                WHERE c.castfunc >= 16384 AND NOT EXISTS (
                    SELECT 1 FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
                UNION
                SELECT t.oid, b.function
                FROM converted b JOIN pg_catalog.pg_type t
                  ON t.oid >= 16384 AND (t.typelem = b.type OR t.typbasetype = b.type OR EXISTS (
                    SELECT 1 FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = t.typrelid AND a.atttypid = b.type AND a.attnum > 0))
                WHERE b.type >= 16384)
            SELECT DISTINCT CASE WHEN t.oid >= 16384 THEN t.typname ELSE '' END, n.nspname, p.proname
            FROM converted b JOIN pg_catalog.pg_type t ON t.oid = b.type
            JOIN pg_catalog.pg_proc p ON p.oid = b.function JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace""";

    /** Between names in what {@link #ROUTINES} answers; no name that anybody types holds it. */
    private static final String BETWEEN = "\u0001";

    private PostgreSqlCatalogue() {}

    private static List<String> columns(String names) {
        return names.isEmpty() ? List.of() : List.of(names.split(BETWEEN, -1));
    }

    /** Reads all that the session on the connection sees; of views and of what is built in, what the given ones do not know yet. */
    public static Catalogue read(Connection connection, PostgreSqlSystem system, PostgreSqlViews views)
            throws SQLException {
        Definitions found = new Definitions(Dialect.POSTGRESQL, connection.getCatalog());
        Query.each(connection, "SELECT nspname FROM pg_catalog.pg_namespace", row -> found.schema(row.getString(1)));
        system.read(connection, found, new PostgreSqlSystem.Reading() {
            @Override
            public List<FoundRelation> relations() throws SQLException {
                return PostgreSqlCatalogue.relations(connection, found, BUILT_IN);
            }

            @Override
            public List<FoundColumn> columns() throws SQLException {
                return PostgreSqlCatalogue.columns(connection, found, BUILT_IN);
            }
        });
        relations(connection, found, OF_USERS).forEach(each -> found.relation(each.name(), each.type()));
        columns(connection, found, OF_USERS).forEach(each -> found.column(each.relation(), each.column()));
        views.read(connection, found);
        Query.each(
                connection,
                PARENTS,
                row -> found.parent(
                        found.name(row.getString(1), row.getString(2)),
                        found.name(row.getString(3), row.getString(4))));
        Query.each(
                connection,
                CASCADES,
                row -> found.cascade(
                        found.name(row.getString(1), row.getString(2)),
                        found.name(row.getString(3), row.getString(4))));
        Query.each(
                connection,
                ROUTINES,
                row -> found.routine(new Routine(
                        found.name(row.getString(1), row.getString(2)), row.getBoolean(3), columns(row.getString(4)))));
        Query.each(connection, FIELDS, row -> found.field(row.getString(1)));
        Query.each(
                connection,
                CONVERSIONS,
                row -> found.conversion(row.getString(1), found.name(row.getString(2), row.getString(3))));
        return found.catalogue();
    }

    private static List<FoundRelation> relations(Connection connection, Definitions found, String numbers)
            throws SQLException {
        List<FoundRelation> relations = new ArrayList<>();
        Query.each(
                connection,
                RELATIONS + numbers,
                row -> relations.add(new FoundRelation(
                        found.name(row.getString(1), row.getString(2)),
                        switch (row.getString(3)) {
                            case "v" -> ObjectUse.Type.VIEW;
                            case "m" -> ObjectUse.Type.MATERIALIZED_VIEW;
                            case "f" -> ObjectUse.Type.FOREIGN_TABLE;
                            case "S" -> ObjectUse.Type.SEQUENCE;
                            default -> ObjectUse.Type.TABLE;
                        })));
        return relations;
    }

    private static List<FoundColumn> columns(Connection connection, Definitions found, String numbers)
            throws SQLException {
        List<FoundColumn> columns = new ArrayList<>();
        Query.each(
                connection,
                COLUMNS + numbers + IN_ORDER,
                row -> columns.add(new FoundColumn(
                        found.name(row.getString(1), row.getString(2)),
                        new ColumnDefinition(
                                row.getString(3),
                                jdbcType(row.getString(4), row.getString(5), row.getString(6)),
                                row.getString(4),
                                !row.getBoolean(7),
                                false,
                                row.getBoolean(8),
                                false,
                                Optional.ofNullable(row.getString(9))))));
        return columns;
    }

    /** The codes that the database's own driver gives; but an array of composite values is not told as one. */
    private static int jdbcType(String name, String kind, String category) {
        return switch (name) {
            case "int2" -> Types.SMALLINT;
            case "int4" -> Types.INTEGER;
            case "int8", "oid" -> Types.BIGINT;
            case "float4" -> Types.REAL;
            case "float8", "money" -> Types.DOUBLE;
            case "numeric" -> Types.NUMERIC;
            case "bpchar", "char" -> Types.CHAR;
            case "varchar", "text", "name" -> Types.VARCHAR;
            case "bytea" -> Types.BINARY;
            case "bool", "bit" -> Types.BIT;
            case "date" -> Types.DATE;
            case "time", "timetz" -> Types.TIME;
            case "timestamp", "timestamptz" -> Types.TIMESTAMP;
            case "xml" -> Types.SQLXML;
            case "refcursor" -> Types.REF_CURSOR;
            default ->
                switch (kind) {
                    case "c" -> Types.STRUCT;
                    case "d" -> Types.DISTINCT;
                    case "e" -> Types.VARCHAR;
                    default -> category.equals("A") ? Types.ARRAY : Types.OTHER;
                };
        };
    }
}
