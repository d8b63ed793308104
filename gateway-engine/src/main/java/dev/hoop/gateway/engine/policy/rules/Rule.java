package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.policy.document.Mark;
import dev.hoop.gateway.engine.policy.schedule.OnCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One rule of the policy.
 *
 * @param message what the policy's author says to whom it meets; may be empty
 */
public record Rule(
        Mark mark,
        String name,
        Match on,
        Optional<Match> unless,
        Outcome outcome,
        String message,
        OptionalLong maxRows,
        OptionalLong maxRowsAffected) {
    /** What becomes of a claim that the rule matches. */
    public sealed interface Outcome {}

    /** It does not run. */
    public record Deny() implements Outcome {}

    /**
     * People must agree.
     *
     * @param schedules those that say who of the approvers is on call
     * @param timeBox for how long they may let statements like the held one run; zero where they may approve that one alone
     * @param glass who need not wait for them
     */
    public record Hold(
            List<String> approvers,
            int quorum,
            List<OnCall> schedules,
            Duration within,
            Duration timeBox,
            Who glass,
            Duration justifiedFor)
            implements Outcome {
        /** One whose break covers nothing else. */
        public Hold(
                List<String> approvers,
                int quorum,
                List<OnCall> schedules,
                Duration within,
                Duration timeBox,
                Who glass) {
            this(approvers, quorum, schedules, within, timeBox, glass, Duration.ZERO);
        }

        /** One nobody gets around, for one statement at a time. */
        public Hold(List<String> approvers, int quorum, Duration within) {
            this(approvers, quorum, List.of(), within, Duration.ZERO, Who.NOBODY);
        }

        public Hold {
            approvers = List.copyOf(approvers);
            schedules = List.copyOf(schedules);
        }
    }

    /** It runs, with bounds. */
    public record Cap() implements Outcome {}

    public boolean matches(Claim claim) {
        return on.holds(claim) && unless.map(match -> !match.holds(claim)).orElse(true);
    }

    /** Whether it matches every claim of one asker with the same facts alike. */
    boolean isSteady() {
        return on.isSteady() && unless.map(Match::isSteady).orElse(true);
    }

    /** {@code rule 'no-drop' (policy.yaml:12)}. */
    public String place() {
        return "rule '" + name + "'" + mark.aside();
    }
}
