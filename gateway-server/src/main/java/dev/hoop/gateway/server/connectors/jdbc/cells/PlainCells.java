package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.UUID;

/** Readers for what every driver reads alike. */
final class PlainCells {
    static final CellReader BOOL = (from, column, into) -> {
        boolean value = from.getBoolean(column);
        if (from.wasNull()) {
            into.nothing();
        } else {
            into.bool(value);
        }
    };

    static final CellReader INT64 = (from, column, into) -> {
        long value = from.getLong(column);
        if (from.wasNull()) {
            into.nothing();
        } else {
            into.int64(value);
        }
    };

    static final CellReader FLOAT32 = (from, column, into) -> {
        float value = from.getFloat(column);
        if (from.wasNull()) {
            into.nothing();
        } else {
            into.float32(value);
        }
    };

    static final CellReader FLOAT64 = (from, column, into) -> {
        double value = from.getDouble(column);
        if (from.wasNull()) {
            into.nothing();
        } else {
            into.float64(value);
        }
    };

    static final CellReader DECIMAL = (from, column, into) -> {
        BigDecimal value = from.getBigDecimal(column);
        if (value == null) {
            into.nothing();
        } else {
            into.decimal(value);
        }
    };

    static final CellReader TIMESTAMP = (from, column, into) -> {
        LocalDateTime value = from.getObject(column, LocalDateTime.class);
        if (value == null) {
            into.nothing();
        } else {
            into.timestamp(value);
        }
    };

    static final CellReader TIMESTAMP_WITH_OFFSET = (from, column, into) -> {
        OffsetDateTime value = from.getObject(column, OffsetDateTime.class);
        if (value == null) {
            into.nothing();
        } else {
            into.timestampWithOffset(value);
        }
    };

    static final CellReader TIME_WITH_OFFSET = (from, column, into) -> {
        OffsetTime value = from.getObject(column, OffsetTime.class);
        if (value == null) {
            into.nothing();
        } else {
            into.timeWithOffset(value);
        }
    };

    static final CellReader UUID_VALUE = (from, column, into) -> {
        UUID value = from.getObject(column, UUID.class);
        if (value == null) {
            into.nothing();
        } else {
            into.uuid(value);
        }
    };

    static final CellReader VENDOR = (from, column, into) -> {
        String text = from.getString(column);
        if (text == null) {
            into.nothing();
        } else {
            into.vendor(text);
        }
    };

    private PlainCells() {}

    static CellReader text(long limitBytes) {
        return (from, column, into) -> {
            String value = from.getString(column);
            if (value == null) {
                into.nothing();
            } else {
                requireWithin(value.length(), limitBytes);
                into.text(value);
            }
        };
    }

    static CellReader bytes(long limitBytes) {
        return (from, column, into) -> {
            byte[] value = from.getBytes(column);
            if (value == null) {
                into.nothing();
            } else {
                requireWithin(value.length, limitBytes);
                into.bytes(value);
            }
        };
    }

    /** Asks for the length before the content. */
    static CellReader blob(long limitBytes) {
        return (from, column, into) -> readBlob(from, column, into, limitBytes);
    }

    /** Asks for the length before the content. */
    static CellReader clob(long limitBytes) {
        return (from, column, into) -> readClob(from, column, into, limitBytes);
    }

    private static void readBlob(ResultSet from, int column, CellSink into, long limitBytes) throws SQLException {
        Blob value = from.getBlob(column);
        if (value == null) {
            into.nothing();
            return;
        }
        try {
            long length = value.length();
            requireWithin(length, limitBytes);
            into.bytes(length == 0 ? new byte[0] : value.getBytes(1, (int) length));
        } finally {
            value.free();
        }
    }

    private static void readClob(ResultSet from, int column, CellSink into, long limitBytes) throws SQLException {
        Clob value = from.getClob(column);
        if (value == null) {
            into.nothing();
            return;
        }
        try {
            into.text(characters(value, limitBytes));
        } finally {
            value.free();
        }
    }

    /** Not by {@code length()}: some drivers find a length only by reading all of it. */
    private static String characters(Clob value, long limitBytes) throws SQLException {
        StringWriter whole = new StringWriter();
        char[] part = new char[8192];
        try (Reader content = value.getCharacterStream()) {
            for (int count = content.read(part); count >= 0; count = content.read(part)) {
                whole.write(part, 0, count);
                requireWithin(whole.getBuffer().length(), limitBytes);
            }
        } catch (java.io.IOException e) {
            throw new SQLException("reading a character value broke off", "58030", e);
        }
        return whole.toString();
    }

    static void requireWithin(long length, long limitBytes) throws OversizeException {
        if (length > limitBytes) {
            throw new OversizeException(limitBytes);
        }
    }
}
