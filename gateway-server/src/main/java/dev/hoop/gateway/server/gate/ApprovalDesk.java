package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.ApprovalDossier;
import dev.hoop.gateway.engine.ExecutionFinding;
import dev.hoop.gateway.engine.GlassVerdict;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.TrailEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Where a visitor reads and answers requests for approval. Every answer stands in the trail before it counts. Thread-safe. */
public final class ApprovalDesk {
    private static final int MOST = 200;
    private static final int LONGEST_REASON = 2_000;

    private final Visitor visitor;
    private final Approvals approvals;
    private final Supplier<Approvals.Board> board;
    private final AuditTrail audit;
    private final Clock clock;
    private final Runnable requireStanding;

    /**
     * @param board what waits, as everybody's looks share it
     * @param requireStanding throws when the visitor's proof does not stand any more
     */
    ApprovalDesk(
            Visitor visitor,
            Approvals approvals,
            Supplier<Approvals.Board> board,
            AuditTrail audit,
            Clock clock,
            Runnable requireStanding) {
        this.visitor = visitor;
        this.approvals = approvals;
        this.board = board;
        this.audit = audit;
        this.clock = clock;
        this.requireStanding = requireStanding;
    }

    /** The newest requests this subject has asked or may answer, newest first. */
    public List<ApprovalRequest> list() {
        return list(Optional.empty(), Stretch.first(MOST)).entries();
    }

    /**
     * The requests this subject has asked or may answer, newest first.
     *
     * @param state those that stand so; empty for all
     */
    public Listed<ApprovalRequest> list(Optional<ApprovalRequest.State> state, Stretch stretch) {
        requireStanding.run();
        return approvals.list(visitor.subject(), state, stretch);
    }

    /**
     * As {@link #list(Optional, Stretch)} for those who look again and again: without what the requests are about, up to a second old, of
     * the newest alone, and however many look, the store is asked once.
     */
    public List<Posted> posted(int atMost) {
        requireStanding.run();
        return board.get().seenBy(visitor.subject()).stream()
                .limit(atMost)
                .map(each -> new Posted(each.id(), each.state(), each.approvedBy()))
                .toList();
    }

    /** As much of a request as it takes to notice that it has changed. */
    public record Posted(String id, ApprovalRequest.State state, int approvedBy) {}

    /** One of them; one that the subject may not see is unknown to it. */
    public ApprovalRequest read(String requestId) {
        return dossier(requestId).request();
    }

    /**
     * Everything that is known of one of them.
     *
     * @throws GatewayException {@code APPROVAL_UNKNOWN} for one that the subject may not see
     */
    public ApprovalDossier dossier(String requestId) {
        requireStanding.run();
        return approvals.dossier(visitor.subject(), requestId).orElseThrow(() -> unknown(requestId));
    }

    public ApprovalRequest approve(String requestId, String reason) {
        return approve(requestId, reason, Bounds.NONE);
    }

    /** Approves that it runs if at most so many rows change; if more would, it is rolled back. */
    public ApprovalRequest approveUpTo(long maxRows, String requestId, String reason) {
        return approve(requestId, reason, new Bounds(OptionalLong.of(maxRows), Optional.empty()));
    }

    /** Approves it within bounds. */
    public ApprovalRequest approve(String requestId, String reason, Bounds bounds) {
        return vote(requestId, new Approvals.Ballot(true, reason, tokenId(), bounds.maxRows(), bounds.timeBox()));
    }

    /**
     * What an approver may bound.
     *
     * @param maxRows how many rows each statement may change
     * @param timeBox for how long statements like this one may run; empty for this one alone, once
     */
    public record Bounds(OptionalLong maxRows, Optional<Duration> timeBox) {
        /** This statement, once, and as many rows as the rule lets it change. */
        public static final Bounds NONE = new Bounds(OptionalLong.empty(), Optional.empty());

        public Bounds {
            if (maxRows.orElse(0) < 0) {
                throw new GatewayException(
                        ErrorCode.INVALID_REQUEST, "a bound on rows is not below zero; name how many rows may change");
            }
            if (timeBox.map(box -> box.isNegative() || box.isZero()).orElse(false)) {
                throw new GatewayException(
                        ErrorCode.INVALID_REQUEST, "a time-box lasts longer than nothing; name how many minutes");
            }
        }

        private String words() {
            String rows = maxRows.isPresent() ? " up to " + maxRows.getAsLong() + " rows" : "";
            return rows + timeBox.map(box -> " for " + box).orElse("");
        }
    }

    public ApprovalRequest refuse(String requestId, String reason) {
        return vote(requestId, Approvals.Ballot.refusing(reason, tokenId()));
    }

    public ApprovalRequest withdraw(String requestId, String reason) {
        begin(requestId, "withdraw");
        return approvals.withdraw(visitor.subject(), requestId, reason);
    }

    /** Takes an approval back that has not been used up. */
    public ApprovalRequest revoke(String requestId, String reason) {
        begin(requestId, "revoke");
        return approvals.revoke(visitor.subject(), requestId, reason);
    }

    /** Says that an execution whose end is unknown ran, or did not. */
    public ApprovalRequest settle(String requestId, ExecutionFinding finding, String reason) {
        requireReason(reason, "what became of an execution needs a reason; say how you know");
        begin(requestId, "settle " + word(finding));
        return approvals.settle(visitor.subject(), requestId, finding, reason);
    }

    /** Goes on without people; they look at it afterwards. */
    public ApprovalRequest breakGlass(String requestId, String reason) {
        requireReason(reason, "who goes on without people needs a reason, which they read afterwards");
        requireStanding.run();
        record(requestId, "break-glass", reason);
        return approvals.breakGlass(visitor.subject(), requestId, reason);
    }

    /** Says whether going on without people was right. */
    public ApprovalRequest reviewGlass(String requestId, GlassVerdict verdict, String note) {
        requireReason(note, "a review needs a reason; say why");
        begin(requestId, "review-glass " + word(verdict));
        return approvals.reviewGlass(visitor.subject(), requestId, verdict, note);
    }

    private ApprovalRequest vote(String requestId, Approvals.Ballot ballot) {
        String bounds = new Bounds(ballot.maxRows(), ballot.box()).words();
        begin(requestId, ballot.approve() ? "approve" + bounds : "refuse");
        return approvals.vote(visitor.subject(), requestId, ballot);
    }

    /** It stands in the trail before it counts. */
    private void begin(String requestId, String action) {
        requireStanding.run();
        record(requestId, action);
    }

    private static void requireReason(String reason, String otherwise) {
        if (reason.isBlank()) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, otherwise);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static GatewayException unknown(String requestId) {
        return new GatewayException(
                ErrorCode.APPROVAL_UNKNOWN,
                "there is no request '" + requestId
                        + "' that you have asked or may answer; list them to see which are");
    }

    private String tokenId() {
        return visitor.identity().tokenId();
    }

    private void record(String requestId, String action) {
        record(requestId, action, "");
    }

    private void record(String requestId, String action, String reason) {
        Map<String, String> fields =
                new TreeMap<>(Map.of("request", requestId, "action", action, "door", visitor.door()));
        if (!reason.isEmpty()) {
            fields.put("reason", reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON));
        }
        audit.event(
                new TrailEvent("vote", clock.instant(), visitor.subject().name().value(), "", "", fields));
    }
}
