package dev.hoop.gateway.server.gate;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What one watcher sees of a session while it goes on: the very same that is recorded. The session never waits for a watcher; one that reads
 * too slowly misses something, and is told so. Thread-safe; one thread reads.
 */
public final class LiveView implements AutoCloseable {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_EVENTS = 4096;
    private static final Seen GAP = new Seen("gap", Map.of(), new byte[0]);
    private static final Seen CLOSED = new Seen("closed", Map.of(), new byte[0]);

    private final Runnable leave;

    @GuardedBy("this")
    private final Deque<Seen> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private int bytes;

    @GuardedBy("this")
    private boolean over;

    LiveView(Runnable leave) {
        this.leave = leave;
    }

    /** One thing that happened: {@code judged}, {@code began}, {@code output}, {@code terminal}, {@code ended}, {@code gap}, {@code closed}. */
    public static final class Seen {
        private final String type;
        private final Map<String, String> fields;
        private final byte[] output;

        Seen(String type, Map<String, String> fields, byte[] output) {
            this.type = type;
            this.fields = Map.copyOf(fields);
            this.output = output;
        }

        public String type() {
            return type;
        }

        public Map<String, String> fields() {
            return fields;
        }

        /** What was shown; a copy. */
        public byte[] output() {
            return output.clone();
        }

        /** After it nothing more comes. */
        public boolean isLast() {
            return type.equals(CLOSED.type);
        }
    }

    synchronized void add(Seen seen) {
        if (over) {
            return;
        }
        if (bytes + seen.output.length > MOST_BYTES || waiting.size() >= MOST_EVENTS) {
            waiting.clear();
            bytes = 0;
            waiting.add(GAP);
        }
        waiting.add(seen);
        bytes += seen.output.length;
        notifyAll();
    }

    /** The session is over. */
    synchronized void finish() {
        add(CLOSED);
        over = true;
    }

    /** The next thing; empty when nothing happened for so long. */
    public synchronized Optional<Seen> next(Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (waiting.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        Seen seen = waiting.remove();
        bytes -= seen.output.length;
        return Optional.of(seen);
    }

    @Override
    public void close() {
        leave.run();
    }
}
