package dev.hoop.gateway.api.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.UUID;

/**
 * Takes one cell of a row. A reader calls exactly one method per cell.
 *
 * <p>Cells are pushed, not returned, so that a number or a text passes from the target through a mask to the socket without being
 * boxed. A mask is a sink in front of a sink. Not thread-safe.
 */
public interface CellSink {
    /** The SQL NULL. */
    void nothing();

    void bool(boolean value);

    /** Any integer type that fits 64 signed bits. */
    void int64(long value);

    void float32(float value);

    void float64(double value);

    /** An exact number; its scale is part of the value. */
    void decimal(BigDecimal value);

    /** Character data, and JSON and XML, which travel as their text. */
    void text(String value);

    /** Character data of ASCII alone, as its bytes; the callee does not keep the array. Whoever needs the text takes it as one. */
    default void ascii(byte[] value) {
        text(new String(value, StandardCharsets.US_ASCII));
    }

    /** Binary data; the callee does not keep the array. */
    void bytes(byte[] value);

    void date(LocalDate value);

    void time(LocalTime value);

    void timeWithOffset(OffsetTime value);

    /** A wall-clock timestamp without a zone, to the nanosecond. */
    void timestamp(LocalDateTime value);

    void timestampWithOffset(OffsetDateTime value);

    void uuid(UUID value);

    void array(Value.Array value);

    /** A value that no other method can hold (an interval, an enum, a range, {@code infinity}), as the database prints it. */
    void vendor(String text);

    /**
     * A value too large to be handed over whole. A sink that passes values on in pieces reads it later, before the next row; every other
     * sink, and so every mask, takes it whole here.
     */
    default void large(LargeCell cell) {
        byte[] whole = cell.whole();
        if (cell.form() == Value.InPieces.Form.TEXT) {
            text(new String(whole, StandardCharsets.UTF_8));
        } else {
            bytes(whole);
        }
    }
}
