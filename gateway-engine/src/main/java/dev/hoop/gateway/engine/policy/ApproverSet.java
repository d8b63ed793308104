package dev.hoop.gateway.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * People of whom enough must agree.
 *
 * @param approvers groups, or subjects written {@code subject:name}
 * @param quorum how many distinct people of them, the requester never among them
 */
public record ApproverSet(List<String> approvers, int quorum) {
    /** Stands for the reviewers of the task that the session works for, until people are asked. */
    public static final String TASK_REVIEWERS = "task:reviewers";

    public ApproverSet {
        approvers = List.copyOf(approvers);
        if (approvers.isEmpty()) {
            throw new IllegalArgumentException("a set of approvers names nobody");
        }
        if (quorum < 1) {
            throw new IllegalArgumentException("a quorum is at least one");
        }
    }

    /** The same set with the task's reviewers by their names; empty when nobody is left. */
    public Optional<ApproverSet> naming(List<String> reviewers) {
        List<String> named = approvers.stream()
                .flatMap(approver -> approver.equals(TASK_REVIEWERS)
                        ? reviewers.stream().map(name -> "subject:" + name)
                        : Stream.of(approver))
                .distinct()
                .toList();
        return named.isEmpty() ? Optional.empty() : Optional.of(new ApproverSet(named, quorum));
    }
}
