package dev.hoop.gateway.server.doors.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts open sockets, in all and per address, so that neither a crowd nor one peer takes every thread. Thread-safe. */
final class Admission {
    private final int most;
    private final int mostPerAddress;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();

    @GuardedBy("lock")
    private int all;

    Admission(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /** Takes a seat; answers why not when there is none. */
    Optional<String> enter(InetAddress address) {
        synchronized (lock) {
            if (all >= most) {
                return Optional.of(
                        "the gateway has %d sessions open, which is its limit; try again later or raise limits.sessions"
                                .formatted(most));
            }
            int here = perAddress.getOrDefault(address, 0);
            if (here >= mostPerAddress) {
                return Optional.of(
                        "your address has %d sessions open, which is the limit for one address; close some or raise %s"
                                .formatted(mostPerAddress, "limits.sessions-per-address"));
            }
            all++;
            perAddress.put(address, here + 1);
            return Optional.empty();
        }
    }

    void leave(InetAddress address) {
        synchronized (lock) {
            all--;
            perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    int open() {
        synchronized (lock) {
            return all;
        }
    }
}
