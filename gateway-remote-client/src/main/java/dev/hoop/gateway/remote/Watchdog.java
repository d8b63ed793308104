package dev.hoop.gateway.remote;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes a socket when a deadline passes. A read timeout bounds one read, which a peer that dribbles bytes restarts at will, and a write
 * has no timeout at all; this bounds both.
 *
 * <p>One daemon thread for all connections of the JVM, started when first needed and gone after it has been idle for a while.
 */
final class Watchdog implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor TIMER = timer();
    private static final int WATCHING = 0;
    private static final int FIRED = 1;
    private static final int CLOSED = 2;

    private final AtomicInteger state = new AtomicInteger(WATCHING);
    private final ScheduledFuture<?> alarm;

    private Watchdog(Duration limit, Runnable action) {
        alarm = TIMER.schedule(
                () -> {
                    if (state.compareAndSet(WATCHING, FIRED)) {
                        action.run();
                    }
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Runs the action after the limit unless closed before. The action must not block. */
    static Watchdog after(Duration limit, Runnable action) {
        return new Watchdog(limit, action);
    }

    /** Whether the limit has passed and the action was, or is being, run. */
    boolean fired() {
        return state.get() == FIRED;
    }

    @Override
    public void close() {
        state.compareAndSet(WATCHING, CLOSED);
        alarm.cancel(false);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "hoop-deadlines", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
        timer.setKeepAliveTime(5, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
