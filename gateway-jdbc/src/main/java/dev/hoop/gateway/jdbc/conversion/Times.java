package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

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

    /** The day's end in PostgreSQL, which no LocalTime is; its own driver answers the last one there is. */
    private static final String MIDNIGHT_AFTER = "24:00:00";

    private final Product product;

    public Times(Product product) {
        this.product = product;
    }

    /** The day that is taken where there is only a time. */
    private LocalDate anyDay(ZoneId zone) {
        return product == Product.H2 ? LocalDate.now(zone) : LocalDate.EPOCH;
    }

    public LocalDate date(Value value, ZoneId zone) throws SQLException {
        if (value instanceof Value.Date date) {
            return date.value();
        } else if (value instanceof Value.Timestamp timestamp) {
            return timestamp.value().toLocalDate();
        } else if (value instanceof Value.TimestampWithOffset timestamp) {
            return timestamp.value().atZoneSameInstant(zone).toLocalDate();
        } else if (isInfinite(value)) {
            return isPositive(value) ? LocalDate.MAX : LocalDate.MIN;
        } else if (isTime(value)) {
            return timestamp(value, zone).toLocalDate();
        }
        return parsed(value, "LocalDate", parts -> LocalDate.from(parts));
    }

    public LocalTime time(Value value, ZoneId zone) throws SQLException {
        if (value instanceof Value.Time time) {
            return time.value();
        } else if (value instanceof Value.TimeWithOffset time) {
            return product == Product.H2
                    ? time.value().atDate(anyDay(zone)).atZoneSameInstant(zone).toLocalTime()
                    : time.value().toLocalTime();
        } else if (value instanceof Value.Timestamp timestamp) {
            return timestamp.value().toLocalTime();
        } else if (value instanceof Value.TimestampWithOffset timestamp) {
            return timestamp.value().atZoneSameInstant(zone).toLocalTime();
        } else if (isDayEnd(value)) {
            return LocalTime.MAX;
        }
        Optional<Duration> length = length(value);
        return length.isPresent()
                ? LocalTime.MIDNIGHT.plus(length.get()) // its own driver leaves whole days out
                : parsed(value, "LocalTime", parts -> LocalTime.from(parts));
    }

    public LocalDateTime timestamp(Value value, ZoneId zone) throws SQLException {
        if (value instanceof Value.Timestamp timestamp) {
            return timestamp.value();
        } else if (value instanceof Value.TimestampWithOffset timestamp) {
            return timestamp.value().atZoneSameInstant(zone).toLocalDateTime();
        } else if (value instanceof Value.Date date) {
            return date.value().atStartOfDay();
        } else if (isDayEnd(value)) {
            return anyDay(zone).plusDays(1).atStartOfDay();
        } else if (value instanceof Value.TimeWithOffset time && product == Product.POSTGRESQL) {
            return time.value().atDate(anyDay(zone)).atZoneSameInstant(zone).toLocalDateTime();
        } else if (isTime(value)) {
            boolean before = length(value).filter(Duration::isNegative).isPresent();
            return time(value, zone).atDate(before ? anyDay(zone).minusDays(1) : anyDay(zone));
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

    public OffsetDateTime timestampWithOffset(Value value, ZoneId zone) throws SQLException {
        if (value instanceof Value.TimestampWithOffset timestamp) {
            return product == Product.POSTGRESQL // its own driver shows every instant in UTC
                    ? timestamp.value().withOffsetSameInstant(ZoneOffset.UTC)
                    : timestamp.value();
        } else if (isInfinite(value)) {
            return isPositive(value) ? OffsetDateTime.MAX : OffsetDateTime.MIN;
        } else if (value instanceof Value.TimeWithOffset time) {
            return time.value().atDate(anyDay(zone));
        } else if (isText(value) && !isTime(value)) {
            return parsed(value, "OffsetDateTime", parts -> OffsetDateTime.from(parts));
        }
        return product == Product.POSTGRESQL && value instanceof Value.Timestamp timestamp
                ? timestamp.value().atOffset(ZoneOffset.UTC) // as its own driver has it
                : timestamp(value, zone).atZone(zone).toOffsetDateTime();
    }

    public OffsetTime timeWithOffset(Value value, ZoneId zone) throws SQLException {
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

    public Instant instant(Value value, ZoneId zone) throws SQLException {
        if (isInfinite(value)) {
            return isPositive(value) ? Instant.MAX : Instant.MIN;
        }
        return value instanceof Value.Timestamp timestamp
                ? timestamp.value().atZone(zone).toInstant()
                : timestampWithOffset(value, zone).toInstant();
    }

    /** H2's own driver leaves it in the offset that the value has. */
    public ZonedDateTime zonedTimestamp(Value value, ZoneId zone) throws SQLException {
        return product == Product.H2
                ? timestampWithOffset(value, zone).toZonedDateTime()
                : instant(value, zone).atZone(zone);
    }

    /** PostgreSQL's ends of time, which travel as text. */
    static boolean isInfinite(Value value) {
        return value instanceof Value.Vendor vendor
                && (vendor.text().equals("infinity") || vendor.text().equals("-infinity"));
    }

    static boolean isPositive(Value value) {
        return value instanceof Value.Vendor vendor && vendor.text().equals("infinity");
    }

    boolean isDayEnd(Value value) {
        return product == Product.POSTGRESQL
                && value instanceof Value.Vendor vendor
                && vendor.text().equals(MIDNIGHT_AFTER);
    }

    private boolean isTime(Value value) {
        return value instanceof Value.Time
                || value instanceof Value.TimeWithOffset
                || isDayEnd(value)
                || length(value).isPresent();
    }

    /** How long a time of MariaDB is that is no time of day. */
    Optional<Duration> length(Value value) {
        return product == Product.MARIADB && value instanceof Value.Vendor vendor
                ? LongTime.parse(vendor.text())
                : Optional.empty();
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
