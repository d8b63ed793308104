package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.LargeCell;
import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Hands each cell to two sinks: the copy first, so that nothing passes that was not kept. Used again for every cell. Not thread-safe. */
final class TeeSink implements CellSink {
    private final UnaryOperator<LargeCell> largeCopy;
    private CellSink copy;
    private CellSink original;

    /** @param largeCopy makes of a large cell one that leaves a copy behind while it is read */
    TeeSink(CellSink copy, CellSink original, UnaryOperator<LargeCell> largeCopy) {
        this.copy = copy;
        this.original = original;
        this.largeCopy = largeCopy;
    }

    TeeSink between(CellSink nextCopy, CellSink nextOriginal) {
        copy = nextCopy;
        original = nextOriginal;
        return this;
    }

    @Override
    public void nothing() {
        copy.nothing();
        original.nothing();
    }

    @Override
    public void bool(boolean value) {
        copy.bool(value);
        original.bool(value);
    }

    @Override
    public void int64(long value) {
        copy.int64(value);
        original.int64(value);
    }

    @Override
    public void float32(float value) {
        copy.float32(value);
        original.float32(value);
    }

    @Override
    public void float64(double value) {
        copy.float64(value);
        original.float64(value);
    }

    @Override
    public void decimal(BigDecimal value) {
        copy.decimal(value);
        original.decimal(value);
    }

    @Override
    public void text(String value) {
        copy.text(value);
        original.text(value);
    }

    @Override
    public void bytes(byte[] value) {
        copy.bytes(value);
        original.bytes(value);
    }

    @Override
    public void date(LocalDate value) {
        copy.date(value);
        original.date(value);
    }

    @Override
    public void time(LocalTime value) {
        copy.time(value);
        original.time(value);
    }

    @Override
    public void timeWithOffset(OffsetTime value) {
        copy.timeWithOffset(value);
        original.timeWithOffset(value);
    }

    @Override
    public void timestamp(LocalDateTime value) {
        copy.timestamp(value);
        original.timestamp(value);
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value) {
        copy.timestampWithOffset(value);
        original.timestampWithOffset(value);
    }

    @Override
    public void uuid(UUID value) {
        copy.uuid(value);
        original.uuid(value);
    }

    @Override
    public void array(Value.Array value) {
        copy.array(value);
        original.array(value);
    }

    @Override
    public void large(LargeCell cell) {
        original.large(largeCopy.apply(cell));
    }

    @Override
    public void vendor(String text) {
        copy.vendor(text);
        original.vendor(text);
    }
}
