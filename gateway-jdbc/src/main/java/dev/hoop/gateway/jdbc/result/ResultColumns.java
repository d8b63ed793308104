package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.jdbc.conversion.Product;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a result, as the gateway described them after masking. */
public final class ResultColumns implements ResultSetMetaData {
    private final List<Column> columns;
    private final Product product;
    private @Nullable Map<String, Integer> byLabel;

    public ResultColumns(List<Column> columns, Product product) {
        this.columns = List.copyOf(columns);
        this.product = product;
    }

    Column column(int index) throws SQLException {
        if (index < 1 || index > columns.size()) {
            throw CallerErrors.noSuchColumn(index, columns.size());
        }
        return columns.get(index - 1);
    }

    /**
     * The index of the first column of that label, or else of that name; case does not count, as JDBC wants it. The drivers of MariaDB and H2
     * take the table's name and a dot before it, too.
     */
    int find(String label) throws SQLException {
        Map<String, Integer> known = byLabel;
        if (known == null) {
            known = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                known.putIfAbsent(columns.get(i).label().toLowerCase(Locale.ROOT), i + 1);
            }
            for (int i = 0; i < columns.size(); i++) {
                known.putIfAbsent(columns.get(i).name().toLowerCase(Locale.ROOT), i + 1);
            }
            if (product == Product.MARIADB || product == Product.H2) {
                for (int i = 0; i < columns.size(); i++) {
                    known.putIfAbsent(ofTable(columns.get(i)).toLowerCase(Locale.ROOT), i + 1);
                }
            }
            byLabel = known;
        }
        Integer index = label == null ? null : known.get(label);
        if (index == null && label != null) {
            index = known.get(label.toLowerCase(Locale.ROOT));
        }
        if (index == null) {
            throw CallerErrors.noSuchColumn(String.valueOf(label));
        }
        return index;
    }

    private String ofTable(Column column) {
        return column.table() + '.' + (product == Product.H2 ? column.name() : column.label());
    }

    @Override
    public int getColumnCount() {
        return columns.size();
    }

    @Override
    public boolean isAutoIncrement(int index) throws SQLException {
        return column(index).has(Column.TRAIT_AUTO_INCREMENT);
    }

    @Override
    public boolean isCaseSensitive(int index) throws SQLException {
        return column(index).has(Column.TRAIT_CASE_SENSITIVE);
    }

    @Override
    public boolean isSearchable(int index) throws SQLException {
        return column(index).has(Column.TRAIT_SEARCHABLE);
    }

    @Override
    public boolean isCurrency(int index) throws SQLException {
        return column(index).has(Column.TRAIT_CURRENCY);
    }

    @Override
    public int isNullable(int index) throws SQLException {
        return column(index).nullable();
    }

    @Override
    public boolean isSigned(int index) throws SQLException {
        return column(index).has(Column.TRAIT_SIGNED);
    }

    @Override
    public int getColumnDisplaySize(int index) throws SQLException {
        return column(index).displaySize();
    }

    @Override
    public String getColumnLabel(int index) throws SQLException {
        return column(index).label();
    }

    /** PostgreSQL's own driver answers with the label, and applications written for it look columns up by that. */
    @Override
    public String getColumnName(int index) throws SQLException {
        return product == Product.POSTGRESQL
                ? column(index).label()
                : column(index).name();
    }

    @Override
    public String getSchemaName(int index) throws SQLException {
        return product == Product.POSTGRESQL ? "" : column(index).schema();
    }

    @Override
    public int getPrecision(int index) throws SQLException {
        return column(index).precision();
    }

    @Override
    public int getScale(int index) throws SQLException {
        return column(index).scale();
    }

    @Override
    public String getTableName(int index) throws SQLException {
        return column(index).table();
    }

    @Override
    public String getCatalogName(int index) throws SQLException {
        return column(index).catalog();
    }

    @Override
    public int getColumnType(int index) throws SQLException {
        return column(index).jdbcType();
    }

    @Override
    public String getColumnTypeName(int index) throws SQLException {
        return column(index).typeName();
    }

    @Override
    public boolean isReadOnly(int index) throws SQLException {
        return column(index).has(Column.TRAIT_READ_ONLY);
    }

    /** Never: results are read-only by design. */
    @Override
    public boolean isWritable(int index) throws SQLException {
        column(index);
        return false;
    }

    @Override
    public boolean isDefinitelyWritable(int index) throws SQLException {
        return isWritable(index);
    }

    @Override
    public String getColumnClassName(int index) throws SQLException {
        return column(index).className();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Wrappers.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
