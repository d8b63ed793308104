package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.OutParameter;
import dev.hoop.gateway.engine.Rows;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The OUT parameters of a call as one row, in the order of their indexes; a column's label is the index. */
public final class OutParameters implements Rows {
    private final List<Column> columns;
    private final List<Value> values;
    private final List<ResultSet> cursors;
    private boolean stepped;

    private OutParameters(List<Column> columns, List<Value> values, List<ResultSet> cursors) {
        this.columns = List.copyOf(columns);
        this.values = values;
        this.cursors = cursors;
    }

    public static OutParameters of(CallableStatement call, List<OutParameter> outs) throws SQLException {
        List<Column> columns = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        List<ResultSet> cursors = new ArrayList<>();
        for (OutParameter out :
                outs.stream().sorted((a, b) -> a.index() - b.index()).toList()) {
            Object value = call.getObject(out.index());
            if (value instanceof ResultSet rows) {
                cursors.add(rows);
                values.add(new Value.Vendor("refcursor", ""));
                columns.add(column(out, "refcursor", ResultSet.class.getName()));
            } else {
                values.add(JavaValues.value(out.typeName(), value));
                columns.add(column(out, out.typeName(), ""));
            }
        }
        return new OutParameters(columns, values, cursors);
    }

    /** The rows of the parameters that are cursors, in the order of their indexes. */
    public List<ResultSet> cursors() {
        return List.copyOf(cursors);
    }

    private static Column column(OutParameter out, String typeName, String className) {
        String index = Integer.toString(out.index());
        return new Column(
                index,
                index,
                "",
                "",
                "",
                out.jdbcType(),
                typeName,
                className,
                0,
                Math.max(0, out.scale()),
                0,
                ResultSetMetaData.columnNullableUnknown,
                Column.TRAIT_SIGNED);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        boolean isFirst = !stepped;
        stepped = true;
        return isFirst;
    }

    @Override
    public void read(int column, CellSink sink) {
        values.get(column).writeTo(sink);
    }

    @Override
    public void close() {}
}
