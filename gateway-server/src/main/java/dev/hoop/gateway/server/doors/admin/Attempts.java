package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slows down who guesses: an address that has failed too often in a minute is not listened to for the rest of it. Thread-safe. */
final class Attempts {
    private static final Duration SPAN = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final Clock clock;
    private final int most;
    private final Map<String, Failed> byAddress = new LinkedHashMap<>();

    private record Failed(Instant since, int times) {}

    Attempts(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    synchronized void require(String address) {
        Failed failed = byAddress.get(address);
        if (failed != null && isRecent(failed) && failed.times() >= most) {
            throw new GatewayException(
                    ErrorCode.OVERLOADED, "too many failed logins from this address; wait a minute and try again");
        }
    }

    synchronized void failed(String address) {
        Failed before = byAddress.remove(address);
        if (byAddress.size() >= MOST_ADDRESSES) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
        byAddress.put(
                address,
                before != null && isRecent(before)
                        ? new Failed(before.since(), before.times() + 1)
                        : new Failed(clock.instant(), 1));
    }

    private boolean isRecent(Failed failed) {
        return clock.instant().isBefore(failed.since().plus(SPAN));
    }
}
