package dev.hoop.gateway.jdbc.exchange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The driver's own watch over a query timeout. The gateway keeps the time and ends the statement; this is for the gateway that does not:
 * first the statement is cancelled, and when even that brings nothing the connection is cut. One daemon thread for all connections, alive
 * only while a limit is running. Thread-safe.
 */
final class TimeLimit {
    /** What the gateway may take beyond the limit to say that it has passed. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Duration limit;
    private final Duration grace;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable Future<?> running;

    private volatile boolean passed;

    TimeLimit(Duration limit) {
        this(limit, GRACE);
    }

    /** @param grace as {@link #GRACE} */
    TimeLimit(Duration limit, Duration grace) {
        this.limit = limit;
        this.grace = grace;
    }

    /** Starts the time anew; with no limit, does nothing. */
    void begin(Runnable cancel, Runnable cut) {
        if (!limit.isZero()) {
            schedule(limit.plus(grace), () -> {
                passed = true;
                schedule(grace, cut);
                cancel.run();
            });
        }
    }

    void end() {
        synchronized (lock) {
            if (running != null) {
                running.cancel(false);
                running = null;
            }
        }
    }

    /** A statement that this limit cancelled has timed out. */
    SQLException translate(SQLException failure) {
        if (!passed || failure instanceof SQLTimeoutException) {
            return failure;
        }
        return new SQLTimeoutException(
                "the statement was cancelled because its query timeout of " + limit.toSeconds() + " s had passed",
                "57014",
                failure.getErrorCode(),
                failure);
    }

    private void schedule(Duration delay, Runnable action) {
        synchronized (lock) {
            end();
            running = TIMER.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "hoop-jdbc-query-timeout");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
