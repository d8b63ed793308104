package dev.hoop.gateway.server.trail.file.log;

import dev.hoop.gateway.api.transport.Lookout;
import dev.hoop.gateway.server.trail.file.record.Draft;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way through the appender, and the thread that waits for it.
 *
 * <pre>
 * WAITING ──take──► TAKEN ──done──► DONE
 *    │                │└────fail──► FAILED
 *    └──give up───────┴──────────► ABANDONED      the caller was told no; if the record is written all the same, so is that it never ran
 * </pre>
 *
 * <p>Each waiter is woken alone: a condition shared by all would wake hundreds of threads for each batch.
 */
final class Ticket {
    /** How far the record must get before its caller goes on. */
    enum Need {
        /** The caller does not wait. The record is kept until it can be written. */
        NOTHING,
        /** With the operating system. */
        WRITTEN,
        /** On the disk. */
        DURABLE
    }

    private enum State {
        WAITING,
        TAKEN,
        DONE,
        FAILED,
        ABANDONED
    }

    private final Draft draft;
    private final Need need;
    private final @Nullable Thread waiter;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile long sequence;
    private volatile String failure = "";

    Ticket(Draft draft, Need need) {
        this.draft = draft;
        this.need = need;
        this.waiter = need == Need.NOTHING ? null : Thread.currentThread();
    }

    Draft draft() {
        return draft;
    }

    Need need() {
        return need;
    }

    long sequence() {
        return sequence;
    }

    String failure() {
        return failure;
    }

    /** Appender: claims the record for writing; false when the caller has given up, and then it is not written. */
    boolean take() {
        return state.compareAndSet(State.WAITING, State.TAKEN);
    }

    /** Appender: the record has its place. */
    void placed(long at) {
        sequence = at;
    }

    /** Appender: the record has no place after all; it will be tried again. */
    void untake() {
        state.compareAndSet(State.TAKEN, State.WAITING);
    }

    /** Appender: as durable as was asked for. False when the caller has given up meanwhile. */
    boolean done() {
        return end(State.DONE);
    }

    /** Appender: not written, or not durable. */
    void fail(String why) {
        failure = why;
        end(State.FAILED);
    }

    private boolean end(State last) {
        boolean ended = state.compareAndSet(State.TAKEN, last) || state.compareAndSet(State.WAITING, last);
        if (ended && waiter != null && waiter != Thread.currentThread()) {
            LockSupport.unpark(waiter);
        }
        return ended;
    }

    /**
     * Caller: looks for the end for a moment before it {@linkplain #await waits} for it, if it may, and lets whoever needs the processor have it.
     */
    @SuppressWarnings(
            "ThreadPriorityCheck") // nothing relies on it: who has the processor to itself looks, who has not goes last
    void look() {
        try {
            long end = System.nanoTime() + Lookout.MOMENT_NANOS;
            boolean may = Lookout.enter();
            while (may && !ended() && System.nanoTime() < end) {
                Thread.yield();
            }
        } finally {
            Lookout.leave();
        }
    }

    /** Caller: waits. True when done; false when it failed, or when the time is over and the record is abandoned. */
    boolean await(Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        boolean interrupted = false;
        while (!ended()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                abandon();
            } else {
                LockSupport.parkNanos(this, left);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt(); // whether a record stands must not depend on an interrupt
        }
        return state.get() == State.DONE;
    }

    boolean abandoned() {
        return state.get() == State.ABANDONED;
    }

    private void abandon() {
        if (!state.compareAndSet(State.WAITING, State.ABANDONED)) {
            state.compareAndSet(State.TAKEN, State.ABANDONED);
        }
    }

    /** Whether the record was claimed for writing and its caller still waits. */
    boolean taken() {
        return state.get() == State.TAKEN;
    }

    /** Whether nothing more happens to it. */
    boolean ended() {
        State now = state.get();
        return now != State.WAITING && now != State.TAKEN;
    }
}
