package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * Reads values as java.time. What has no zone in the database is read in the caller's zone where a zone is asked for, and what has one is
 * shown on the caller's clock where none is: the same as the databases' own drivers do.
 */
public final class Times {
    /** The forms in which databases print dates and times. */
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .appendOptional(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendOptional(new DateTimeFormatterBuilder()
                    .optionalStart()
                    .appendLiteral(' ')
                    .optionalEnd()
                    .optionalStart()
                    .appendLiteral('T')
                    .optionalEnd()
                    .appendValue(ChronoField.HOUR_OF_DAY, 2)
                    .appendLiteral(':')
                    .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
                    .optionalStart()
                    .appendLiteral(':')
                    .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .toFormatter(Locale.ROOT))
            .appendOptional(DateTimeFormatter.ofPattern("XXX", Locale.ROOT))
            .appendOptional(DateTimeFormatter.ofPattern("X", Locale.ROOT))
            .toFormatter(Locale.ROOT);

    private Times() {}

    public static LocalDate date(Value value, ZoneId zone) throws SQLException {
        if (value instanceof Value.Date date) {
            return date.value();
        } else if (value instanceof Value.Timestamp timestamp) {
            return timestamp.value().toLocalDate();
        } else if (value instanceof Value.TimestampWithOffset timestamp) {
            return timestamp.value().atZoneSameInstant(zone).toLocalDate();
        } else if (isInfinite(value)) {
            return isPositive(value) ? LocalDate.MAX : LocalDate.MIN;
        }
        return parsed(value, "LocalDate", parts -> LocalDate.from(parts));
    }

    public static LocalTime time(Value value, ZoneId zone) throws SQLException {
        if (value instanceof Value.Time time) {
            return time.value();
        } else if (value instanceof Value.TimeWithOffset time) {
            return time.value().toLocalTime();
        } else if (value instanceof Value.Timestamp timestamp) {
            return timestamp.value().toLocalTime();
        } else if (value instanceof Value.TimestampWithOffset timestamp) {
            return timestamp.value().atZoneSameInstant(zone).toLocalTime();
        }
        return parsed(value, "LocalTime", parts -> LocalTime.from(parts));
    }

    public static LocalDateTime timestamp(Value value, ZoneId zone) throws SQLException {
        if (value instanceof Value.Timestamp timestamp) {
            return timestamp.value();
        } else if (value instanceof Value.TimestampWithOffset timestamp) {
            return timestamp.value().atZoneSameInstant(zone).toLocalDateTime();
        } else if (value instanceof Value.Date date) {
            return date.value().atStartOfDay();
        } else if (value instanceof Value.Time || value instanceof Value.TimeWithOffset) {
            return time(value, zone).atDate(LocalDate.EPOCH);
        } else if (isInfinite(value)) {
            return isPositive(value) ? LocalDateTime.MAX : LocalDateTime.MIN;
        }
        return parsed(
                value,
                "LocalDateTime",
                parts -> parts.query(TemporalQueries.localTime()) == null
                        ? LocalDate.from(parts).atStartOfDay()
                        : LocalDateTime.from(parts));
    }

    public static OffsetDateTime timestampWithOffset(Value value, ZoneId zone) throws SQLException {
        if (value instanceof Value.TimestampWithOffset timestamp) {
            return timestamp.value();
        } else if (isInfinite(value)) {
            return isPositive(value) ? OffsetDateTime.MAX : OffsetDateTime.MIN;
        } else if (isText(value)) {
            return parsed(value, "OffsetDateTime", parts -> OffsetDateTime.from(parts));
        }
        return timestamp(value, zone).atZone(zone).toOffsetDateTime();
    }

    public static OffsetTime timeWithOffset(Value value, ZoneId zone) throws SQLException {
        if (value instanceof Value.TimeWithOffset time) {
            return time.value();
        } else if (value instanceof Value.TimestampWithOffset timestamp) {
            return timestamp.value().toOffsetTime();
        } else if (isText(value)) {
            return parsed(value, "OffsetTime", parts -> OffsetTime.from(parts));
        }
        LocalTime time = time(value, zone);
        return time.atOffset(zone.getRules().getOffset(time.atDate(LocalDate.EPOCH)));
    }

    public static Instant instant(Value value, ZoneId zone) throws SQLException {
        if (isInfinite(value)) {
            return isPositive(value) ? Instant.MAX : Instant.MIN;
        }
        return timestampWithOffset(value, zone).toInstant();
    }

    /** PostgreSQL's ends of time, which travel as text. */
    static boolean isInfinite(Value value) {
        return value instanceof Value.Vendor vendor
                && (vendor.text().equals("infinity") || vendor.text().equals("-infinity"));
    }

    static boolean isPositive(Value value) {
        return value instanceof Value.Vendor vendor && vendor.text().equals("infinity");
    }

    private static boolean isText(Value value) {
        return value instanceof Value.Text || value instanceof Value.Vendor;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(TemporalAccessor parts);
    }

    private static <T> T parsed(Value value, String type, Reading<T> reading) throws SQLException {
        if (isText(value)) {
            String text = value instanceof Value.Text t ? t.value() : ((Value.Vendor) value).text();
            try {
                return reading.from(TEXT.parse(text.strip()));
            } catch (DateTimeException e) {
                // said below, without the text
            }
        }
        throw CallerErrors.notConvertible(TypeNames.of(value), type);
    }
}
