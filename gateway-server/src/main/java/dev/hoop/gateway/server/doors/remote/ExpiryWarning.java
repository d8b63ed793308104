package dev.hoop.gateway.server.doors.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says once, at four fifths of a token's life here, that it ends. Thread-safe. */
final class ExpiryWarning {
    private final Clock clock;
    private final Optional<Instant> expiresAt;
    private final Instant warnAt;

    @GuardedBy("this")
    private boolean said;

    ExpiryWarning(Clock clock, Optional<Instant> expiresAt) {
        this.clock = clock;
        this.expiresAt = expiresAt;
        Instant now = clock.instant();
        this.warnAt = expiresAt
                .map(end -> now.plus(Duration.between(now, end).multipliedBy(4).dividedBy(5)))
                .orElse(Instant.MAX);
    }

    /** Whether something has to be said now. */
    synchronized boolean isDue() {
        return !said && !clock.instant().isBefore(warnAt);
    }

    /** How much life is left, when that has to be said now. */
    synchronized Optional<Duration> due() {
        Instant now = clock.instant();
        if (said || now.isBefore(warnAt)) {
            return Optional.empty();
        }
        said = true;
        return expiresAt.map(end -> end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO);
    }
}
