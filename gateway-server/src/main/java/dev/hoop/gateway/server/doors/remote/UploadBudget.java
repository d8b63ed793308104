package dev.hoop.gateway.server.doors.remote;

import java.util.concurrent.atomic.AtomicLong;

/** How much disk the large parameters of all sessions may take together, and those of one. Thread-safe. */
final class UploadBudget {
    private static final int SHARES = 4;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    UploadBudget(long most) {
        this.most = most;
    }

    /** The most of one session. */
    long mostOfOne() {
        return most / SHARES;
    }

    /** Takes so many bytes, or none when there is no room. */
    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= most) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
