package dev.hoop.gateway.engine.policy.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Hours of some days of the week, from the first time to before the second, by the clock on the wall: an hour that the clock shows twice
 * is in them twice, one that it leaves out is not. When the second is not after the first, they run over midnight and belong to the day on
 * which they begin.
 */
public record Hours(LocalTime from, LocalTime to, ZoneId zone, Set<DayOfWeek> days) {
    public Hours {
        days = Set.copyOf(days);
    }

    public boolean contain(Instant moment) {
        ZonedDateTime at = moment.atZone(zone);
        LocalTime time = at.toLocalTime();
        DayOfWeek day = at.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
        }
        return !time.isBefore(from) ? days.contains(day) : time.isBefore(to) && days.contains(day.minus(1));
    }
}
