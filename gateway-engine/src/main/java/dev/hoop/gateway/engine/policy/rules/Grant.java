package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.document.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * That some subjects may use some targets at all, for some kinds of statements.
 *
 * @param tables the objects it reaches; all when empty
 * @param expires from when it is void
 */
public record Grant(
        Mark mark,
        String name,
        Who who,
        Targets targets,
        Set<StatementKind> kinds,
        List<TablePattern> tables,
        OptionalLong maxRows,
        Optional<Instant> expires,
        Task task,
        Optional<Review> review,
        String reason) {
    /** What task a session must work for: none, any, or one whose id fits. */
    public record Task(boolean required, Optional<Segment> id) {
        boolean satisfiedBy(Optional<TaskId> given) {
            return given.map(task ->
                            id.map(pattern -> pattern.fitsAnyCase(task.value())).orElse(true))
                    .orElse(!required && id.isEmpty());
        }
    }

    /** How often people must confirm the grant, and who. */
    public record Review(Duration every, List<String> by) {
        public Review {
            by = List.copyOf(by);
        }
    }

    public Grant {
        kinds = Set.copyOf(kinds);
        tables = List.copyOf(tables);
    }

    /** Whether the grant lets the subject in, whatever it then does. */
    public boolean admits(Subject subject, TargetName target, Optional<TaskId> given, Instant at) {
        return targets.include(target)
                && who.includes(subject)
                && expires.map(at::isBefore).orElse(true)
                && task.satisfiedBy(given);
    }

    /** Whether every object of the statement lies within the grant. System catalogues are guarded by other means. */
    public boolean reaches(Claim claim) {
        return tables.isEmpty()
                || claim.facts().objects().stream()
                        .filter(use -> !SystemSchemas.contain(claim.facts().dialect(), use.object()))
                        .allMatch(use -> tables.stream()
                                .anyMatch(table -> table.matches(
                                        claim.statement().target(),
                                        claim.facts().dialect(),
                                        use.object())));
    }

    public boolean readsOnly() {
        return kinds.stream().allMatch(KindWords.READING::contains);
    }
}
