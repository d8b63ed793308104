package dev.hoop.gateway.api.value;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One typed SQL value: a parameter, an array element or a metadata argument.
 *
 * <p>The set is closed, so that both ends of the protocol and every mask cover it whole. {@code toString} never shows the content.
 */
public sealed interface Value {
    /** Hands this value to the sink by the one method that fits it. */
    void writeTo(CellSink sink);

    /** The SQL NULL; its declared type stands in {@link Parameter}. */
    record Null() implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.nothing();
        }
    }

    record Bool(boolean value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.bool(value);
        }

        @Override
        public String toString() {
            return "Bool[…]";
        }
    }

    record Int64(long value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.int64(value);
        }

        @Override
        public String toString() {
            return "Int64[…]";
        }
    }

    record Float32(float value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.float32(value);
        }

        @Override
        public String toString() {
            return "Float32[…]";
        }
    }

    record Float64(double value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.float64(value);
        }

        @Override
        public String toString() {
            return "Float64[…]";
        }
    }

    record Decimal(BigDecimal value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.decimal(value);
        }

        @Override
        public String toString() {
            return "Decimal[…]";
        }
    }

    record Text(String value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.text(value);
        }

        @Override
        public String toString() {
            return "Text[…]";
        }
    }

    /** Binary data. The array is copied neither in nor out: whoever makes a {@code Bytes} gives the array away. */
    @SuppressWarnings("ArrayRecordComponent") // megabytes pass here; equality is by content, below
    record Bytes(byte[] value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.bytes(value);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Bytes[…]";
        }
    }

    record Date(LocalDate value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.date(value);
        }

        @Override
        public String toString() {
            return "Date[…]";
        }
    }

    record Time(LocalTime value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.time(value);
        }

        @Override
        public String toString() {
            return "Time[…]";
        }
    }

    record TimeWithOffset(OffsetTime value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.timeWithOffset(value);
        }

        @Override
        public String toString() {
            return "TimeWithOffset[…]";
        }
    }

    record Timestamp(LocalDateTime value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.timestamp(value);
        }

        @Override
        public String toString() {
            return "Timestamp[…]";
        }
    }

    record TimestampWithOffset(OffsetDateTime value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.timestampWithOffset(value);
        }

        @Override
        public String toString() {
            return "TimestampWithOffset[…]";
        }
    }

    /**
     * What {@code setTimestamp}, {@code setTime} and {@code setDate} mean: a wall clock and the zone in which the caller read it. The
     * database's own driver decides by the type of the parameter whether the wall clock or the instant counts, so both are kept. Only ever
     * a parameter: a cell is never of this kind.
     */
    record WallClock(LocalDateTime value, ZoneId zone) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.timestampWithOffset(value.atZone(zone).toOffsetDateTime());
        }

        @Override
        public String toString() {
            return "WallClock[…]";
        }
    }

    record Uuid(UUID value) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.uuid(value);
        }

        @Override
        public String toString() {
            return "Uuid[…]";
        }
    }

    /** An SQL array: the database's name of the element type, and elements that may be arrays or NULL themselves. */
    record Array(String elementTypeName, List<Value> elements) implements Value {
        public Array {
            elements = Collections.unmodifiableList(elements);
        }

        @Override
        public void writeTo(CellSink sink) {
            sink.array(this);
        }

        @Override
        public String toString() {
            return "Array[" + elements.size() + " elements]";
        }
    }

    /** A value of a type that only its database knows, as that database prints and reads it. */
    record Vendor(String typeName, String text) implements Value {
        @Override
        public void writeTo(CellSink sink) {
            sink.vendor(text);
        }

        @Override
        public String toString() {
            return "Vendor[" + typeName + "]";
        }
    }

    /**
     * Binary data that is kept outside the heap, as a parameter.
     *
     * @param length in bytes, or -1 where nobody has counted yet
     * @param digest the SHA-256 of the content in hexadecimal, or empty where nobody has computed it yet; equality goes by it
     */
    record LargeBytes(long length, String digest, Content<InputStream> content) implements Value {
        /** There is no cell of this kind: a cell comes as {@link LargeCell}. */
        @Override
        public void writeTo(CellSink sink) {
            throw new IllegalStateException("a large parameter is no cell");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof LargeBytes that && length == that.length && digest.equals(that.digest);
        }

        @Override
        public int hashCode() {
            return digest.hashCode();
        }

        @Override
        public String toString() {
            return "LargeBytes[" + length + " bytes]";
        }
    }

    /**
     * Character data that is kept outside the heap, as a parameter.
     *
     * @param length in UTF-16 units, as Java counts, or -1 where nobody has counted yet
     * @param digest the SHA-256 of the content in UTF-8, in hexadecimal, or empty where nobody has computed it yet; equality goes by it
     */
    record LargeText(long length, String digest, Content<Reader> content) implements Value {
        /** There is no cell of this kind: a cell comes as {@link LargeCell}. */
        @Override
        public void writeTo(CellSink sink) {
            throw new IllegalStateException("a large parameter is no cell");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof LargeText that && length == that.length && digest.equals(that.digest);
        }

        @Override
        public int hashCode() {
            return digest.hashCode();
        }

        @Override
        public String toString() {
            return "LargeText[" + length + " characters]";
        }
    }

    /**
     * Stands for a large value whose content travels in messages of its own. Only ever on the wire: each end puts the value itself in its
     * place.
     *
     * @param number which of the large values of a row or a request this is, counted from zero
     * @param length in bytes or UTF-16 units, or -1 where it is not known
     */
    record InPieces(Form form, int number, long length) implements Value {
        /** What the pieces are pieces of. */
        public enum Form {
            TEXT,
            BYTES
        }

        /** There is nothing to hand over here: the content comes later. */
        @Override
        public void writeTo(CellSink sink) {
            throw new IllegalStateException("the content of a large value was not put in its place");
        }
    }
}
