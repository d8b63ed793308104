package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many requests one may make: so many a minute, in bursts of a quarter of that. Counted by subject, and by address for who has not
 * proven to be anybody. Thread-safe.
 */
final class Pace {
    private static final int MOST_NAMES = 20_000;
    private static final double NANOS_A_MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int BURSTS = 4;

    private final Clock clock;
    private final int aMinute;
    private final Map<String, Left> byName = new LinkedHashMap<>(16, 0.75f, true);

    private record Left(double requests, Instant at) {}

    Pace(Clock clock, int aMinute) {
        this.clock = clock;
        this.aMinute = aMinute;
    }

    /** @throws GatewayException {@code OVERLOADED} when it is one too many */
    synchronized void require(String name) {
        Instant now = clock.instant();
        double most = Math.max(1.0, aMinute / (double) BURSTS);
        Left before = byName.getOrDefault(name, new Left(most, now));
        double since = Math.max(0, Duration.between(before.at(), now).toNanos());
        double left = Math.min(most, before.requests() + since * aMinute / NANOS_A_MINUTE);
        if (left < 1) {
            byName.put(name, new Left(left, now));
            throw new GatewayException(
                    ErrorCode.OVERLOADED,
                    "too many requests, %d a minute are taken; wait and go on".formatted(aMinute));
        }
        byName.put(name, new Left(left - 1, now));
        if (byName.size() > MOST_NAMES) {
            byName.remove(byName.keySet().iterator().next()); // the one that was quiet for longest
        }
    }
}
