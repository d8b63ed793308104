package dev.hoop.gateway.server.doors.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says which of a socket's threads reads and which works, so that there is never more than one of each.
 *
 * <p>The thread that reads a task runs it, without a hop. When the task takes long, {@link #relieve} lets a second thread read on, which
 * sees a cancellation at once and queues whatever else comes; the first goes home when its tasks are done.
 *
 * <pre>
 *            begin                     next → READ
 *  READING ────────► WORKING (same thread reads again) ───► READING
 *                      │ relieve
 *                      ▼                next → LEAVE
 *                    WORKING + READING ─────────────────► READING (the second thread)
 * </pre>
 *
 * Pure but for its lock; thread-safe.
 *
 * @param <T> a task
 */
final class Roster<T> {
    private final int mostWaiting;
    private final long mostWaitingBytes;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Deque<Waiting<T>> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private long waitingBytes;

    @GuardedBy("lock")
    private boolean working;

    @GuardedBy("lock")
    private boolean workerReadsNext;

    @GuardedBy("lock")
    private long workingSince;

    @GuardedBy("lock")
    private boolean ended;

    @GuardedBy("lock")
    private int present;

    /** What a thread that has finished a task does next. */
    sealed interface Turn<T> {
        record Run<T>(T task) implements Turn<T> {}

        record Read<T>() implements Turn<T> {}

        record Leave<T>() implements Turn<T> {}
    }

    private record Waiting<T>(T task, long bytes) {}

    /** What becomes of a task that was read. */
    enum Start {
        /** The reading thread runs it now and asks {@link #next} afterwards. */
        RUN,
        /** Another thread works; the reading thread reads on. */
        QUEUED,
        /** More wait than is allowed, or nothing is taken any more. */
        REFUSED
    }

    Roster(int mostWaiting, long mostWaitingBytes) {
        this.mostWaiting = mostWaiting;
        this.mostWaitingBytes = mostWaitingBytes;
    }

    /** A thread joins; false when nothing is taken any more. */
    boolean enter() {
        synchronized (lock) {
            if (ended) {
                return false;
            }
            present++;
            return true;
        }
    }

    /** A thread leaves; true for the last one, which cleans up. */
    boolean leave() {
        synchronized (lock) {
            present--;
            return present == 0;
        }
    }

    /** @param bytes what keeping the task costs, roughly */
    Start begin(T task, long bytes, long nowNanos) {
        synchronized (lock) {
            if (ended || (working && (waiting.size() >= mostWaiting || waitingBytes + bytes > mostWaitingBytes))) {
                return Start.REFUSED;
            }
            if (working) {
                waiting.add(new Waiting<>(task, bytes));
                waitingBytes += bytes;
                return Start.QUEUED;
            }
            working = true;
            workerReadsNext = true;
            workingSince = nowNanos;
            return Start.RUN;
        }
    }

    Turn<T> next(long nowNanos) {
        synchronized (lock) {
            Waiting<T> next = waiting.poll();
            if (next != null) {
                waitingBytes -= next.bytes();
                workingSince = nowNanos;
                return new Turn.Run<>(next.task());
            }
            working = false;
            return workerReadsNext && !ended ? new Turn.Read<>() : new Turn.Leave<>();
        }
    }

    /** Whether a second thread must read on now, because the one that worked since before {@code nowNanos - afterNanos} cannot. */
    boolean relieve(long nowNanos, long afterNanos) {
        synchronized (lock) {
            if (ended || !working || !workerReadsNext || nowNanos - workingSince < afterNanos) {
                return false;
            }
            workerReadsNext = false;
            present++;
            return true;
        }
    }

    /** No second thread could be had: the working thread reads again after all. */
    void notRelieved() {
        synchronized (lock) {
            workerReadsNext = true;
            present--;
        }
    }

    /** Takes back a task that waits. */
    Optional<T> withdraw(Predicate<T> which) {
        synchronized (lock) {
            for (Waiting<T> each : waiting) {
                if (which.test(each.task())) {
                    waiting.remove(each);
                    waitingBytes -= each.bytes();
                    return Optional.of(each.task());
                }
            }
            return Optional.empty();
        }
    }

    /** Nothing is taken any more and what waits is dropped; true for the first call. */
    boolean end() {
        synchronized (lock) {
            boolean first = !ended;
            ended = true;
            waiting.clear();
            return first;
        }
    }

    boolean isEnded() {
        synchronized (lock) {
            return ended;
        }
    }

    boolean isWorking() {
        synchronized (lock) {
            return working;
        }
    }
}
