package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Value;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Wall clocks as {@code java.sql} has them: a moment in a calendar of the zone. A driver gets both, and decides by the type of the parameter
 * which of them counts. Not thread-safe.
 */
final class DriverTimes {
    private @Nullable Calendar empty;
    private @Nullable ZoneId emptyZone;

    /** Shows the wall clock to the second. One for each call, since a driver may keep it; a copy, since making one looks for the time of day. */
    Calendar calendar(Value.WallClock clock) {
        Calendar known = empty;
        if (known == null || !clock.zone().equals(emptyZone)) {
            known = new GregorianCalendar(TimeZone.getTimeZone(clock.zone()), Locale.ROOT);
            known.clear();
            empty = known;
            emptyZone = clock.zone();
        }
        LocalDateTime wall = clock.value();
        Calendar shown = (Calendar) known.clone();
        shown.set(
                wall.getYear(),
                wall.getMonthValue() - 1,
                wall.getDayOfMonth(),
                wall.getHour(),
                wall.getMinute(),
                wall.getSecond());
        return shown;
    }

    static Date date(Calendar shown) {
        return new Date(shown.getTimeInMillis());
    }

    static Time time(Calendar shown, Value.WallClock clock) {
        return new Time(shown.getTimeInMillis() + clock.value().get(ChronoField.MILLI_OF_SECOND));
    }

    static Timestamp timestamp(Calendar shown, Value.WallClock clock) {
        Timestamp timestamp = new Timestamp(shown.getTimeInMillis());
        timestamp.setNanos(clock.value().get(ChronoField.NANO_OF_SECOND));
        return timestamp;
    }
}
