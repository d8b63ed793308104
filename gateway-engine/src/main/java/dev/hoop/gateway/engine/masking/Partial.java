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

/** A disguise that treats some types in its own way and leaves the rest to redaction, which is what {@link #rest()} must be. */
interface Partial extends Disguise {
    Redaction rest();

    @Override
    default void bool(boolean value, CellSink out) {
        rest().bool(value, out);
    }

    @Override
    default void int64(long value, CellSink out) {
        rest().int64(value, out);
    }

    @Override
    default void float32(float value, CellSink out) {
        rest().float32(value, out);
    }

    @Override
    default void float64(double value, CellSink out) {
        rest().float64(value, out);
    }

    @Override
    default void decimal(BigDecimal value, CellSink out) {
        rest().decimal(value, out);
    }

    @Override
    default void text(String value, CellSink out) {
        rest().text(value, out);
    }

    @Override
    default void bytes(byte[] value, CellSink out) {
        rest().bytes(value, out);
    }

    @Override
    default void date(LocalDate value, CellSink out) {
        rest().date(value, out);
    }

    @Override
    default void time(LocalTime value, CellSink out) {
        rest().time(value, out);
    }

    @Override
    default void timeWithOffset(OffsetTime value, CellSink out) {
        rest().timeWithOffset(value, out);
    }

    @Override
    default void timestamp(LocalDateTime value, CellSink out) {
        rest().timestamp(value, out);
    }

    @Override
    default void timestampWithOffset(OffsetDateTime value, CellSink out) {
        rest().timestampWithOffset(value, out);
    }

    @Override
    default void uuid(UUID value, CellSink out) {
        rest().uuid(value, out);
    }

    @Override
    default void array(Value.Array value, CellSink out) {
        rest().array(value, out);
    }

    @Override
    default void vendor(String text, CellSink out) {
        rest().vendor(text, out);
    }
}
