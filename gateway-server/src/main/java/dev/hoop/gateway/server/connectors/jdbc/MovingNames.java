package dev.hoop.gateway.server.connectors.jdbc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.engine.StatementFacts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions of a target give names another meaning, and when they did. The database looks names up when it gets to a statement, and
 * that may be long after the statement was judged: it may have waited for the very lock of who changes them. So a statement is judged as of
 * a {@linkplain #now moment}, and what it answers holds only if nobody else has {@linkplain #moved moved} its names since. A change that
 * cannot be taken back by rolling back is not sent while such names move, and names do not begin to move while it is at the target.
 * Thread-safe.
 */
final class MovingNames {
    /** How many ended changes are remembered: whoever was judged before them all is taken to be concerned. */
    private static final int REMEMBERED = 1000;

    /** How much later than its effect a single statement's end may be heard of. */
    private static final long HEARD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LOOK_MILLIS = 100;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private long moment;

    @GuardedBy("lock")
    private long forgotten;

    @GuardedBy("lock")
    private final Deque<Ended> ended = new ArrayDeque<>();

    @GuardedBy("lock")
    private final Set<Motion> going = new HashSet<>();

    @GuardedBy("lock")
    private final Set<Writing> writings = new HashSet<>();

    private record Ended(long at, Moved moved) {}

    /** Where a session is with what it has defined. */
    private enum Stage {
        /** Nobody else sees it, and nothing that could change that is being done. */
        AWAY,
        /** One statement or commit is at the target: others see it, if at all, about when that is over. */
        AT_TARGET,
        /** Several statements in one text are at the target. */
        AT_LENGTH
    }

    /** What a session's open transaction, or its one statement, has moved up to now. */
    static final class Motion {
        private Moved moved = Moved.NOTHING;
        private Stage stage = Stage.AWAY;
    }

    /** A change at the target that would stand whatever became of its names. */
    private static final class Writing {
        private final List<Moved.Name> names;

        Writing(List<Moved.Name> names) {
            this.names = names;
        }
    }

    /** The moment as of which a statement is judged that is read by a catalogue got from now on. */
    long now() {
        synchronized (lock) {
            return moment;
        }
    }

    /**
     * A session is about to send what moves names. Waits for changes of others that rest on them, and outside a transaction for others that
     * move what it rests on itself.
     *
     * @return nothing where those do not end in time
     */
    @Nullable
    Motion begin(@Nullable Motion own, Moved moved, StatementFacts facts, boolean alone, Patience patience) {
        List<Moved.Name> names = Moved.names(facts);
        synchronized (lock) {
            while (writings.stream().anyMatch(writing -> moved.holds(writing.names))
                    || (alone && areMoving(names, own))) {
                if (!patience.pause(lock)) {
                    return null;
                }
            }
            Motion motion = own == null ? new Motion() : own;
            motion.moved = motion.moved.and(moved);
            motion.stage = facts.statementCount() == 1 ? Stage.AT_TARGET : Stage.AT_LENGTH;
            going.add(motion);
            return motion;
        }
    }

    @GuardedBy("lock")
    private boolean areMoving(List<Moved.Name> names, @Nullable Motion own) {
        return going.stream().anyMatch(other -> other != own && other.moved.holds(names));
    }

    /** Something is about to be sent that may end the motion's transaction. */
    void mayEnd(Motion motion, int statements) {
        synchronized (lock) {
            motion.stage = statements == 1 ? Stage.AT_TARGET : Stage.AT_LENGTH;
        }
    }

    /** What was sent is over, and the transaction is not. */
    void away(Motion motion) {
        synchronized (lock) {
            motion.stage = Stage.AWAY;
            lock.notifyAll();
        }
    }

    /** Whether the motion is more than a lock. */
    boolean defines(Motion motion) {
        synchronized (lock) {
            return motion.moved.isDefinition();
        }
    }

    /** The transaction has ended, one way or the other. Whoever reads the catalogue from now on sees what has come of it. */
    void over(Motion motion) {
        synchronized (lock) {
            going.remove(motion);
            if (motion.moved.isDefinition()) {
                moment++;
                ended.addLast(new Ended(moment, motion.moved));
                if (ended.size() > REMEMBERED) {
                    forgotten = ended.removeFirst().at();
                }
            }
            lock.notifyAll();
        }
    }

    /** Whether another session has, since that moment, given one of the names another meaning, or may have. */
    boolean moved(long since, List<Moved.Name> names, @Nullable Motion own) {
        return moved(since, names, own, Moved::concerns);
    }

    /** As {@link #moved}, or has defined something else that a statement with these names may use. */
    boolean movedAnything(long since, List<Moved.Name> names, @Nullable Motion own) {
        return moved(since, names, own, Moved::touches);
    }

    private boolean moved(
            long since, List<Moved.Name> names, @Nullable Motion own, BiPredicate<Moved, List<Moved.Name>> meets) {
        Predicate<Moved> met = moved -> meets.test(moved, names);
        synchronized (lock) {
            if (since == moment && going.isEmpty()) {
                return false;
            }
            long until = System.nanoTime() + HEARD_NANOS;
            while (!hasMoved(since, met)) {
                if (isAt(Stage.AT_LENGTH, own, met)) {
                    return true;
                }
                long left = until - System.nanoTime();
                if (!isAt(Stage.AT_TARGET, own, met) || left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return true;
                }
            }
            return true;
        }
    }

    @GuardedBy("lock")
    private boolean hasMoved(long since, Predicate<Moved> met) {
        if (since < forgotten) {
            return true;
        }
        for (Iterator<Ended> last = ended.descendingIterator(); last.hasNext(); ) {
            Ended end = last.next();
            if (end.at() <= since) {
                return false;
            }
            if (met.test(end.moved())) {
                return true;
            }
        }
        return false;
    }

    @GuardedBy("lock")
    private boolean isAt(Stage stage, @Nullable Motion own, Predicate<Moved> met) {
        return going.stream().anyMatch(other -> other != own && other.stage == stage && met.test(other.moved));
    }

    /**
     * A change is about to be sent that stands once the target has carried it out. Waits while one of its names moves.
     *
     * @return what says that it is over; nothing where the names are not at rest in time
     */
    @Nullable
    Runnable write(List<Moved.Name> names, @Nullable Motion own, Patience patience) {
        synchronized (lock) {
            while (areMoving(names, own)) {
                if (!patience.pause(lock)) {
                    return null;
                }
            }
            Writing writing = new Writing(names);
            writings.add(writing);
            return () -> written(writing);
        }
    }

    private void written(Writing writing) {
        synchronized (lock) {
            writings.remove(writing);
            lock.notifyAll();
        }
    }

    /** How long, and while what, somebody waits. */
    static final class Patience {
        private final long until;
        private final BooleanSupplier goesOn;

        Patience(long nanos, BooleanSupplier goesOn) {
            this.until = System.nanoTime() + nanos;
            this.goesOn = goesOn;
        }

        /** Whether to look again. */
        private boolean pause(Object lock) {
            if (!goesOn.getAsBoolean() || until - System.nanoTime() <= 0) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.timedWait(lock, LOOK_MILLIS);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
