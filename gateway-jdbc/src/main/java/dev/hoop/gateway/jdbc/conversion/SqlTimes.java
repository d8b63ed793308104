package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Value;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.Calendar;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as java.sql.Date, Time and Timestamp: a wall clock of the database, shown in a calendar's zone or in the JVM's. Before 1582 the
 * classes of java.sql count in the Julian calendar and databases do not; H2's own driver keeps the instant then, the others what is printed.
 */
public final class SqlTimes {
    /** What PostgreSQL's own driver answers for its ends of time. */
    private static final long POSITIVE_INFINITY = 9_223_372_036_825_200_000L;

    private static final long NEGATIVE_INFINITY = -9_223_372_036_832_400_000L;

    private final Product product;
    private final Times times;

    public SqlTimes(Product product) {
        this.product = product;
        this.times = new Times(product);
    }

    public Timestamp timestamp(Value value, @Nullable Calendar calendar) throws SQLException {
        if (Times.isInfinite(value)) {
            return new Timestamp(infinity(value));
        }
        if (value instanceof Value.TimestampWithOffset timestamp) {
            return Timestamp.from(timestamp.value().toInstant());
        }
        LocalDateTime clock = clock(value, zone(calendar));
        if (product == Product.H2) {
            return Timestamp.from(clock.atZone(zone(calendar)).toInstant());
        } else if (calendar == null) {
            return Timestamp.valueOf(clock);
        }
        Timestamp timestamp = new Timestamp(millis(clock.withNano(0), calendar));
        timestamp.setNanos(clock.get(ChronoField.NANO_OF_SECOND));
        return timestamp;
    }

    private LocalDateTime clock(Value value, ZoneId zone) throws SQLException {
        Optional<Duration> length = times.length(value); // MariaDB's driver counts its days
        return length.isPresent() ? LocalDate.EPOCH.atStartOfDay().plus(length.get()) : times.timestamp(value, zone);
    }

    public Date date(Value value, @Nullable Calendar calendar) throws SQLException {
        if (Times.isInfinite(value)) {
            return new Date(infinity(value));
        }
        LocalDate date = times.date(value, zone(calendar));
        if (product == Product.H2) {
            return new Date(date.atStartOfDay(zone(calendar)).toInstant().toEpochMilli());
        }
        return calendar == null ? Date.valueOf(date) : new Date(millis(date.atStartOfDay(), calendar));
    }

    /** Keeps milliseconds, which {@code Time} can hold though it does not print them. */
    public Time time(Value value, @Nullable Calendar calendar) throws SQLException {
        if (value instanceof Value.TimeWithOffset time) {
            return new Time(time.value().atDate(LocalDate.EPOCH).toInstant().toEpochMilli());
        }
        Optional<Duration> length = product == Product.MARIADB ? MariaDbForms.lengthIn(value) : Optional.empty();
        if (length.isPresent()) { // MariaDB's driver counts its days here, too
            LocalDateTime clock = LocalDate.EPOCH.atStartOfDay().plus(length.get());
            return new Time(millis(clock, calendar == null ? Calendar.getInstance() : calendar));
        }
        LocalTime time = value instanceof Value.Date || times.isDayEnd(value)
                ? LocalTime.MIDNIGHT
                : times.time(value, zone(calendar));
        if (product == Product.POSTGRESQL && value instanceof Value.Timestamp timestamp) {
            // a time that the clocks of its day leave out is the one they show instead
            time = timestamp.value().atZone(zone(calendar)).toLocalTime();
        }
        LocalDate day = times.isDayEnd(value) ? LocalDate.EPOCH.plusDays(1) : LocalDate.EPOCH;
        return new Time(millis(time.atDate(day), calendar == null ? Calendar.getInstance() : calendar));
    }

    private static long infinity(Value value) {
        return Times.isPositive(value) ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
    }

    /** Through the calendar itself, so that dates before 1582 mean what they mean to the classes of java.sql. */
    private static long millis(LocalDateTime clock, Calendar calendar) {
        Calendar own = (Calendar) calendar.clone();
        own.clear();
        own.set(
                clock.getYear(),
                clock.getMonthValue() - 1,
                clock.getDayOfMonth(),
                clock.getHour(),
                clock.getMinute(),
                clock.getSecond());
        return own.getTimeInMillis() + clock.get(ChronoField.MILLI_OF_SECOND);
    }

    private static ZoneId zone(@Nullable Calendar calendar) {
        return calendar == null
                ? ZoneId.systemDefault()
                : calendar.getTimeZone().toZoneId();
    }
}
