package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Column;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGResultSetMetaData;

/** Describes columns by everything a driver tells of them, the base table and column included where it knows them. */
public final class Columns {
    private Columns() {}

    public static List<Column> of(ResultSetMetaData described) throws SQLException {
        List<Column> columns = new ArrayList<>(described.getColumnCount());
        for (int i = 1; i <= described.getColumnCount(); i++) {
            columns.add(column(described, i));
        }
        return columns;
    }

    /**
     * The same of an answer about the database. PostgreSQL's driver cannot describe the columns of one that it made without asking, which is
     * empty: those get numbers for names.
     */
    public static List<Column> ofMetadata(ResultSetMetaData described) throws SQLException {
        try {
            return of(described);
        } catch (NullPointerException e) {
            return IntStream.rangeClosed(1, described.getColumnCount())
                    .mapToObj(i -> nameless("column " + i))
                    .toList();
        }
    }

    private static Column nameless(String label) {
        int unknown = ResultSetMetaData.columnNullableUnknown;
        return new Column(label, label, "", "", "", Types.VARCHAR, "", "java.lang.String", 0, 0, 0, unknown, 0);
    }

    private static Column column(ResultSetMetaData from, int i) throws SQLException {
        String label = text(from.getColumnLabel(i));
        String name = text(from.getColumnName(i));
        String table = text(from.getTableName(i));
        String schema = text(from.getSchemaName(i));
        if (from instanceof PGResultSetMetaData base) { // its standard methods answer with the label and no schema
            String baseName = text(base.getBaseColumnName(i));
            name = baseName.isEmpty() ? name : baseName;
            table = text(base.getBaseTableName(i));
            schema = text(base.getBaseSchemaName(i));
        }
        return new Column(
                label,
                name,
                table,
                schema,
                text(from.getCatalogName(i)),
                from.getColumnType(i),
                text(from.getColumnTypeName(i)),
                text(from.getColumnClassName(i)),
                from.getPrecision(i),
                from.getScale(i),
                from.getColumnDisplaySize(i),
                from.isNullable(i),
                traits(from, i));
    }

    private static int traits(ResultSetMetaData from, int i) throws SQLException {
        return (from.isAutoIncrement(i) ? Column.TRAIT_AUTO_INCREMENT : 0)
                | (from.isCaseSensitive(i) ? Column.TRAIT_CASE_SENSITIVE : 0)
                | (from.isSearchable(i) ? Column.TRAIT_SEARCHABLE : 0)
                | (from.isCurrency(i) ? Column.TRAIT_CURRENCY : 0)
                | (from.isSigned(i) ? Column.TRAIT_SIGNED : 0)
                | (from.isReadOnly(i) ? Column.TRAIT_READ_ONLY : 0);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
