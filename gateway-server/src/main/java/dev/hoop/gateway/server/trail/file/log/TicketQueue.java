package dev.hoop.gateway.server.trail.file.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Records on their way from many callers to the one that writes. Bounded for those who wait; what nobody waits for is always taken. */
final class TicketQueue {
    private static final int MAX_QUEUED = 32 * 1024;
    private static final int MAX_BATCH = 1024;

    private final ConcurrentLinkedQueue<Ticket> tickets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger waited = new AtomicInteger();
    private volatile @Nullable Thread sleeper;

    /** False when too many wait already. */
    boolean offer(Ticket ticket) {
        if (size.incrementAndGet() > MAX_QUEUED && ticket.need() != Ticket.Need.NOTHING) {
            size.decrementAndGet();
            return false;
        }
        if (ticket.need() != Ticket.Need.NOTHING) {
            waited.incrementAndGet();
        }
        tickets.add(ticket);
        return true;
    }

    /** Whether a record is in the queue that somebody waits for. */
    boolean someoneWaits() {
        return waited.get() > 0;
    }

    /** Wakes the appender if it sleeps. */
    void wake() {
        Thread sleeping = sleeper;
        if (sleeping != null) {
            LockSupport.unpark(sleeping);
        }
    }

    boolean isEmpty() {
        return tickets.isEmpty();
    }

    /** Appender: waits for so long, unless it is woken or {@code due} answers true. */
    void sleep(long nanos, BooleanSupplier due) {
        if (nanos > 0) {
            sleeper = Thread.currentThread();
            if (!due.getAsBoolean()) {
                LockSupport.parkNanos(this, nanos);
            }
            sleeper = null;
        }
    }

    /** What has gathered. One thread at a time. */
    List<Ticket> take() {
        List<Ticket> batch = new ArrayList<>();
        Ticket next;
        while (batch.size() < MAX_BATCH && (next = tickets.poll()) != null) {
            size.decrementAndGet();
            if (next.need() != Ticket.Need.NOTHING) {
                waited.decrementAndGet();
            }
            batch.add(next);
        }
        return batch;
    }
}
