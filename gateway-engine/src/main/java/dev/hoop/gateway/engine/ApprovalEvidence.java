package dev.hoop.gateway.engine;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * That people agreed to one held claim. Evidence for a second judgement, never a way around the first.
 *
 * @param requestId the request that was approved
 * @param rule the rule that held the claim
 * @param binding the digest of exactly what was approved, in hexadecimal; judged against the claim's own binding
 * @param approvers the distinct people who approved
 * @param maxRows how many rows they agreed may change, where one of them said so
 * @param brokeGlass that nobody agreed yet: the requester did not wait, and people look at it afterwards
 */
public record ApprovalEvidence(
        String requestId,
        String rule,
        String binding,
        List<SubjectName> approvers,
        Instant approvedAt,
        OptionalLong maxRows,
        boolean brokeGlass) {
    /** What people agreed to beforehand. */
    public ApprovalEvidence(
            String requestId,
            String rule,
            String binding,
            List<SubjectName> approvers,
            Instant approvedAt,
            OptionalLong maxRows) {
        this(requestId, rule, binding, approvers, approvedAt, maxRows, false);
    }

    public ApprovalEvidence {
        approvers = List.copyOf(approvers);
    }
}
