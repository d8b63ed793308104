package dev.hoop.gateway.engine.policy.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * People who take turns: at every moment since the start exactly one of them. They hand over by the clock on the wall, so that a shift
 * from nine to nine is one hour shorter or longer when the clock is changed.
 *
 * @param start when the first member begins, as the clock of the schedule's zone shows it
 * @param every how long a shift is on that clock, an hour at least
 */
public record Rotation(List<String> members, LocalDateTime start, Duration every) {
    public Rotation {
        members = List.copyOf(members);
        if (members.isEmpty() || every.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("a rotation has members, and shifts of an hour at least");
        }
    }

    Optional<String> at(ZoneId zone, Instant moment) {
        long shift = shift(zone, moment);
        return shift < 0 ? Optional.empty() : Optional.of(members.get((int) (shift % members.size())));
    }

    /** When the next shifts begin: as many as bring everybody's turn. */
    Stream<Instant> handovers(ZoneId zone, Instant after) {
        long next = Math.max(0, shift(zone, after) + 1);
        return LongStream.rangeClosed(next, next + members.size()).mapToObj(shift -> begins(zone, shift));
    }

    private Instant begins(ZoneId zone, long shift) {
        return WallClock.first(zone, start.plus(every.multipliedBy(shift)));
    }

    /** The last shift that has begun; below zero before the start. */
    private long shift(ZoneId zone, Instant moment) {
        long shown =
                Duration.between(start, LocalDateTime.ofInstant(moment, zone)).toMillis();
        long shift = Math.max(-1, Math.floorDiv(shown, every.toMillis()));
        while (shift >= 0 && begins(zone, shift).isAfter(moment)) {
            shift--;
        }
        while (!begins(zone, shift + 1).isAfter(moment)) {
            shift++;
        }
        return shift;
    }
}
