package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.conversion.Product;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An SQL array in memory; elements may be arrays or NULL themselves. */
public final class ValueArray implements Array {
    private final Value.Array value;
    private final Cells cells;
    private boolean freed;

    public ValueArray(Value.Array value, Cells cells) {
        this.value = value;
        this.cells = cells;
    }

    /** What a parameter of this array carries. */
    public Value.Array value() {
        return value;
    }

    @Override
    public String getBaseTypeName() throws SQLException {
        check();
        return value.elementTypeName();
    }

    @Override
    public int getBaseType() throws SQLException {
        check();
        return ElementTypes.jdbcType(value);
    }

    @Override
    public Object getArray() throws SQLException {
        check();
        return cells.elements(value);
    }

    @Override
    public Object getArray(@Nullable Map<String, Class<?>> map) throws SQLException {
        return getArray();
    }

    @Override
    public Object getArray(long index, int count) throws SQLException {
        return cells.elements(slice(index, count));
    }

    @Override
    public Object getArray(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getArray(index, count);
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        check();
        return result(value, 1);
    }

    @Override
    public ResultSet getResultSet(@Nullable Map<String, Class<?>> map) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        return result(slice(index, count), index);
    }

    @Override
    public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getResultSet(index, count);
    }

    @Override
    public void free() {
        freed = true;
    }

    private ResultSet result(Value.Array part, long first) throws SQLException {
        List<Value[]> rows = new ArrayList<>();
        for (int i = 0; i < part.elements().size(); i++) {
            rows.add(new Value[] {new Value.Int64(first + i), part.elements().get(i)});
        }
        List<Column> columns =
                List.of(column("INDEX", Types.INTEGER, "INTEGER", "java.lang.Integer"), elementColumn(part));
        return RowsResultSet.inMemory(columns, rows, cells);
    }

    /** PostgreSQL's arrays name what their innermost elements are, whatever their dimensions; an array of those has an underscore before that. */
    private Column elementColumn(Value.Array part) {
        boolean nested = part.elements().stream().anyMatch(Value.Array.class::isInstance);
        int type = nested ? Types.ARRAY : ElementTypes.jdbcType(part);
        String name = part.elementTypeName();
        boolean prefixed = nested && cells.product() == Product.POSTGRESQL;
        return column("VALUE", type, prefixed ? "_" + name : name, ElementTypes.className(type));
    }

    private static Column column(String label, int type, String typeName, String className) {
        return new Column(
                label,
                label,
                "",
                "",
                "",
                type,
                typeName,
                className,
                0,
                0,
                0,
                ResultSetMetaData.columnNullableUnknown,
                0);
    }

    private Value.Array slice(long index, int count) throws SQLException {
        check();
        int size = value.elements().size();
        if (index < 1 || count < 0 || index - 1 > size - (long) count) {
            throw CallerErrors.badArgument(
                    "elements %d to %d are outside an array of %d".formatted(index, index + count - 1, size));
        }
        return new Value.Array(
                value.elementTypeName(), value.elements().subList((int) index - 1, (int) index - 1 + count));
    }

    private void check() throws SQLException {
        if (freed) {
            throw CallerErrors.closed("Array");
        }
    }

    /** As the database prints the array. */
    @Override
    public String toString() {
        return cells.texts().text(value, value.elementTypeName(), 0);
    }
}
