package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.UUID;

/** A sink in front of a sink: every value goes through the disguise. One per column, used again for each row. */
final class MaskingSink implements CellSink {
    private final Disguise disguise;
    private CellSink out = this; // set before each cell

    MaskingSink(Disguise disguise) {
        this.disguise = disguise;
    }

    MaskingSink before(CellSink next) {
        out = next;
        return this;
    }

    @Override
    public void nothing() {
        disguise.nothing(out);
    }

    @Override
    public void bool(boolean value) {
        disguise.bool(value, out);
    }

    @Override
    public void int64(long value) {
        disguise.int64(value, out);
    }

    @Override
    public void float32(float value) {
        disguise.float32(value, out);
    }

    @Override
    public void float64(double value) {
        disguise.float64(value, out);
    }

    @Override
    public void decimal(BigDecimal value) {
        disguise.decimal(value, out);
    }

    @Override
    public void text(String value) {
        disguise.text(value, out);
    }

    @Override
    public void bytes(byte[] value) {
        disguise.bytes(value, out);
    }

    @Override
    public void date(LocalDate value) {
        disguise.date(value, out);
    }

    @Override
    public void time(LocalTime value) {
        disguise.time(value, out);
    }

    @Override
    public void timeWithOffset(OffsetTime value) {
        disguise.timeWithOffset(value, out);
    }

    @Override
    public void timestamp(LocalDateTime value) {
        disguise.timestamp(value, out);
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value) {
        disguise.timestampWithOffset(value, out);
    }

    @Override
    public void uuid(UUID value) {
        disguise.uuid(value, out);
    }

    @Override
    public void array(Value.Array value) {
        disguise.array(value, out);
    }

    @Override
    public void vendor(String value) {
        disguise.vendor(value, out);
    }
}
