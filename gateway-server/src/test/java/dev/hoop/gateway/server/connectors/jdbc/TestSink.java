package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the one cell it was given as a value. */
final class TestSink implements CellSink {
    private @Nullable Value kept;

    /** The cell; a second one before it was taken is a fault of the reader. */
    Value take() {
        Value taken = kept;
        if (taken == null) {
            throw new AssertionError("the reader gave no cell");
        }
        kept = null;
        return taken;
    }

    private void keep(Value value) {
        if (kept != null) {
            throw new AssertionError("the reader gave two cells for one");
        }
        kept = value;
    }

    @Override
    public void nothing() {
        keep(new Value.Null());
    }

    @Override
    public void bool(boolean value) {
        keep(new Value.Bool(value));
    }

    @Override
    public void int64(long value) {
        keep(new Value.Int64(value));
    }

    @Override
    public void float32(float value) {
        keep(new Value.Float32(value));
    }

    @Override
    public void float64(double value) {
        keep(new Value.Float64(value));
    }

    @Override
    public void decimal(BigDecimal value) {
        keep(new Value.Decimal(value));
    }

    @Override
    public void text(String value) {
        keep(new Value.Text(value));
    }

    @Override
    public void bytes(byte[] value) {
        keep(new Value.Bytes(value));
    }

    @Override
    public void date(LocalDate value) {
        keep(new Value.Date(value));
    }

    @Override
    public void time(LocalTime value) {
        keep(new Value.Time(value));
    }

    @Override
    public void timeWithOffset(OffsetTime value) {
        keep(new Value.TimeWithOffset(value));
    }

    @Override
    public void timestamp(LocalDateTime value) {
        keep(new Value.Timestamp(value));
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value) {
        keep(new Value.TimestampWithOffset(value));
    }

    @Override
    public void uuid(UUID value) {
        keep(new Value.Uuid(value));
    }

    @Override
    public void array(Value.Array value) {
        keep(value);
    }

    @Override
    public void vendor(String text) {
        keep(new Value.Vendor("", text));
    }
}
