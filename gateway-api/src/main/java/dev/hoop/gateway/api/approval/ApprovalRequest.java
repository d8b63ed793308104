package dev.hoop.gateway.api.approval;

import java.time.Instant;
import java.util.List;

/**
 * A held statement as people see it: what is asked, by whom, under which rule, and until when.
 *
 * @param statement the exact text; empty where the viewer may not see it
 * @param parameters one display text per parameter, those that meet a protected column redacted
 * @param touches the tables and columns the statement reads and writes, with their classes, for display
 * @param approvers the groups (or subjects, prefixed {@code subject:}) that may answer
 * @param needed how many distinct people must approve
 * @param approvedBy who has approved so far
 * @param answerAt where to answer (a page or command line); may be empty
 */
public record ApprovalRequest(
        String id,
        State state,
        String requester,
        String target,
        String task,
        String rule,
        String reason,
        String statement,
        List<String> parameters,
        List<String> touches,
        List<String> approvers,
        int needed,
        List<String> approvedBy,
        Instant askedAt,
        Instant expiresAt,
        String answerAt) {
    public ApprovalRequest {
        parameters = List.copyOf(parameters);
        touches = List.copyOf(touches);
        approvers = List.copyOf(approvers);
        approvedBy = List.copyOf(approvedBy);
    }

    /** Where a request stands. All but {@link #PENDING} and {@link #APPROVED} are final. */
    public enum State {
        PENDING,
        APPROVED,
        REJECTED,
        WITHDRAWN,
        EXPIRED,
        INVALIDATED,
        /** Approved, and the approved execution has been used up. */
        CONSUMED
    }

    /** Leaves statement and parameters out: records end up in logs. */
    @Override
    public String toString() {
        return "ApprovalRequest[" + id + ", " + state + ", " + target + ", rule " + rule + "]";
    }
}
