package dev.hoop.gateway.server.doors.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a person typed while nobody read it, bounded: more than that is lost, as at any terminal. Thread-safe. */
final class TypedAhead {
    private static final int MOST = 64 * 1024;
    private static final long LOOK_MILLIS = 200;

    @GuardedBy("this")
    private final Deque<byte[]> typed = new ArrayDeque<>();

    @GuardedBy("this")
    private int size;

    @GuardedBy("this")
    private boolean open;

    synchronized void add(byte[] bytes) {
        if (size + bytes.length <= MOST) {
            typed.add(bytes);
            size += bytes.length;
            notifyAll();
        }
    }

    synchronized void forget() {
        typed.clear();
        size = 0;
    }

    /** Whether what was typed is wanted now. */
    synchronized void open(boolean wanted) {
        open = wanted;
        notifyAll();
    }

    /** What was typed, once it is wanted; empty after some time without. */
    synchronized Optional<byte[]> next() throws InterruptedException {
        if (!open || typed.isEmpty()) {
            TimeUnit.MILLISECONDS.timedWait(this, LOOK_MILLIS);
        }
        if (!open || typed.isEmpty()) {
            return Optional.empty();
        }
        byte[] next = typed.remove();
        size -= next.length;
        return Optional.of(next);
    }
}
