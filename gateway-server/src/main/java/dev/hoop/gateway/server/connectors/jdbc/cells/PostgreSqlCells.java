package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.Pieces;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.postgresql.core.BaseConnection;

/**
 * PostgreSQL: types are told apart by name, because its driver gives one type code to {@code timestamp} and {@code timestamptz}, and one to
 * {@code bool} and {@code bit(n)}.
 */
public final class PostgreSqlCells implements CellReaders {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private final ZoneId zone;
    private final long limitBytes;

    /** The zone is the session's, in which the database would print instants. */
    public PostgreSqlCells(ZoneId zone, long limitBytes) {
        this.zone = zone;
        this.limitBytes = limitBytes;
    }

    @Override
    public CellReader of(Column column) {
        return switch (column.typeName()) {
            case "bool" -> PlainCells.BOOL;
            case "int2", "int4", "int8", "smallserial", "serial", "bigserial", "oid" -> PlainCells.INT64;
            case "float4" -> PlainCells.FLOAT32;
            case "float8" -> PlainCells.FLOAT64;
            case "money" -> PlainCells.VENDOR; // the driver announces a double and cannot read one
            case "numeric" -> PostgreSqlCells::numeric;
            case "text", "varchar", "bpchar" -> characters();
            case "char", "name", "json", "jsonb", "xml" -> PlainCells.text(limitBytes);
            case "bytea" -> PlainCells.bytes(limitBytes);
            case "date" -> PostgreSqlCells::date;
            case "time" -> PostgreSqlCells::time;
            case "timetz" -> PlainCells.TIME_WITH_OFFSET;
            case "timestamp" -> PostgreSqlCells::timestamp;
            case "timestamptz" -> this::instant;
            case "uuid" -> PlainCells.UUID_VALUE;
            default -> byCode(column);
        };
    }

    /** What has no name known here: enums are VARCHAR, arrays ARRAY, and everything else as the database prints it. */
    private CellReader byCode(Column column) {
        if (column.jdbcType() == Types.ARRAY && column.typeName().startsWith("_")) {
            String elements = column.typeName().substring(1);
            return (from, index, into) -> array(from, elements, from.getString(index), into);
        }
        return column.jdbcType() == Types.VARCHAR ? PlainCells.text(limitBytes) : PlainCells.VENDOR;
    }

    /** The driver hands the bytes of a text out as they came, and most are ASCII, which need no detour by a string. */
    private CellReader characters() {
        CellReader others = PlainCells.text(limitBytes);
        return (from, column, into) -> {
            byte[] value = from.getBytes(column);
            if (value == null) {
                into.nothing();
            } else if (value.length <= Pieces.FROM && isAscii(value)) {
                into.ascii(value);
            } else {
                others.read(from, column, into);
            }
        };
    }

    private static boolean isAscii(byte[] value) {
        int at = 0;
        for (; at + Long.BYTES <= value.length; at += Long.BYTES) {
            if (((long) EIGHT.get(value, at) & NOT_ASCII) != 0) {
                return false;
            }
        }
        for (; at < value.length; at++) {
            if (value[at] < 0) {
                return false;
            }
        }
        return true;
    }

    private void array(ResultSet from, String elements, String text, CellSink into) throws SQLException {
        if (text == null) {
            into.nothing();
        } else {
            PlainCells.requireWithin(text.length(), limitBytes);
            Value.Array array = PostgreSqlArray.parse(elements, text, zone);
            into.array(
                    PostgreSqlArray.isSpecial(array) && isEnum(from, elements) ? PostgreSqlArray.texts(array) : array);
        }
    }

    /** As the driver has it, which remembers what it has once looked up. */
    private static boolean isEnum(ResultSet from, String type) throws SQLException {
        return from.getStatement()
                        .getConnection()
                        .unwrap(BaseConnection.class)
                        .getTypeInfo()
                        .getSQLType(type)
                == Types.VARCHAR;
    }

    private static void numeric(ResultSet from, int column, CellSink into) throws SQLException {
        Object value = from.getObject(column);
        if (value == null) {
            into.nothing();
        } else if (value instanceof BigDecimal decimal) {
            into.decimal(decimal);
        } else {
            into.vendor(value.toString()); // NaN and the infinities
        }
    }

    private static void date(ResultSet from, int column, CellSink into) throws SQLException {
        LocalDate value = from.getObject(column, LocalDate.class);
        if (value == null) {
            into.nothing();
        } else if (value.equals(LocalDate.MAX) || value.equals(LocalDate.MIN)) {
            into.vendor(value.equals(LocalDate.MAX) ? "infinity" : "-infinity");
        } else {
            into.date(value);
        }
    }

    private static void time(ResultSet from, int column, CellSink into) throws SQLException {
        LocalTime value = from.getObject(column, LocalTime.class);
        if (value == null) {
            into.nothing();
        } else if (value.equals(LocalTime.MAX)) {
            into.vendor("24:00:00"); // which the driver makes into a time with nanoseconds; the database has none
        } else {
            into.time(value);
        }
    }

    private static void timestamp(ResultSet from, int column, CellSink into) throws SQLException {
        LocalDateTime value = from.getObject(column, LocalDateTime.class);
        if (value == null) {
            into.nothing();
        } else if (value.equals(LocalDateTime.MAX) || value.equals(LocalDateTime.MIN)) {
            into.vendor(value.equals(LocalDateTime.MAX) ? "infinity" : "-infinity");
        } else {
            into.timestamp(value);
        }
    }

    private void instant(ResultSet from, int column, CellSink into) throws SQLException {
        OffsetDateTime value = from.getObject(column, OffsetDateTime.class);
        if (value == null) {
            into.nothing();
        } else if (value.equals(OffsetDateTime.MAX) || value.equals(OffsetDateTime.MIN)) {
            into.vendor(value.equals(OffsetDateTime.MAX) ? "infinity" : "-infinity");
        } else {
            into.timestampWithOffset(value.withOffsetSameInstant(zone.getRules().getOffset(value.toInstant())));
        }
    }
}
