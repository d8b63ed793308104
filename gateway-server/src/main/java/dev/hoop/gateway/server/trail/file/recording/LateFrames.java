package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has gathered in recordings and nobody waits for: within 5 ms, or at once where it is much, so that its sealing is on
 * nobody's way. A session that goes on sooner writes it itself, together with its next statement. Thread-safe.
 */
final class LateFrames implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LateFrames.class);
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST_MILLIS = TimeUnit.SECONDS.toMillis(5);
    private static final int QUIET_ROUNDS = 20;

    /** Where something gathers. */
    interface Gathering {
        /**
         * Writes it; false when there is nothing any more.
         *
         * @throws AuditUnavailableException if it cannot be written; whoever adds more is told as well
         */
        boolean flushGathered();
    }

    private final Queue<Gathering> due = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "hoop-recordings");
    private volatile boolean idle;
    private volatile boolean closing;

    LateFrames() {
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Something has begun to gather there. False when this is closed: then it may stay where it is. */
    boolean note(Gathering where) {
        due.add(where);
        if (closing) {
            return false;
        }
        if (idle) {
            hurry();
        }
        return true;
    }

    /** Much has gathered: it is written now. */
    void hurry() {
        LockSupport.unpark(thread);
    }

    private void run() {
        int quiet = 0;
        while (!closing) {
            idle = quiet >= QUIET_ROUNDS;
            if (!idle) {
                LockSupport.parkNanos(this, GATHER_NANOS);
            } else if (due.isEmpty()) {
                LockSupport.parkNanos(this, IDLE_NANOS);
            }
            idle = false;
            quiet = round() ? 0 : Math.min(quiet + 1, QUIET_ROUNDS);
        }
        round();
    }

    /** Whether there was something to do. */
    private boolean round() {
        boolean any = false;
        for (Gathering next = due.poll(); next != null; next = due.poll()) {
            any = true;
            try {
                next.flushGathered();
            } catch (AuditUnavailableException | IllegalStateException e) { // the edge of the thread
                LOG.atError().setCause(e).log("a recording cannot be written; nothing more runs in its session");
            }
        }
        return any;
    }

    /** Writes what is left. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LAST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
