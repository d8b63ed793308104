package dev.hoop.gateway.api.transport;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says who may look for what is about to come instead of sleeping for it: to wake a processor that sleeps can take longer than what is
 * waited for. No more threads look at once than leave a processor to others; with a single processor none does. Thread-safe.
 */
public final class Lookout {
    /** For how long it is worth looking; what takes longer is better slept for. */
    public static final long MOMENT_NANOS = 200_000;

    /** How many threads may look at once. */
    public static final int MOST = Runtime.getRuntime().availableProcessors() - 1;

    private static final AtomicInteger LOOKING = new AtomicInteger();

    private Lookout() {}

    /** Whether the calling thread may look; it {@linkplain #leave leaves} afterwards, whatever this answered. */
    public static boolean enter() {
        return LOOKING.incrementAndGet() <= MOST;
    }

    /** The calling thread looks no more. */
    public static void leave() {
        LOOKING.decrementAndGet();
    }
}
