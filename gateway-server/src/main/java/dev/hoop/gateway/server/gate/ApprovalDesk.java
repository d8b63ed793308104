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
import java.util.OptionalLong;

/** Where a visitor reads and answers requests for approval. Every answer stands in the trail before it counts. Thread-safe. */
public final class ApprovalDesk {
    private final Visitor visitor;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final Clock clock;
    private final Runnable requireStanding;

    /** @param requireStanding throws when the visitor's proof does not stand any more */
    ApprovalDesk(Visitor visitor, Approvals approvals, AuditTrail audit, Clock clock, Runnable requireStanding) {
        this.visitor = visitor;
        this.approvals = approvals;
        this.audit = audit;
        this.clock = clock;
        this.requireStanding = requireStanding;
    }

    /** The requests this subject has asked or may answer, newest first. */
    public List<ApprovalRequest> list() {
        requireStanding.run();
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
        return vote(requestId, Approvals.Ballot.approving(reason, tokenId()));
    }

    /** Approves that it runs if at most so many rows change; if more would, it is rolled back. */
    public ApprovalRequest approveUpTo(long maxRows, String requestId, String reason) {
        if (maxRows < 0) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST, "a bound on rows is not below zero; name how many rows may change");
        }
        return vote(requestId, new Approvals.Ballot(true, reason, tokenId(), OptionalLong.of(maxRows)));
    }

    public ApprovalRequest refuse(String requestId, String reason) {
        return vote(requestId, Approvals.Ballot.refusing(reason, tokenId()));
    }

    public ApprovalRequest withdraw(String requestId, String reason) {
        requireStanding.run();
        record(requestId, "withdraw");
        return approvals.withdraw(visitor.subject(), requestId, reason);
    }

    private ApprovalRequest vote(String requestId, Approvals.Ballot ballot) {
        requireStanding.run();
        String bound =
                ballot.maxRows().isPresent() ? " up to " + ballot.maxRows().getAsLong() + " rows" : "";
        record(requestId, ballot.approve() ? "approve" + bound : "refuse");
        return approvals.vote(visitor.subject(), requestId, ballot);
    }

    private String tokenId() {
        return visitor.identity().tokenId();
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
