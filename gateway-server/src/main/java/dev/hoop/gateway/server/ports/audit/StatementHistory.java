package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** What was asked before, as the trail has it. Thread-safe. */
public interface StatementHistory {
    /**
     * Hands over each statement that was asked since then, oldest first, once, until the callee wants no more.
     *
     * @throws GatewayException {@code TRAIL_UNAVAILABLE} if the trail cannot be read
     */
    void read(Instant since, Predicate<Asked> callee);

    /**
     * A statement that was asked, whatever became of it.
     *
     * @param subject empty where the trail does not say in which groups it was
     * @param sql whether it was SQL
     * @param text empty where it was erased
     */
    record Asked(
            Instant at,
            String name,
            Optional<Subject> subject,
            TargetName target,
            String door,
            Optional<TaskId> task,
            boolean sql,
            Optional<String> text) {
        /** Leaves the text out. */
        @Override
        public String toString() {
            return "Asked[" + at + " " + name + " at " + target + "]";
        }
    }
}
