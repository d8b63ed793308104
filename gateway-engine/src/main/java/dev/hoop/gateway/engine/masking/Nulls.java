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

/** Makes NULL of every value. */
final class Nulls implements Disguise {
    @Override
    public void bool(boolean value, CellSink out) {
        out.nothing();
    }

    @Override
    public void int64(long value, CellSink out) {
        out.nothing();
    }

    @Override
    public void float32(float value, CellSink out) {
        out.nothing();
    }

    @Override
    public void float64(double value, CellSink out) {
        out.nothing();
    }

    @Override
    public void decimal(BigDecimal value, CellSink out) {
        out.nothing();
    }

    @Override
    public void text(String value, CellSink out) {
        out.nothing();
    }

    @Override
    public void bytes(byte[] value, CellSink out) {
        out.nothing();
    }

    @Override
    public void date(LocalDate value, CellSink out) {
        out.nothing();
    }

    @Override
    public void time(LocalTime value, CellSink out) {
        out.nothing();
    }

    @Override
    public void timeWithOffset(OffsetTime value, CellSink out) {
        out.nothing();
    }

    @Override
    public void timestamp(LocalDateTime value, CellSink out) {
        out.nothing();
    }

    @Override
    public void timestampWithOffset(OffsetDateTime value, CellSink out) {
        out.nothing();
    }

    @Override
    public void uuid(UUID value, CellSink out) {
        out.nothing();
    }

    @Override
    public void array(Value.Array value, CellSink out) {
        out.nothing();
    }

    @Override
    public void vendor(String value, CellSink out) {
        out.nothing();
    }
}
