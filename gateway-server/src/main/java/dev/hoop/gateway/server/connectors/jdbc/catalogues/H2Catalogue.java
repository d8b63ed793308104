package dev.hoop.gateway.server.connectors.jdbc.catalogues;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.ColumnDefinition;
import dev.hoop.gateway.engine.sql.Routine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads H2's catalogue from its INFORMATION_SCHEMA. */
public final class H2Catalogue {
    private static final String TABLES =
            "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, STORAGE_TYPE FROM INFORMATION_SCHEMA.TABLES";
    /** Not by the driver's metadata, which leaves invisible columns out. */
    private static final String COLUMNS =
            "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, IS_NULLABLE, IS_VISIBLE,"
                    + " CASE WHEN IS_GENERATED <> 'NEVER' THEN COALESCE(GENERATION_EXPRESSION, '') END"
                    + " FROM INFORMATION_SCHEMA.COLUMNS ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION";

    private static final String KEYS = """
            SELECT K.TABLE_SCHEMA, K.TABLE_NAME, K.COLUMN_NAME
            FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS P
            JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
              ON K.CONSTRAINT_SCHEMA = P.CONSTRAINT_SCHEMA AND K.CONSTRAINT_NAME = P.CONSTRAINT_NAME
            WHERE P.CONSTRAINT_TYPE = 'PRIMARY KEY'""";

    private static final String VIEWS =
            "SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS WHERE VIEW_DEFINITION IS NOT NULL";
    private static final String SYNONYMS =
            "SELECT SYNONYM_SCHEMA, SYNONYM_NAME, SYNONYM_FOR_SCHEMA, SYNONYM_FOR FROM INFORMATION_SCHEMA.SYNONYMS";
    private static final String SEQUENCES = "SELECT SEQUENCE_SCHEMA, SEQUENCE_NAME FROM INFORMATION_SCHEMA.SEQUENCES";
    private static final String ROUTINES =
            "SELECT DISTINCT ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_TYPE FROM INFORMATION_SCHEMA.ROUTINES";
    private static final String CASCADES = """
            SELECT DISTINCT PARENT.TABLE_SCHEMA, PARENT.TABLE_NAME, CHILD.TABLE_SCHEMA, CHILD.TABLE_NAME
            FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS R
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS CHILD
              ON CHILD.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA AND CHILD.CONSTRAINT_NAME = R.CONSTRAINT_NAME
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS PARENT
              ON PARENT.CONSTRAINT_SCHEMA = R.UNIQUE_CONSTRAINT_SCHEMA AND PARENT.CONSTRAINT_NAME = R.UNIQUE_CONSTRAINT_NAME
            WHERE R.DELETE_RULE = 'CASCADE'""";

    private H2Catalogue() {}

    public static Catalogue read(Connection connection) throws SQLException {
        Definitions found = new Definitions(Dialect.H2, connection.getCatalog());
        Query.each(
                connection,
                "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA",
                row -> found.schema(row.getString(1)));
        Query.each(
                connection,
                TABLES,
                row -> found.relation(
                        found.name(row.getString(1), row.getString(2)),
                        type(row.getString(1), row.getString(3), row.getString(4))));
        Set<List<String>> keys = new HashSet<>();
        Query.each(connection, KEYS, row -> keys.add(place(row)));
        Query.each(connection, COLUMNS, row -> column(found, row, keys));
        Query.each(
                connection,
                VIEWS,
                row -> found.definition(found.name(row.getString(1), row.getString(2)), row.getString(3)));
        Query.each(
                connection,
                SYNONYMS,
                row -> found.synonym(
                        found.name(row.getString(1), row.getString(2)),
                        found.name(row.getString(3), row.getString(4))));
        Query.each(
                connection,
                SEQUENCES,
                row -> found.relation(found.name(row.getString(1), row.getString(2)), ObjectUse.Type.SEQUENCE));
        Query.each(
                connection,
                ROUTINES,
                row -> found.routine(new Routine(
                        found.name(row.getString(1), row.getString(2)),
                        row.getString(3).equals("PROCEDURE"))));
        Query.each(
                connection,
                CASCADES,
                row -> found.cascade(
                        found.name(row.getString(1), row.getString(2)),
                        found.name(row.getString(3), row.getString(4))));
        return found.catalogue();
    }

    private static void column(Definitions found, ResultSet row, Set<List<String>> keys) throws SQLException {
        String type = row.getString(4);
        found.column(
                found.name(row.getString(1), row.getString(2)),
                new ColumnDefinition(
                        row.getString(3),
                        jdbcType(type),
                        type,
                        row.getString(5).equals("YES"),
                        !row.getBoolean(6),
                        keys.contains(place(row)),
                        false,
                        Optional.ofNullable(row.getString(7))));
    }

    /** Schema, table and column, with which the row begins. */
    private static List<String> place(ResultSet row) throws SQLException {
        return List.of(row.getString(1), row.getString(2), row.getString(3));
    }

    /** The codes that the database's own driver gives. */
    private static int jdbcType(String type) {
        return switch (type) {
            case "CHARACTER" -> Types.CHAR;
            case "CHARACTER VARYING", "VARCHAR_IGNORECASE" -> Types.VARCHAR;
            case "CHARACTER LARGE OBJECT" -> Types.CLOB;
            case "BINARY", "UUID" -> Types.BINARY;
            case "BINARY VARYING" -> Types.VARBINARY;
            case "BINARY LARGE OBJECT" -> Types.BLOB;
            case "BOOLEAN" -> Types.BOOLEAN;
            case "TINYINT" -> Types.TINYINT;
            case "SMALLINT" -> Types.SMALLINT;
            case "INTEGER" -> Types.INTEGER;
            case "BIGINT" -> Types.BIGINT;
            case "NUMERIC", "DECFLOAT" -> Types.NUMERIC;
            case "REAL" -> Types.REAL;
            case "DOUBLE PRECISION" -> Types.DOUBLE;
            case "DATE" -> Types.DATE;
            case "TIME" -> Types.TIME;
            case "TIME WITH TIME ZONE" -> Types.TIME_WITH_TIMEZONE;
            case "TIMESTAMP" -> Types.TIMESTAMP;
            case "TIMESTAMP WITH TIME ZONE" -> Types.TIMESTAMP_WITH_TIMEZONE;
            case "JAVA_OBJECT" -> Types.JAVA_OBJECT;
            case "ARRAY" -> Types.ARRAY;
            default -> Types.OTHER;
        };
    }

    private static ObjectUse.Type type(String schema, String tableType, String storage) {
        if (schema.equals("INFORMATION_SCHEMA")) {
            return ObjectUse.Type.TABLE; // called views, but there is no query behind them
        }
        if (storage.equals("TABLE LINK")) {
            return ObjectUse.Type.FOREIGN_TABLE;
        }
        return switch (tableType) {
            case "VIEW" -> ObjectUse.Type.VIEW;
            case "MATERIALIZED VIEW" -> ObjectUse.Type.MATERIALIZED_VIEW;
            default -> ObjectUse.Type.TABLE;
        };
    }
}
