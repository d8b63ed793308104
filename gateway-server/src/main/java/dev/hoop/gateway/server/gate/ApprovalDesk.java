package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.TrailEvent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a visitor reads and answers requests for approval. Every answer stands in the trail before it counts. Thread-safe. */
public final class ApprovalDesk {
    private final Visitor visitor;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final Clock clock;

    ApprovalDesk(Visitor visitor, Approvals approvals, AuditTrail audit, Clock clock) {
        this.visitor = visitor;
        this.approvals = approvals;
        this.audit = audit;
        this.clock = clock;
    }

    /** The requests this subject has asked or may answer, newest first. */
    public List<ApprovalRequest> list() {
        return approvals.list(visitor.subject());
    }

    /** One of them; one that the subject may not see is unknown to it. */
    public ApprovalRequest read(String requestId) {
        Optional<ApprovalRequest> found = list().stream()
                .filter(request -> request.id().equals(requestId))
                .findFirst();
        return found.orElseThrow(() -> new GatewayException(
                ErrorCode.APPROVAL_UNKNOWN,
                "there is no request '" + requestId
                        + "' that you have asked or may answer; list them to see which are"));
    }

    public ApprovalRequest approve(String requestId, String reason) {
        return vote(requestId, true, reason);
    }

    public ApprovalRequest refuse(String requestId, String reason) {
        return vote(requestId, false, reason);
    }

    public ApprovalRequest withdraw(String requestId, String reason) {
        record(requestId, "withdraw");
        return approvals.withdraw(visitor.subject(), requestId, reason);
    }

    private ApprovalRequest vote(String requestId, boolean approve, String reason) {
        record(requestId, approve ? "approve" : "refuse");
        return approvals.vote(visitor.subject(), requestId, approve, reason);
    }

    private void record(String requestId, String action) {
        audit.event(new TrailEvent(
                "vote",
                clock.instant(),
                visitor.subject().name().value(),
                "",
                "",
                Map.of("request", requestId, "action", action, "door", visitor.door())));
    }
}
