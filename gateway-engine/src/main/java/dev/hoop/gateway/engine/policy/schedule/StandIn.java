package dev.hoop.gateway.engine.policy.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** People who for once stand in for whoever it would be, from the first showing of the clock to before the second. */
public record StandIn(List<String> members, LocalDateTime from, LocalDateTime to) {
    public StandIn {
        members = List.copyOf(members);
    }

    boolean contains(ZoneId zone, Instant moment) {
        return !moment.isBefore(begins(zone)) && moment.isBefore(ends(zone));
    }

    Instant begins(ZoneId zone) {
        return WallClock.first(zone, from);
    }

    Instant ends(ZoneId zone) {
        return WallClock.first(zone, to);
    }
}
