package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;

/** MySQL and MariaDB: unsigned integers, zero dates, times of more than a day, and TINYINT(1) that holds more than a boolean. */
public final class MySqlCells implements CellReaders {
    private final long limitBytes;

    public MySqlCells(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public CellReader of(Column column) {
        String type = column.typeName().toUpperCase(Locale.ROOT);
        if (type.equals("UUID")) {
            return PlainCells.UUID_VALUE;
        }
        if (type.equals("YEAR")) {
            return PlainCells.INT64; // announced as a date
        }
        if (type.startsWith("BIGINT") && type.contains("UNSIGNED")) {
            return MySqlCells::unsignedLong;
        }
        return switch (column.jdbcType()) {
            case Types.BIT, Types.BOOLEAN ->
                column.className().equals("[B") || column.className().equals("byte[]")
                        ? PlainCells.bytes(limitBytes)
                        : type.equals("BIT") ? PlainCells.BOOL : MySqlCells::smallBoolean;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> PlainCells.INT64;
            case Types.REAL -> PlainCells.FLOAT32;
            case Types.FLOAT, Types.DOUBLE -> PlainCells.FLOAT64;
            case Types.NUMERIC, Types.DECIMAL -> PlainCells.DECIMAL;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> PlainCells.bytes(limitBytes);
            case Types.DATE -> MySqlCells::date;
            case Types.TIME -> MySqlCells::time;
            case Types.TIMESTAMP -> MySqlCells::timestamp;
            case Types.NULL -> (from, index, into) -> into.nothing();
            default -> PlainCells.text(limitBytes);
        };
    }

    /** TINYINT(1) is announced as a boolean and may hold 2. */
    private static void smallBoolean(ResultSet from, int column, CellSink into) throws SQLException {
        long value = from.getLong(column);
        if (from.wasNull()) {
            into.nothing();
        } else if (value == 0 || value == 1) {
            into.bool(value == 1);
        } else {
            into.int64(value);
        }
    }

    private static void unsignedLong(ResultSet from, int column, CellSink into) throws SQLException {
        BigDecimal value = from.getBigDecimal(column);
        if (value == null) {
            into.nothing();
        } else {
            JavaValues.integer(value.toBigInteger()).writeTo(into);
        }
    }

    /** As text: for 0000-00-00 and its like the driver answers as if it were NULL, or fails. */
    private static void date(ResultSet from, int column, CellSink into) throws SQLException {
        String text = from.getString(column);
        if (text == null) {
            into.nothing();
            return;
        }
        try {
            into.date(LocalDate.parse(text));
        } catch (DateTimeException e) {
            into.vendor(text);
        }
    }

    private static void timestamp(ResultSet from, int column, CellSink into) throws SQLException {
        LocalDateTime value = parsedTimestamp(from, column);
        if (value != null) {
            into.timestamp(value);
            return;
        }
        String text = from.getString(column);
        if (text == null) {
            into.nothing();
        } else {
            into.vendor(text);
        }
    }

    private static @org.jspecify.annotations.Nullable LocalDateTime parsedTimestamp(ResultSet from, int column) {
        try {
            return from.getObject(column, LocalDateTime.class);
        } catch (SQLException e) {
            return null; // a date that no calendar has; the text is read next, and fails if the connection did
        }
    }

    private static void time(ResultSet from, int column, CellSink into) throws SQLException {
        String text = from.getString(column);
        if (text == null) {
            into.nothing();
            return;
        }
        try {
            into.time(LocalTime.parse(text));
        } catch (DateTimeException e) {
            into.vendor(text); // negative, or more than a day
        }
    }
}
