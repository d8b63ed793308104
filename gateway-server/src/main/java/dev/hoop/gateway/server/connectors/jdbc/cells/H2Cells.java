package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;

/** H2: a UUID is announced as BINARY, JSON, ENUM, INTERVAL and ROW as types of its own, DECFLOAT may be no number. */
public final class H2Cells implements CellReaders {
    private final long limitBytes;

    public H2Cells(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public CellReader of(Column column) {
        String type = column.typeName().toUpperCase(Locale.ROOT);
        if (type.equals("UUID")) {
            return PlainCells.UUID_VALUE;
        }
        if (type.startsWith("DECFLOAT")) {
            return H2Cells::decimalFloat;
        }
        if (type.startsWith("JSON") || type.startsWith("ENUM")) {
            return PlainCells.text(limitBytes);
        }
        if (type.startsWith("INTERVAL") || type.startsWith("GEOMETRY") || type.startsWith("ROW")) {
            return PlainCells.VENDOR;
        }
        return switch (column.jdbcType()) {
            case Types.BOOLEAN, Types.BIT -> PlainCells.BOOL;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> PlainCells.INT64;
            case Types.REAL -> PlainCells.FLOAT32;
            case Types.FLOAT, Types.DOUBLE -> PlainCells.FLOAT64;
            case Types.NUMERIC, Types.DECIMAL -> PlainCells.DECIMAL;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                PlainCells.text(limitBytes);
            case Types.CLOB, Types.NCLOB -> PlainCells.clob();
            case Types.BLOB -> PlainCells.blob();
            // a serialised object stays bytes: nothing here is ever deserialised
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.JAVA_OBJECT -> PlainCells.bytes(limitBytes);
            case Types.DATE -> H2Cells::date;
            case Types.TIME -> H2Cells::time;
            case Types.TIMESTAMP -> PlainCells.TIMESTAMP;
            case Types.TIME_WITH_TIMEZONE -> PlainCells.TIME_WITH_OFFSET;
            case Types.TIMESTAMP_WITH_TIMEZONE -> PlainCells.TIMESTAMP_WITH_OFFSET;
            case Types.ARRAY -> this::array;
            case Types.NULL -> (from, index, into) -> into.nothing();
            default -> PlainCells.VENDOR;
        };
    }

    private static void date(ResultSet from, int column, CellSink into) throws SQLException {
        LocalDate value = from.getObject(column, LocalDate.class);
        if (value == null) {
            into.nothing();
        } else {
            into.date(value);
        }
    }

    private static void time(ResultSet from, int column, CellSink into) throws SQLException {
        LocalTime value = from.getObject(column, LocalTime.class);
        if (value == null) {
            into.nothing();
        } else {
            into.time(value);
        }
    }

    private static void decimalFloat(ResultSet from, int column, CellSink into) throws SQLException {
        String text = from.getString(column);
        if (text == null) {
            into.nothing();
        } else if (text.equals("NaN") || text.endsWith("Infinity")) {
            into.vendor(text);
        } else {
            into.decimal(new BigDecimal(text));
        }
    }

    private void array(ResultSet from, int column, CellSink into) throws SQLException {
        Array value = from.getArray(column);
        if (value == null) {
            into.nothing();
            return;
        }
        try {
            into.array(JavaValues.array(value.getBaseTypeName(), (Object[]) value.getArray()));
        } finally {
            value.free();
        }
    }
}
