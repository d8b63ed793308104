package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.TaskFacts;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.server.ports.tasks.Tracker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the tasks that sessions work for. A session begins only on what the tracker says now; while it runs, somebody must
 * {@linkplain #refresh() ask again} every few seconds. While the tracker is silent nothing new begins, and what runs goes on for a quarter of
 * an hour at most. Thread-safe.
 */
public final class TaskBook {
    private static final Logger LOG = LoggerFactory.getLogger(TaskBook.class);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration STALE = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Optional<Tracker> tracker;
    private final Clock clock;
    private final Map<TaskId, Entry> entries = new ConcurrentHashMap<>();

    /** @param read when the tracker said so; {@code seen} when somebody last wanted to know */
    private record Entry(Optional<TaskFacts> facts, Instant read, Instant seen) {}

    /** @param tracker empty where there is none: then nothing is known of any task */
    public TaskBook(Optional<Tracker> tracker, Clock clock) {
        this.tracker = tracker;
        this.clock = clock;
    }

    /** What the tracker says now, or said seconds ago; empty when it knows nothing, or says nothing. */
    Optional<TaskFacts> fresh(Optional<TaskId> task) {
        if (task.isEmpty() || tracker.isEmpty()) {
            return Optional.empty();
        }
        Entry known = entries.get(task.get());
        if (known != null && clock.instant().isBefore(known.read().plus(FRESH))) {
            return known(task);
        }
        return ask(task.get()) ? known(task) : Optional.empty();
    }

    /** What the tracker said last. */
    Optional<TaskFacts> known(Optional<TaskId> task) {
        if (task.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Entry entry = entries.computeIfPresent(task.get(), (id, known) -> new Entry(known.facts(), known.read(), now));
        return entry == null || now.isAfter(entry.read().plus(STALE)) ? Optional.empty() : entry.facts();
    }

    /** Asks again about every task that somebody works for, and forgets the others. */
    public void refresh() {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> now.isAfter(entry.seen().plus(FORGOTTEN)));
        for (TaskId task : List.copyOf(entries.keySet())) {
            ask(task);
        }
    }

    private boolean ask(TaskId task) {
        try {
            Optional<TaskFacts> facts =
                    tracker.isEmpty() ? Optional.empty() : tracker.get().read(task);
            Instant now = clock.instant();
            if (entries.size() >= MOST && !entries.containsKey(task)) {
                return false;
            }
            entries.compute(task, (id, old) -> new Entry(facts, now, old == null ? now : old.seen()));
            return true;
        } catch (Tracker.UnansweredException e) {
            LOG.atWarn()
                    .setMessage("the tracker of tasks does not answer; no session begins because of a task")
                    .addKeyValue("why", e.getMessage())
                    .log();
            return false;
        }
    }
}
