package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.wire.Pieces;
import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
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
                handOver(value, into);
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
                handOver(value, into);
            }
        };
    }

    private static void handOver(String value, CellSink into) {
        if (value.length() > Pieces.FROM) {
            into.large(StreamedCell.of(value));
        } else {
            into.text(value);
        }
    }

    private static void handOver(byte[] value, CellSink into) {
        if (value.length > Pieces.BYTES_OF_ROW_FROM) {
            into.large(StreamedCell.of(value));
        } else {
            into.bytes(value);
        }
    }

    /** Read in pieces where it is large. */
    static LargeReader blob() {
        return new LargeReader((from, column) -> {
            Blob value = from.getBlob(column);
            return value == null ? null : new LargeSource.Bytes(value.getBinaryStream(), value.length(), value::free);
        });
    }

    /** Read in pieces where it is large. Not asked for its length: some drivers find one only by reading all of it. */
    static LargeReader clob() {
        return new LargeReader((from, column) -> {
            Clob value = from.getClob(column);
            return value == null ? null : new LargeSource.Text(value.getCharacterStream(), value::free);
        });
    }

    static void requireWithin(long length, long limitBytes) throws OversizeException {
        if (length > limitBytes) {
            throw new OversizeException(limitBytes);
        }
    }
}
