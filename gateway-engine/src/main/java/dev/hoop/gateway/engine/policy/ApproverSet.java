package dev.hoop.gateway.engine.policy;

import java.util.List;

/**
 * People of whom enough must agree.
 *
 * @param approvers groups, or subjects written {@code subject:name}
 * @param quorum how many distinct people of them, the requester never among them
 */
public record ApproverSet(List<String> approvers, int quorum) {
    public ApproverSet {
        approvers = List.copyOf(approvers);
        if (approvers.isEmpty()) {
            throw new IllegalArgumentException("a set of approvers names nobody");
        }
        if (quorum < 1) {
            throw new IllegalArgumentException("a quorum is at least one");
        }
    }
}
