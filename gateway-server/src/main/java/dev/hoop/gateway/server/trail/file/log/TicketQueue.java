package dev.hoop.gateway.server.trail.file.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Records on their way from many callers to the one appender. Bounded for those who wait; what nobody waits for is always taken. */
final class TicketQueue {
    private static final int MAX_QUEUED = 32 * 1024;
    private static final int MAX_BATCH = 1024;

    private final ConcurrentLinkedQueue<Ticket> tickets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile @Nullable Thread sleeper;

    /** False when too many wait already. */
    boolean offer(Ticket ticket) {
        if (size.incrementAndGet() > MAX_QUEUED && ticket.need() != Ticket.Need.NOTHING) {
            size.decrementAndGet();
            return false;
        }
        tickets.add(ticket);
        wake();
        return true;
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

    /** Appender: what has gathered, after waiting for the first at most so long. */
    List<Ticket> take(long waitNanos) {
        if (tickets.isEmpty() && waitNanos > 0) {
            sleeper = Thread.currentThread();
            if (tickets.isEmpty()) {
                LockSupport.parkNanos(this, waitNanos);
            }
            sleeper = null;
        }
        List<Ticket> batch = new ArrayList<>();
        Ticket next;
        while (batch.size() < MAX_BATCH && (next = tickets.poll()) != null) {
            size.decrementAndGet();
            batch.add(next);
        }
        return batch;
    }
}
