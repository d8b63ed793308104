package dev.hoop.gateway.server.doors.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.jspecify.annotations.Nullable;

/** The key exchanges of one connection: each must end in time, and only so many may follow one another with nothing in between. Thread-safe. */
final class Exchanges {
    private static final int MOST_IDLE = 20;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** So much passed that new keys were worth their while. */
    private static final long WORTH = 64 * 1024;

    private final ScheduledExecutorService timer;
    private final Duration within;
    private final Runnable cut;

    /** What ends the connection when the exchange that is under way does not end. */
    @GuardedBy("this")
    private @Nullable Future<?> late;

    @GuardedBy("this")
    private int idle;

    @GuardedBy("this")
    private long countedSince = System.nanoTime();

    Exchanges(ScheduledExecutorService timer, Duration within, Runnable cut) {
        this.timer = timer;
        this.within = within;
        this.cut = cut;
    }

    /**
     * The client begins or answers one.
     *
     * @param passed the bytes since the last one
     * @throws SshException when there were too many
     */
    void begins(long passed) throws SshException {
        synchronized (this) {
            long now = System.nanoTime();
            if (now - countedSince > MINUTE_NANOS) {
                countedSince = now;
                idle = 0;
            }
            idle += passed < WORTH ? 1 : 0;
            if (idle > MOST_IDLE) {
                throw new SshException(
                        SshConstants.SSH2_DISCONNECT_BY_APPLICATION,
                        "more than %d key exchanges in a minute with nothing between them".formatted(MOST_IDLE));
            }
        }
        isAwaited();
    }

    /** One is under way. */
    synchronized void isAwaited() {
        if (late == null) {
            late = timer.schedule(cut, within.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    synchronized void ended() {
        if (late != null) {
            late.cancel(false);
            late = null;
        }
    }
}
