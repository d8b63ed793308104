package dev.hoop.gateway.server.trail.file.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sees to it that records are written by one thread at a time. That is the appender's own, but who waits only for the operating system and
 * finds nobody writing {@linkplain #lead writes itself}, and takes along what others left: handing over to another thread and back would
 * cost more than the write.
 */
final class Appender implements Runnable {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long records that nobody waits for may lie while others come and go. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final TicketQueue queue;
    private final ReentrantLock writing = new ReentrantLock();

    @GuardedBy("writing")
    private final Scribe scribe;

    private volatile boolean closing;
    private volatile boolean idle;
    private volatile long busySince;

    Appender(Scribe scribe, TicketQueue queue) {
        this.scribe = scribe;
        this.queue = queue;
    }

    /** How long the current write has taken so far; zero when idle. Any thread. */
    long busyNanos() {
        long since = busySince;
        return since == 0 ? 0 : System.nanoTime() - since;
    }

    /** Lets the thread end once everything is written. Any thread. */
    void close() {
        closing = true;
        queue.wake();
    }

    /** Something nobody waits for is in the queue: wakes the thread unless it comes by soon. Any thread. */
    void note() {
        if (idle) {
            queue.wake();
        }
    }

    /**
     * Writes what is in the queue on the calling thread, unless another thread writes. The caller's record is among it, or with whoever
     * writes now. It takes as long as the operating system takes: no deadline ends a write that hangs. Nothing is forced here.
     */
    void lead() {
        if (!writing.tryLock()) {
            return; // who writes looks again before it goes
        }
        boolean appenderIsDue;
        try {
            boolean clean = scribe.isDone();
            if (!scribe.inTrouble()) {
                busySince = Math.max(1, System.nanoTime());
                scribe.write(queue.take());
                busySince = 0;
            }
            appenderIsDue = scribe.inTrouble() || scribe.someoneWaits() || (clean && !scribe.isDone());
        } finally {
            writing.unlock();
        }
        if (appenderIsDue || queue.someoneWaits()) {
            queue.wake();
        }
    }

    @Override
    public void run() {
        while (!closing || !queue.isEmpty()) {
            queue.sleep(nap(), () -> closing || queue.someoneWaits() || (idle && !queue.isEmpty()));
            writing.lock();
            try {
                busySince = Math.max(1, System.nanoTime());
                scribe.cycle(queue.take());
                busySince = 0;
            } finally {
                writing.unlock();
            }
        }
        writing.lock();
        try {
            scribe.finish();
        } finally {
            writing.unlock();
        }
    }

    private long nap() {
        writing.lock();
        try {
            idle = !closing && !scribe.inTrouble() && scribe.isDone();
            if (closing) {
                return 0;
            }
            if (scribe.inTrouble()) {
                return RETRY_NANOS;
            }
            return idle ? IDLE_NANOS : GATHER_NANOS;
        } finally {
            writing.unlock();
        }
    }
}
