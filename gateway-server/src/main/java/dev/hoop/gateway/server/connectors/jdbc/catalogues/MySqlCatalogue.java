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
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue of MariaDB and MySQL from {@code information_schema}. A database is a schema here; there is no catalog above it. */
public final class MySqlCatalogue {
    private static final String TABLES =
            "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE FROM information_schema.TABLES";
    private static final String COLUMNS =
            "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, COLUMN_KEY, EXTRA,"
                    + " GENERATION_EXPRESSION"
                    + " FROM information_schema.COLUMNS ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION";
    private static final String VIEWS =
            "SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS";
    private static final String CASCADES =
            "SELECT DISTINCT UNIQUE_CONSTRAINT_SCHEMA, REFERENCED_TABLE_NAME, CONSTRAINT_SCHEMA,"
                    + " TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE DELETE_RULE = 'CASCADE'";
    private static final String ROUTINES =
            "SELECT DISTINCT ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_TYPE FROM information_schema.ROUTINES";

    private MySqlCatalogue() {}

    public static Catalogue read(Connection connection, Dialect dialect) throws SQLException {
        Definitions found = new Definitions(dialect, "");
        Query.each(
                connection,
                "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA",
                row -> found.schema(row.getString(1)));
        Query.each(
                connection,
                TABLES,
                row -> found.relation(
                        found.name(row.getString(1), row.getString(2)), type(row.getString(3), row.getString(4))));
        Query.each(connection, COLUMNS, row -> column(found, row));
        Query.each(connection, VIEWS, row -> definition(found, row));
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
                        found.name(row.getString(1), row.getString(2)),
                        row.getString(3).equals("PROCEDURE"))));
        return found.catalogue();
    }

    /** Without the right to see it, a view's definition is empty: the view stays without one and so opaque. */
    private static void definition(Definitions found, ResultSet row) throws SQLException {
        String text = row.getString(3);
        if (text != null && !text.isEmpty()) {
            found.definition(found.name(row.getString(1), row.getString(2)), text);
        }
    }

    private static ObjectUse.Type type(String tableType, @Nullable String engine) {
        if (engine != null
                && switch (engine.toUpperCase(Locale.ROOT)) {
                    case "FEDERATED", "CONNECT", "SPIDER", "S3", "OQGRAPH" -> true;
                    default -> false;
                }) {
            return ObjectUse.Type.FOREIGN_TABLE;
        }
        return switch (tableType) {
            case "VIEW" -> ObjectUse.Type.VIEW;
            case "SEQUENCE" -> ObjectUse.Type.SEQUENCE;
            default -> ObjectUse.Type.TABLE; // a SYSTEM VIEW too: there is no query behind it
        };
    }

    private static void column(Definitions found, ResultSet row) throws SQLException {
        found.column(
                found.name(row.getString(1), row.getString(2)),
                column(
                        row.getString(3),
                        row.getString(4).toLowerCase(Locale.ROOT),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9)));
    }

    /** @param generation what the column is computed from; nothing if it is not, or if that is not told */
    static ColumnDefinition column(
            String name,
            String type,
            String declared,
            String nullable,
            String key,
            String extra,
            @Nullable String generation) {
        String remarks = extra.toUpperCase(Locale.ROOT);
        boolean generated = remarks.contains("VIRTUAL") || remarks.contains("STORED") || remarks.contains("PERSISTENT");
        String expression = generation == null ? "" : generation;
        return new ColumnDefinition(
                name,
                jdbcType(type, declared),
                type,
                nullable.equals("YES"),
                remarks.contains("INVISIBLE"),
                key.equals("PRI"),
                remarks.contains("AUTO_INCREMENT"),
                generated || !expression.isEmpty() ? Optional.of(expression) : Optional.empty());
    }

    private static int jdbcType(String type, String declared) {
        return switch (type) {
            case "tinyint" -> declared.startsWith("tinyint(1)") ? Types.BIT : Types.TINYINT;
            case "smallint" -> Types.SMALLINT;
            case "mediumint", "int" -> Types.INTEGER;
            case "bigint" -> Types.BIGINT;
            case "float" -> Types.REAL;
            case "double" -> Types.DOUBLE;
            case "decimal" -> Types.DECIMAL;
            case "bit" -> Types.BIT;
            case "char", "enum", "set" -> Types.CHAR;
            case "varchar" -> Types.VARCHAR;
            case "tinytext", "text", "mediumtext", "longtext", "json" -> Types.LONGVARCHAR;
            case "binary" -> Types.BINARY;
            case "varbinary" -> Types.VARBINARY;
            case "tinyblob", "blob", "mediumblob", "longblob" -> Types.LONGVARBINARY;
            case "date", "year" -> Types.DATE;
            case "time" -> Types.TIME;
            case "datetime", "timestamp" -> Types.TIMESTAMP;
            default -> Types.OTHER;
        };
    }
}
