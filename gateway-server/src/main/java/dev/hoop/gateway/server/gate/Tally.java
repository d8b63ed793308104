package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.server.ports.audit.Outcome;
import java.time.Duration;
import java.util.OptionalLong;

/** Counts what one statement did, for its outcome in the trail. One thread at a time. */
final class Tally {
    private final long beganNanos = System.nanoTime();
    private long returned;
    private long affected = -1;
    private OptionalLong cap = OptionalLong.empty();

    void returned() {
        returned++;
    }

    void affected(long rows) {
        if (rows >= 0) {
            affected = Math.max(affected, 0) + rows;
        }
    }

    /** The rows were cut off at the cap. */
    void capped(long rows) {
        cap = OptionalLong.of(rows);
    }

    OptionalLong cappedAt() {
        return cap;
    }

    long affected() {
        return affected;
    }

    Outcome outcome(Effect effect, int error, String sqlState) {
        return new Outcome(
                effect, error, sqlState, returned, affected, Duration.ofNanos(System.nanoTime() - beganNanos));
    }
}
