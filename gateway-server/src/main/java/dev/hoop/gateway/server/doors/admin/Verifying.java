package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.TrailDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Verifies the trail while people do something else: one at a time, whoever asked, on a thread of its own. Thread-safe. */
final class Verifying implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Clock clock;
    private Optional<Thread> thread = Optional.empty();
    private State state = new State(Optional.empty(), Optional.empty(), Optional.empty(), "");

    /**
     * How it stands.
     *
     * @param since when the one that runs began; empty when none does
     * @param ended when the last one ended
     * @param report what it found; empty when it could not be brought to its end
     * @param failure why it could not
     */
    record State(Optional<Instant> since, Optional<Instant> ended, Optional<TrailDesk.Report> report, String failure) {}

    Verifying(Clock clock) {
        this.clock = clock;
    }

    synchronized State state() {
        return state;
    }

    /** Begins, unless one runs: then that is the answer. */
    synchronized void begin(TrailDesk desk) {
        Instant now = clock.instant();
        if (state.since().isPresent()) {
            return;
        }
        if (state.ended().filter(end -> now.isBefore(end.plus(PAUSE))).isPresent()) {
            throw new GatewayException(
                    ErrorCode.OVERLOADED,
                    "the trail was verified a moment ago; wait a few seconds before the next time");
        }
        state = new State(Optional.of(now), state.ended(), state.report(), state.failure());
        Thread made = new Thread(() -> verify(desk), "hoop-verify");
        made.setDaemon(true);
        thread = Optional.of(made);
        made.start();
    }

    private void verify(TrailDesk desk) {
        try {
            end(Optional.of(desk.verify()), "");
        } catch (GatewayException e) {
            end(Optional.empty(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            end(Optional.empty(), "the verification failed: " + e.getClass().getSimpleName());
        }
    }

    private synchronized void end(Optional<TrailDesk.Report> report, String failure) {
        state = new State(Optional.empty(), Optional.of(clock.instant()), report, failure);
    }

    @Override
    public synchronized void close() {
        thread.ifPresent(Thread::interrupt);
    }
}
