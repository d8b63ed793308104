package dev.hoop.gateway.server.connectors.jdbc;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is expensive to get, kept until it is too old or forgotten. One caller gets it, the others wait for that. A failure is
 * thrown to all who waited and not kept. Thread-safe.
 */
final class Remembered<T> {
    /** How many times as long as it takes nobody gets it, where many ask for one that is new. */
    private static final long SHARE = 5;

    /** How long that may be. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Supplier<T> source;
    private final long maxAgeNanos;
    private final Duration maxWait;
    private final LongSupplier nanoTime;
    private final AtomicLong tookNanos = new AtomicLong();
    private final AtomicReference<@Nullable Getting<T>> current = new AtomicReference<>();

    private record Getting<T>(FutureTask<T> task, long startedNanos) {}

    Remembered(Supplier<T> source, Duration maxAge, Duration maxWait, LongSupplier nanoTime) {
        this.source = source;
        this.maxAgeNanos = maxAge.toNanos();
        this.maxWait = maxWait;
        this.nanoTime = nanoTime;
    }

    T get() {
        while (true) {
            Getting<T> getting = current.get();
            if (getting != null && nanoTime.getAsLong() - getting.startedNanos <= maxAgeNanos) {
                return result(getting);
            }
            Getting<T> mine = new Getting<>(new FutureTask<>(this::timed), nanoTime.getAsLong());
            if (current.compareAndSet(getting, mine)) {
                mine.task.run();
                return result(mine); // even if getting it took longer than it may be old: nothing newer can be had
            }
        }
    }

    private T timed() {
        long started = nanoTime.getAsLong();
        try {
            return source.get();
        } finally {
            tookNanos.set(nanoTime.getAsLong() - started);
        }
    }

    /**
     * One that nobody began to get before now. Waits until the last was begun so long ago, or a few times what it took, so that whoever
     * asks again and again costs little.
     */
    T getNow(Duration apart) {
        long asked = nanoTime.getAsLong();
        while (true) {
            Getting<T> getting = current.get();
            if (getting != null) {
                if (getting.startedNanos - asked >= 0) {
                    return result(getting);
                }
                long between = Math.max(apart.toNanos(), Math.min(SHARE * tookNanos.get(), MOST_NANOS));
                long left = between - (nanoTime.getAsLong() - getting.startedNanos);
                if (left > 0) {
                    pause(left);
                    continue;
                }
            }
            Getting<T> mine = new Getting<>(new FutureTask<>(this::timed), nanoTime.getAsLong());
            if (current.compareAndSet(getting, mine)) {
                mine.task.run();
                return result(mine);
            }
        }
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted while waiting for what is known of a target");
    }

    /** Also for what is being got right now: those who wait still receive it, nobody after them. */
    void forget() {
        current.set(null);
    }

    private T result(Getting<T> getting) {
        try {
            return getting.task.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            current.compareAndSet(getting, null);
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (TimeoutException e) {
            throw new CancellationException("what is known of a target could not be read in time");
        }
    }
}
