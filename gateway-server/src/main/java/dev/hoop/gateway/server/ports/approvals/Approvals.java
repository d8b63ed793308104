package dev.hoop.gateway.server.ports.approvals;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.ApprovalDossier;
import dev.hoop.gateway.engine.ApprovalEvidence;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ExecutionFinding;
import dev.hoop.gateway.engine.GlassVerdict;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
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

    /**
     * The requests the subject has asked or may answer, newest first. Statement and parameters are shown to those alone.
     *
     * @param state those that stand so; empty for all
     */
    Listed<ApprovalRequest> list(Subject viewer, Optional<ApprovalRequest.State> state, Stretch stretch);

    /** What waits and what was asked of late, at most so many of each, read once for all who look at it. */
    Board board(int most);

    /** Requests at one moment. */
    @FunctionalInterface
    interface Board {
        /** Those that the subject has asked or may answer, newest first. Reads nothing. */
        List<Posted> seenBy(Subject viewer);
    }

    /** As much of a request as it takes to notice that it has changed. */
    record Posted(String id, ApprovalRequest.State state, int approvedBy) {}

    /**
     * One vote.
     *
     * @throws dev.hoop.gateway.api.GatewayException {@code APPROVAL_NOT_ALLOWED} for whoever is or may be the requester or an earlier voter, {@code
     *     APPROVAL_UNKNOWN}, or {@code APPROVAL_MISMATCH} when the request is not pending any more
     */
    ApprovalRequest vote(Subject voter, String requestId, Ballot ballot);

    /**
     * The requester takes the request back, or the approval of it that has not been used up. One that is over stays as it is.
     *
     * @throws dev.hoop.gateway.api.GatewayException {@code APPROVAL_MISMATCH} while it executes
     */
    ApprovalRequest withdraw(Subject requester, String requestId, String reason);

    /** What is known of a request that the viewer has asked or may answer; empty for everybody else. */
    Optional<ApprovalDossier> dossier(Subject viewer, String requestId);

    /**
     * The time-boxed approval that covers statements like this one, of this requester, held by this rule.
     *
     * @return its request; the evidence of it is asked for as always
     */
    Optional<String> covering(Subject requester, String rule, Binding binding);

    /** An approver, or the requester, takes an approval back that has not been used up. What executes now goes on. */
    ApprovalRequest revoke(Subject by, String requestId, String reason);

    /** A person who may answer the request says what became of an execution whose end is unknown. It never makes it run again. */
    ApprovalRequest settle(Subject by, String requestId, ExecutionFinding finding, String reason);

    /**
     * The requester goes on without people, where the rule lets them; people must look at it afterwards.
     *
     * @throws dev.hoop.gateway.api.GatewayException {@code APPROVAL_NOT_ALLOWED} where the rule does not, or an earlier break was not reviewed
     */
    ApprovalRequest breakGlass(Subject requester, String requestId, String reason);

    /** A person who might have answered the request says whether going on without people was right. */
    ApprovalRequest reviewGlass(Subject reviewer, String requestId, GlassVerdict verdict, String note);

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
     * @param box approves statements like this one for so long, not this one alone; of several people the shortest counts, and a single
     *     one who gives none makes it this one alone
     */
    record Ballot(boolean approve, String reason, String tokenId, OptionalLong maxRows, Optional<Duration> box) {
        public Ballot(boolean approve, String reason, String tokenId, OptionalLong maxRows) {
            this(approve, reason, tokenId, maxRows, Optional.empty());
        }

        public static Ballot approving(String reason, String tokenId) {
            return new Ballot(true, reason, tokenId, OptionalLong.empty());
        }

        public static Ballot refusing(String reason, String tokenId) {
            return new Ballot(false, reason, tokenId, OptionalLong.empty());
        }
    }

    /** A claimed execution; the fence tells a late finisher that it lost its lease. */
    record Execution(String requestId, int attempt, long fence) {}

    /**
     * What an approval is for.
     *
     * @param digest over everything that was judged, in hexadecimal
     * @param kin over everything but the text and its parameters, and with what the statement does to which objects; empty where no
     *     approval may cover more than one statement
     */
    record Binding(String digest, String kin) {
        public Binding(String digest) {
            this(digest, "");
        }
    }

    /**
     * What approvers are shown: parameters (redacted where they meet protected columns) and what is touched.
     *
     * @param shape the statement without any of its values, which messages may say as well; empty where they may say nothing of it
     */
    record Display(List<String> parameters, List<String> touches, String shape) {
        public Display(List<String> parameters, List<String> touches) {
            this(parameters, touches, "");
        }

        public Display {
            parameters = List.copyOf(parameters);
            touches = List.copyOf(touches);
        }
    }

    @Override
    void close();
}
