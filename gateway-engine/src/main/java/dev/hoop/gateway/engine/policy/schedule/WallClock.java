package dev.hoop.gateway.engine.policy.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** From what a clock on the wall shows to the moment it does. A later showing is never an earlier moment. */
final class WallClock {
    private WallClock() {}

    /** The first moment at which it shows this; where it leaves this out, the moment at which it was put on. */
    static Instant first(ZoneId zone, LocalDateTime showing) {
        return all(zone, showing).findFirst().orElseThrow();
    }

    /** Every moment at which it shows this, in order: two where it is put back over it. */
    static Stream<Instant> all(ZoneId zone, LocalDateTime showing) {
        var offsets = zone.getRules().getValidOffsets(showing);
        return offsets.isEmpty()
                ? Stream.of(zone.getRules().getTransition(showing).getInstant())
                : offsets.stream()
                        .map((ZoneOffset offset) -> showing.toInstant(offset))
                        .sorted();
    }
}
