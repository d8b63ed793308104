package dev.hoop.gateway.server.connectors.jdbc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows what runs on a link, so that a cancel from another thread hits that and nothing after it: {@link #end} does not return while a
 * cancel is on its way. No lock is held while the target is asked.
 */
final class Running {
    private static final int ATTEMPTS = 3;
    private static final long ATTEMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long MAX_END_WAIT_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** Stops one statement at the target. */
    @FunctionalInterface
    interface Stop {
        void stop() throws Exception;
    }

    /** What is known of the statement that has just ended. */
    enum Ending {
        UNDISTURBED,
        /** A cancel was sent: it may still be about to arrive. */
        CANCEL_SENT,
        /** A cancel is still on its way: the connection must not be used again. */
        CANCEL_PENDING
    }

    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable Stop current;

    @GuardedBy("lock")
    private boolean cancelled;

    @GuardedBy("lock")
    private int onTheirWay;

    @GuardedBy("lock")
    private boolean stopped;

    /** Something begins; already cancelled if all has been stopped. */
    void begin(Stop stop) {
        synchronized (lock) {
            if (current != null) {
                throw new IllegalStateException("a statement already runs on this link");
            }
            current = stop;
            cancelled = stopped;
        }
    }

    /** Whether what runs now was cancelled. */
    boolean cancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    /** Cancels what runs, and whatever will begin. */
    void stop() {
        synchronized (lock) {
            stopped = true;
        }
        cancel();
    }

    /** Asks again a few times: the first request may come before the target has the statement. */
    void cancel() {
        Stop stop;
        synchronized (lock) {
            if (current == null || cancelled) {
                return;
            }
            stop = current;
            cancelled = true;
            onTheirWay++;
        }
        try {
            for (int i = 0; i < ATTEMPTS && runs(stop); i++) {
                request(stop);
                awaitEnd(stop);
            }
        } finally {
            synchronized (lock) {
                onTheirWay--;
                lock.notifyAll();
            }
        }
    }

    Ending end() {
        synchronized (lock) {
            current = null;
            lock.notifyAll();
            long deadline = System.nanoTime() + MAX_END_WAIT_NANOS;
            while (onTheirWay > 0 && deadline - System.nanoTime() > 0) {
                if (!pause(deadline - System.nanoTime())) {
                    return Ending.CANCEL_PENDING;
                }
            }
            if (onTheirWay > 0) {
                return Ending.CANCEL_PENDING;
            }
            return cancelled ? Ending.CANCEL_SENT : Ending.UNDISTURBED;
        }
    }

    private boolean runs(Stop stop) {
        synchronized (lock) {
            return current == stop;
        }
    }

    private static void request(Stop stop) {
        try {
            stop.stop();
        } catch (Exception e) {
            // a cancel is a wish: the statement goes on, and its timeout still holds
        }
    }

    private void awaitEnd(Stop stop) {
        synchronized (lock) {
            long deadline = System.nanoTime() + ATTEMPT_NANOS;
            while (current == stop && deadline - System.nanoTime() > 0) {
                if (!pause(deadline - System.nanoTime())) {
                    return;
                }
            }
        }
    }

    @GuardedBy("lock")
    private boolean pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(lock, Math.max(1, nanos));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
