package dev.hoop.gateway.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes a socket when a deadline passes. A read timeout bounds one read, which a peer that dribbles bytes restarts at will, and a write
 * has no timeout at all; this bounds both.
 *
 * <p>One daemon thread for all connections of the JVM, started when first needed and gone after it has been idle for a while. It is woken
 * only for a deadline that comes before the one it sleeps for, and of one that was met in time it learns when it would have passed: nearly
 * all are met, and waking a thread costs more than what most of them watch over.
 */
final class Watchdog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Rounds ROUNDS = new Rounds();
    private static final int WATCHING = 0;
    private static final int FIRED = 1;
    private static final int CLOSED = 2;

    private final AtomicInteger state = new AtomicInteger(WATCHING);
    private final long atNanos;
    private final Runnable action;

    private Watchdog(Duration limit, Runnable action) {
        this.atNanos = System.nanoTime() + (limit.compareTo(LONGEST) < 0 ? limit : LONGEST).toNanos();
        this.action = action;
    }

    /** Runs the action after the limit unless closed before. The action must not block. */
    static Watchdog after(Duration limit, Runnable action) {
        Watchdog watchdog = new Watchdog(limit, action);
        ROUNDS.add(watchdog);
        return watchdog;
    }

    /** Whether the limit has passed and the action was, or is being, run. */
    boolean fired() {
        return state.get() == FIRED;
    }

    @Override
    public void close() {
        state.compareAndSet(WATCHING, CLOSED);
        ROUNDS.remove(this);
    }

    private void fire() {
        if (state.compareAndSet(WATCHING, FIRED)) {
            try {
                action.run();
            } catch (RuntimeException e) { // the edge of the thread that watches over all the others too
                LOG.log(System.Logger.Level.WARNING, "a connection whose time was up could not be closed", e);
            }
        }
    }

    /** The deadlines to come, and the thread that sleeps until the first of them. */
    private static final class Rounds {
        private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

        private final Object lock = new Object();

        @GuardedBy("lock")
        private final Set<Watchdog> coming = new HashSet<>();

        @GuardedBy("lock")
        private boolean walking;

        @GuardedBy("lock")
        private long wakesAtNanos;

        void add(Watchdog watchdog) {
            synchronized (lock) {
                if (!walking) {
                    wakesAtNanos = watchdog.atNanos;
                    start();
                    walking = true;
                } else if (watchdog.atNanos - wakesAtNanos < 0) {
                    wakesAtNanos = watchdog.atNanos;
                    lock.notifyAll();
                }
                coming.add(watchdog);
            }
        }

        void remove(Watchdog watchdog) {
            synchronized (lock) {
                coming.remove(watchdog);
            }
        }

        private void start() {
            Thread thread = new Thread(null, this::walk, "hoop-deadlines", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }

        private void walk() {
            while (sleep()) {
                passed().forEach(Watchdog::fire);
            }
        }

        /** Sleeps until the first deadline may have passed; false when there was none for so long that the thread goes. */
        private boolean sleep() {
            synchronized (lock) {
                boolean idle = coming.isEmpty();
                long now = System.nanoTime();
                wakesAtNanos = coming.stream()
                                .mapToLong(each -> each.atNanos - now)
                                .min()
                                .orElse(IDLE_NANOS)
                        + now;
                long left = wakesAtNanos - now;
                while (left > 0) {
                    rest(left);
                    left = wakesAtNanos - System.nanoTime();
                }
                walking = !idle || !coming.isEmpty();
                return walking;
            }
        }

        @GuardedBy("lock")
        @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
        private void rest(long nanos) {
            try {
                TimeUnit.NANOSECONDS.timedWait(lock, nanos);
            } catch (InterruptedException e) {
                // nobody has reason to interrupt this thread; the deadlines stand
            }
        }

        private List<Watchdog> passed() {
            List<Watchdog> passed = new ArrayList<>();
            long now = System.nanoTime();
            synchronized (lock) {
                coming.removeIf(each -> {
                    boolean over = each.atNanos - now <= 0;
                    if (over) {
                        passed.add(each);
                    }
                    return over;
                });
            }
            return passed;
        }
    }
}
