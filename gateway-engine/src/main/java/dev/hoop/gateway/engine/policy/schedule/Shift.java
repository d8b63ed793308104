package dev.hoop.gateway.engine.policy.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The same people in the same {@link Hours} of every week. */
public record Shift(List<String> members, LocalTime from, LocalTime to, Set<DayOfWeek> days) {
    private static final int TWO_WEEKS = 15;

    public Shift {
        members = List.copyOf(members);
        days = Set.copyOf(days);
    }

    boolean contains(ZoneId zone, Instant moment) {
        return new Hours(from, to, zone, days).contain(moment);
    }

    /** The moments of the coming two weeks at which it may begin or end. */
    Stream<Instant> edges(ZoneId zone, Instant after) {
        LocalDate day = LocalDate.ofInstant(after, zone);
        return LongStream.range(0, TWO_WEEKS)
                .mapToObj(day::plusDays)
                .flatMap(date -> Stream.of(date.atTime(from), date.atTime(to), date.atStartOfDay()))
                .flatMap(showing -> WallClock.all(zone, showing));
    }
}
