package dev.hoop.gateway.server.doors.remote;

import java.util.function.BooleanSupplier;

/** Waits until something is so, for a bounded time. */
final class Eventually {
    private Eventually() {}

    static boolean holds(BooleanSupplier claim) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end) {
            if (claim.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
        return claim.getAsBoolean();
    }

    static boolean noThreadsOfTheDoor() {
        return holds(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("hoop-remote")));
    }
}
