package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.api.value.Value;
import java.util.stream.Collectors;

/** Values as exact text: different values of one type never look alike. */
final class Shown {
    private Shown() {}

    static String text(Value value) {
        if (value instanceof Value.Null) {
            return "NULL";
        } else if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.value());
        } else if (value instanceof Value.Int64 number) {
            return Long.toString(number.value());
        } else if (value instanceof Value.Float32 number) {
            return Float.toString(number.value());
        } else if (value instanceof Value.Float64 number) {
            return Double.toString(number.value());
        } else if (value instanceof Value.Decimal number) {
            return number.value().toString();
        } else if (value instanceof Value.Text text) {
            return text.value();
        } else if (value instanceof Value.Date date) {
            return date.value().toString();
        } else if (value instanceof Value.Time time) {
            return time.value().toString();
        } else if (value instanceof Value.TimeWithOffset time) {
            return time.value().toString();
        } else if (value instanceof Value.Timestamp timestamp) {
            return timestamp.value().toString();
        } else if (value instanceof Value.TimestampWithOffset timestamp) {
            return timestamp.value().toString();
        } else if (value instanceof Value.WallClock clock) {
            return clock.value() + " " + clock.zone();
        } else if (value instanceof Value.Uuid uuid) {
            return uuid.value().toString();
        } else if (value instanceof Value.Vendor vendor) {
            return vendor.text();
        } else if (value instanceof Value.Array array) {
            return array.elements().stream().map(Shown::text).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Value.Bytes bytes) {
            return bytes.value().length + " bytes";
        } else if (value instanceof Value.LargeBytes bytes) {
            return "%d bytes, SHA-256 %s".formatted(bytes.length(), bytes.digest());
        } else if (value instanceof Value.LargeText text) {
            return "%d characters, SHA-256 %s".formatted(text.length(), text.digest());
        }
        throw new IllegalStateException("a value of no known sort: " + value.getClass());
    }
}
