package dev.hoop.gateway.server.ports.tasks;

import dev.hoop.gateway.engine.TaskFacts;
import dev.hoop.gateway.engine.TaskId;
import java.util.Optional;

/** Where tasks are kept. Thread-safe. */
public interface Tracker {
    /**
     * What it knows of a task now; takes a bounded time.
     *
     * @return empty when it knows of none
     * @throws UnansweredException when it cannot be asked, or answers what is not understood
     */
    Optional<TaskFacts> read(TaskId task) throws UnansweredException;

    /** It did not answer. Whoever asks for something new because of a task does not get it. */
    final class UnansweredException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnansweredException(String why) {
            super(why);
        }
    }
}
