package dev.hoop.gateway.engine;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of one request, for who may see it.
 *
 * @param use where its approval stands: {@code READY}, {@code EXECUTING}, {@code CONSUMED}, {@code UNKNOWN}, {@code OPEN}, {@code REVOKED},
 *     {@code LAPSED}; empty while there is none
 * @param uses how many executions were begun under it
 * @param until until when it may be used
 * @param longestBox how long an approver may let statements like this one run; zero where only this one may be approved
 * @param mayBreak whether its requester may go on without people
 * @param onCall of each schedule that says who may answer: its name, who is on call, and until when
 * @param acts what people did to the approval since
 * @param like earlier requests that touch the same of the same target and that the viewer may see too, newest first
 */
public record ApprovalDossier(
        ApprovalRequest request,
        String use,
        int uses,
        Optional<Instant> until,
        Duration longestBox,
        boolean mayBreak,
        List<String> onCall,
        Optional<Glass> glass,
        List<Act> acts,
        List<Like> like) {
    public ApprovalDossier {
        onCall = List.copyOf(onCall);
        acts = List.copyOf(acts);
        like = List.copyOf(like);
    }

    /**
     * That its requester did not wait.
     *
     * @param verdict {@code UNREVIEWED}, or what the reviewer found
     */
    public record Glass(String brokenBy, String reason, Instant at, String reviewedBy, String verdict, String note) {}

    /** What somebody did. */
    public record Act(String act, String by, String reason, Instant at) {}

    /** Another request, without its statement. */
    public record Like(String id, String state, String requester, String decidedBy, Instant askedAt) {}
}
