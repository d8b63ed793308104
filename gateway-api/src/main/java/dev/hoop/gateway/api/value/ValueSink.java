package dev.hoop.gateway.api.value;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.UUID;

/** Keeps the last cell it was handed as a {@link Value}. Not thread-safe. */
public final class ValueSink implements CellSink {
    private Value last = new Value.Null();

    /** Holds NULL until the first cell comes. */
    public ValueSink() {}

    /** The cell handed over last. */
    public Value value() {
        return last;
    }

    @Override
    public void nothing() {
        last = new Value.Null();
    }

    @Override
    public void bool(boolean value) {
        last = new Value.Bool(value);
    }

    @Override
    public void int64(long value) {
        last = new Value.Int64(value);
    }

    @Override
    public void float32(float value) {
        last = new Value.Float32(value);
    }

    @Override
    public void float64(double value) {
        last = new Value.Float64(value);
    }

    @Override
    public void decimal(BigDecimal value) {
        last = new Value.Decimal(value);
    }

    @Override
    public void text(String value) {
        last = new Value.Text(value);
    }

    @Override
    public void date(LocalDate value) {
        last = new Value.Date(value);
    }

    @Override
    public void time(LocalTime value) {
        last = new Value.Time(value);
    }

    @Override
    public void timeWithOffset(OffsetTime value) {
        last = new Value.TimeWithOffset(value);
    }

    @Override
    public void timestamp(LocalDateTime value) {
        last = new Value.Timestamp(value);
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value) {
        last = new Value.TimestampWithOffset(value);
    }

    @Override
    public void uuid(UUID value) {
        last = new Value.Uuid(value);
    }

    @Override
    public void bytes(byte[] value) {
        last = new Value.Bytes(value.clone());
    }

    @Override
    public void array(Value.Array value) {
        last = value;
    }

    @Override
    public void vendor(String text) {
        last = new Value.Vendor("", text);
    }
}
