package dev.hoop.gateway.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that policy may look at. A claim is a value: judging it again gives the same answer.
 *
 * @param door the protocol front the statement came through
 * @param at the time of the judgement; rules with hours look at this and at no clock
 * @param binding the digest of everything an approval of this claim must be for; empty where no approval is looked at
 */
public record Claim(
        DecisionId id,
        Subject subject,
        String door,
        Optional<TaskId> task,
        Statement statement,
        StatementFacts facts,
        Optional<ApprovalEvidence> approval,
        Instant at,
        String binding) {
    /** A claim on which no approval is looked at, even if it carries one. */
    public Claim(
            DecisionId id,
            Subject subject,
            String door,
            Optional<TaskId> task,
            Statement statement,
            StatementFacts facts,
            Optional<ApprovalEvidence> approval,
            Instant at) {
        this(id, subject, door, task, statement, facts, approval, at, "");
    }

    /**
     * The same claim, understood from another text than the submitted one: what would run is the text of these facts. Parameters keep what
     * they were found to meet before, and what was to show values of some columns is still theirs, and so still has their masks.
     */
    public Claim with(StatementFacts rewritten, Set<ColumnName> masked) {
        StatementFacts kept = rewritten.with(facts.parameters(), shown(rewritten.output(), masked));
        return new Claim(id, subject, door, task, statement, kept, approval, at, binding);
    }

    private List<OutputColumn> shown(List<OutputColumn> now, Set<ColumnName> masked) {
        List<OutputColumn> before = facts.output();
        if (before.size() != now.size()) {
            return now;
        }
        List<OutputColumn> shown = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            boolean showed = before.get(i).sources().stream().anyMatch(masked::contains);
            shown.add(showed ? before.get(i).labelled(now.get(i).label()) : now.get(i));
        }
        return shown;
    }

    /**
     * The same claim with people's agreement.
     *
     * @param own the digest of this very claim, which the agreement must be for
     */
    public Claim with(ApprovalEvidence evidence, String own) {
        return new Claim(id, subject, door, task, statement, facts, Optional.of(evidence), at, own);
    }
}
