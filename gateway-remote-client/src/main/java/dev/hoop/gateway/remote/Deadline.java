package dev.hoop.gateway.remote;

import java.time.Duration;

/** A moment by which something must have happened, or never. */
record Deadline(long atNanos, boolean bounded) {
    static final Deadline NEVER = new Deadline(0, false);

    /** @param limit zero for never */
    static Deadline in(Duration limit) {
        return limit.isZero() ? NEVER : new Deadline(System.nanoTime() + limit.toNanos(), true);
    }

    boolean isPast() {
        return bounded && atNanos - System.nanoTime() <= 0;
    }

    /** Milliseconds until the deadline or the given interval, whichever is shorter; at least one, because zero would mean for ever. */
    int timeoutMillis(Duration interval) {
        long millis = interval.toMillis();
        if (bounded) {
            millis = Math.min(millis, (atNanos - System.nanoTime() + 999_999) / 1_000_000);
        }
        return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
    }
}
