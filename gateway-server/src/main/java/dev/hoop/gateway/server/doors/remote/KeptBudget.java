package dev.hoop.gateway.server.doors.remote;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory all sessions together may use for results that had to make way for the next statement. Thread-safe. */
final class KeptBudget {
    /** The most of one result. */
    static final long MOST_OF_ONE = 16L * 1024 * 1024;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    KeptBudget(long most) {
        this.most = most;
    }

    boolean hasRoom(long bytes) {
        return used.get() + bytes <= most;
    }

    void take(long bytes) {
        used.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
