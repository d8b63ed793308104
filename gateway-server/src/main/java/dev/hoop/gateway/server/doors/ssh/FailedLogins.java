package dev.hoop.gateway.server.doors.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts proofs that did not hold, per address and minute, so that nobody tries tokens by the thousand. Thread-safe. */
final class FailedLogins {
    private static final int MOST = 30;
    private static final int ADDRESSES = 10_000;
    private static final long SPAN = Duration.ofMinutes(1).toNanos();

    private record Count(long sinceNanos, int failures) {}

    @GuardedBy("this")
    private final Map<String, Count> counts = new LinkedHashMap<>();

    synchronized boolean mayTry(String address) {
        Count count = counts.get(address);
        return count == null || System.nanoTime() - count.sinceNanos() > SPAN || count.failures() < MOST;
    }

    synchronized void failed(String address) {
        long now = System.nanoTime();
        Count before = counts.remove(address);
        counts.put(
                address,
                before != null && now - before.sinceNanos() <= SPAN
                        ? new Count(before.sinceNanos(), before.failures() + 1)
                        : new Count(now, 1));
        if (counts.size() > ADDRESSES) {
            counts.remove(counts.keySet().iterator().next());
        }
    }
}
