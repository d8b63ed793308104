package dev.hoop.gateway.server.ports.approvals;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.ApprovalEvidence;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.policy.Held;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * People's decisions on held claims. Kept in the store, so that a restart loses nothing; every comparison of times uses the store's clock.
 * Thread-safe.
 *
 * <p>Every method may throw {@link dev.hoop.gateway.api.GatewayException} with {@code STORE_UNAVAILABLE}.
 */
public interface Approvals extends AutoCloseable {
    /** Asks people. Asking again for the same binding, session and rule while a request is pending answers the same request. */
    ApprovalRequest ask(Claim claim, Held held, Binding binding, Display display);

    Optional<ApprovalRequest> find(String requestId);

    /** Waits until the request is no longer pending or the time is over, and returns it as it then is. */
    ApprovalRequest await(String requestId, Duration atMost) throws InterruptedException;

    /** The requests the subject has asked or may answer, newest first. Statement and parameters are shown to those alone. */
    List<ApprovalRequest> list(Subject viewer);

    /**
     * One vote.
     *
     * @throws dev.hoop.gateway.api.GatewayException {@code APPROVAL_NOT_ALLOWED} for whoever is or may be the requester or an earlier voter, {@code
     *     APPROVAL_UNKNOWN}, or {@code APPROVAL_MISMATCH} when the request is not pending any more
     */
    ApprovalRequest vote(Subject voter, String requestId, Ballot ballot);

    /** The requester takes the request back. */
    ApprovalRequest withdraw(Subject requester, String requestId, String reason);

    /**
     * The evidence of an approved, unused request with exactly this binding, for the second judgement. Changes nothing.
     *
     * @throws dev.hoop.gateway.api.GatewayException {@code APPROVAL_MISMATCH} when what would run is not what was approved, {@code
     *     APPROVAL_EXPIRED}, {@code APPROVAL_REFUSED}, {@code APPROVAL_PENDING}, {@code APPROVAL_UNKNOWN}
     */
    ApprovalEvidence evidence(Subject requester, String requestId, Binding binding);

    /**
     * Claims the one execution, by a single conditional update: ready becomes executing, or nothing happens.
     *
     * @throws dev.hoop.gateway.api.GatewayException {@code APPROVAL_MISMATCH} when there is nothing left to claim
     */
    Execution claim(String requestId, Binding binding);

    /** Ends a claimed execution: consumed; or ready again when nothing was sent; or unknown, which only a person resolves. */
    void finish(Execution execution, Effect effect);

    /**
     * What one person says to a request.
     *
     * @param tokenId the token the person proved themselves by; a vote counts only as long as it is not revoked
     * @param maxRows approves that at most so many rows change; empty leaves it to the rule
     */
    record Ballot(boolean approve, String reason, String tokenId, OptionalLong maxRows) {
        public static Ballot approving(String reason, String tokenId) {
            return new Ballot(true, reason, tokenId, OptionalLong.empty());
        }

        public static Ballot refusing(String reason, String tokenId) {
            return new Ballot(false, reason, tokenId, OptionalLong.empty());
        }
    }

    /** A claimed execution; the fence tells a late finisher that it lost its lease. */
    record Execution(String requestId, int attempt, long fence) {}

    /** The digest over everything that was judged, in hexadecimal. */
    record Binding(String digest) {}

    /** What approvers are shown: parameters (redacted where they meet protected columns) and what is touched. */
    record Display(List<String> parameters, List<String> touches) {
        public Display {
            parameters = List.copyOf(parameters);
            touches = List.copyOf(touches);
        }
    }

    @Override
    void close();
}
