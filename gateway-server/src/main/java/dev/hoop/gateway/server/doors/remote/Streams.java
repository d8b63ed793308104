package dev.hoop.gateway.server.doors.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.wire.ProtocolException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The streams of one socket that are open, and the one that runs. Sees to it that a cancellation never hits the next statement. Thread-safe. */
final class Streams {
    private static final int NONE = 0;
    private static final int MOST_OPEN = 1_000;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Integer, Cursor> cursors = new HashMap<>();

    @GuardedBy("lock")
    private int running = NONE;

    @GuardedBy("lock")
    private boolean cancelling;

    void open(Cursor cursor) {
        synchronized (lock) {
            if (cursors.size() >= MOST_OPEN) {
                throw new ProtocolException("more than " + MOST_OPEN + " results are open on one connection");
            }
            if (cursors.putIfAbsent(cursor.stream(), cursor) != null) {
                throw new ProtocolException("stream " + cursor.stream() + " is still open");
            }
        }
    }

    Optional<Cursor> find(int stream) {
        synchronized (lock) {
            return Optional.ofNullable(cursors.get(stream));
        }
    }

    void closed(Cursor cursor) {
        synchronized (lock) {
            cursors.remove(cursor.stream(), cursor);
        }
    }

    List<Cursor> all() {
        synchronized (lock) {
            return cursors.isEmpty() ? List.of() : List.copyOf(cursors.values());
        }
    }

    /** Takes all open cursors out. */
    List<Cursor> closeAll() {
        synchronized (lock) {
            List<Cursor> all = new ArrayList<>(cursors.values());
            cursors.clear();
            return all;
        }
    }

    boolean isEmpty() {
        synchronized (lock) {
            return cursors.isEmpty();
        }
    }

    boolean isRunning(int stream) {
        synchronized (lock) {
            return running == stream;
        }
    }

    void running(int stream) {
        synchronized (lock) {
            running = stream;
        }
    }

    /**
     * The running task is over. Waits for a cancellation on its way to the target, so that it cannot arrive at the next statement.
     *
     * @throws IOException if it took too long; the socket is then given up
     */
    void idle(Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (lock) {
            running = NONE;
            lock.notifyAll();
            while (cancelling) {
                pause(end, "a cancellation did not come back from the target");
            }
        }
    }

    /** Repeats a cancellation until the stream runs no more: the first may come before the target has begun. */
    void cancel(int stream, Runnable cancellation, Duration pause, int times) throws IOException {
        for (int i = 0; i < times && begin(stream); i++) {
            try {
                cancellation.run();
            } finally {
                synchronized (lock) {
                    cancelling = false;
                    lock.notifyAll();
                }
            }
            awaitEnd(stream, pause);
        }
    }

    private boolean begin(int stream) {
        synchronized (lock) {
            if (running != stream || cancelling) {
                return false;
            }
            cancelling = true;
            return true;
        }
    }

    private void awaitEnd(int stream, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (lock) {
            while (running == stream && System.nanoTime() < end) {
                pause(Long.MAX_VALUE, "");
            }
        }
    }

    @GuardedBy("lock")
    @SuppressWarnings("WaitNotInLoop") // the loops are the callers'
    private void pause(long endNanos, String tooLong) throws IOException {
        if (endNanos != Long.MAX_VALUE && System.nanoTime() > endNanos) {
            throw new IOException(tooLong);
        }
        try {
            TimeUnit.MILLISECONDS.timedWait(lock, 50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the socket was served", e);
        }
    }
}
