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

/** Puts something of the same type in the place of a value. NULL stays NULL, unless the disguise says otherwise. Not thread-safe. */
interface Disguise {
    default void nothing(CellSink out) {
        out.nothing();
    }

    void bool(boolean value, CellSink out);

    void int64(long value, CellSink out);

    void float32(float value, CellSink out);

    void float64(double value, CellSink out);

    void decimal(BigDecimal value, CellSink out);

    void text(String value, CellSink out);

    void bytes(byte[] value, CellSink out);

    void date(LocalDate value, CellSink out);

    void time(LocalTime value, CellSink out);

    void timeWithOffset(OffsetTime value, CellSink out);

    void timestamp(LocalDateTime value, CellSink out);

    void timestampWithOffset(OffsetDateTime value, CellSink out);

    void uuid(UUID value, CellSink out);

    void array(Value.Array value, CellSink out);

    void vendor(String text, CellSink out);
}
