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
    private boolean stepped;

    private OutParameters(List<Column> columns, List<Value> values) {
        this.columns = List.copyOf(columns);
        this.values = values;
    }

    public static OutParameters of(CallableStatement call, List<OutParameter> outs) throws SQLException {
        List<Column> columns = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (OutParameter out :
                outs.stream().sorted((a, b) -> a.index() - b.index()).toList()) {
            Object value = call.getObject(out.index());
            if (value instanceof ResultSet rows) {
                rows.close();
                throw new SQLException("a cursor as an OUT parameter is not supported through the gateway", "HYC00");
            }
            values.add(JavaValues.value(out.typeName(), value));
            columns.add(column(out));
        }
        return new OutParameters(columns, values);
    }

    private static Column column(OutParameter out) {
        String index = Integer.toString(out.index());
        return new Column(
                index,
                index,
                "",
                "",
                "",
                out.jdbcType(),
                out.typeName(),
                "",
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
