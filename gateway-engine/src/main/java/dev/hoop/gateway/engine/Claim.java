package dev.hoop.gateway.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * All that policy may look at. A claim is a value: judging it again gives the same answer.
 *
 * @param door the protocol front the statement came through
 * @param at the time of the judgement; rules with hours look at this and at no clock
 */
public record Claim(
        DecisionId id,
        Subject subject,
        String door,
        Optional<TaskId> task,
        Statement statement,
        StatementFacts facts,
        Optional<ApprovalEvidence> approval,
        Instant at) {
    /** The same claim with people's agreement. */
    public Claim with(ApprovalEvidence evidence) {
        return new Claim(id, subject, door, task, statement, facts, Optional.of(evidence), at);
    }
}
