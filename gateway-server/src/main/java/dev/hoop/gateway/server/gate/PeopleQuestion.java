package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Asks people about one held statement and waits, for a bounded time, on the statement's own thread. Nothing has reached the target and,
 * outside a transaction, no target connection is held while it waits.
 */
final class PeopleQuestion {
    /** How long a wait may hold the locks of an open transaction. */
    private static final Duration MOST_IN_TRANSACTION = Duration.ofSeconds(60);

    private static final Duration SLICE = Duration.ofMillis(500);

    private final Stay stay;
    private final Wish wish;
    private final Supplier<SessionSettings> settings;
    private final BooleanSupplier inTransaction;

    /**
     * Questions of one road.
     *
     * @param settings by which a statement is read
     * @param inTransaction whether a wait would hold the locks of an open transaction
     */
    PeopleQuestion(Stay stay, Wish wish, Supplier<SessionSettings> settings, BooleanSupplier inTransaction) {
        this.stay = stay;
        this.wish = wish;
        this.settings = settings;
        this.inTransaction = inTransaction;
    }

    /**
     * Asks, and returns the request's id when people have approved it.
     *
     * @param effect what is known of how much it would change; empty for nothing
     * @throws StatementFailedException when they have not: refused, expired, withdrawn, or still pending in {@code fail} mode
     */
    String ask(
            Policy policy,
            Claim claim,
            Held held,
            Approvals.Binding binding,
            String effect,
            ApprovalListener listener) {
        List<String> touches = new ArrayList<>(policy.touches(claim));
        if (!effect.isEmpty()) {
            touches.add(effect);
        }
        Approvals.Display display = new Approvals.Display(policy.parametersShown(claim), touches, shape(claim));
        ApprovalRequest request = stay.gate().ports().approvals().ask(claim, held, binding, display);
        try {
            stay.gate().ports().audit().held(claim, held, request.id());
            stay.recording().judged(claim, held);
            listener.pending(request);
        } catch (RuntimeException e) {
            withdraw(claim, request, "the asking side failed before it waited");
            throw e;
        }
        if (stay.opening().approvalMode() == ApprovalMode.FAIL) {
            throw refusal(
                    claim,
                    request,
                    ErrorCode.APPROVAL_PENDING,
                    "waits for approval; run it again with this request id once it is approved"
                            + (held.justifiedFor().isZero() ? "" : " (" + held.why() + ")"));
        }
        ApprovalRequest decided = await(claim, request, bound(held), listener);
        listener.decided(new ApprovalDecision(
                decided.id(), decided.state(), String.join(", ", decided.approvedBy()), decided.reason()));
        return switch (decided.state()) {
            case APPROVED -> decided.id();
            case REJECTED -> throw refusal(claim, decided, ErrorCode.APPROVAL_REFUSED, "was refused" + said(decided));
            case WITHDRAWN -> throw refusal(claim, decided, ErrorCode.CANCELLED, "was withdrawn");
            case EXPIRED -> throw refusal(claim, decided, ErrorCode.APPROVAL_EXPIRED, "was not approved in time");
            case INVALIDATED, CONSUMED ->
                throw refusal(
                        claim, decided, ErrorCode.APPROVAL_MISMATCH, "is not valid any more; send the statement again");
            case PENDING ->
                throw refusal(
                        claim,
                        decided,
                        ErrorCode.APPROVAL_PENDING,
                        "still waits for approval; run it again with this request id");
        };
    }

    /** Of a command nothing: what is a value in it and what is not is its program's matter. */
    private String shape(Claim claim) {
        return claim.facts().command().isPresent()
                ? ""
                : StatementShape.of(claim.statement().text(), settings.get());
    }

    private ApprovalRequest await(Claim claim, ApprovalRequest asked, Duration atMost, ApprovalListener listener) {
        Approvals approvals = stay.gate().ports().approvals();
        ApprovalRequest request = asked;
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (request.state() == ApprovalRequest.State.PENDING && wish.isToGoOn() && System.nanoTime() < end) {
                request = approvals.await(request.id(), SLICE);
                if (request.state() == ApprovalRequest.State.PENDING) {
                    listener.pending(request);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wish.say(Wish.Kind.DETACH);
        } catch (RuntimeException e) {
            withdraw(claim, request, "the asking side failed while it waited");
            throw e;
        }
        if (request.state() != ApprovalRequest.State.PENDING || wish.kind() == Wish.Kind.DETACH) {
            return request;
        }
        return withdraw(
                claim, request, wish.kind() == Wish.Kind.WITHDRAW ? "cancelled by the requester" : "the wait was over");
    }

    /** Time-out means denied: a request nobody waits for any more must not be approved into the void. */
    private ApprovalRequest withdraw(Claim claim, ApprovalRequest request, String reason) {
        return stay.gate().ports().approvals().withdraw(claim.subject(), request.id(), reason);
    }

    private Duration bound(Held held) {
        Duration wanted = stay.opening().approvalWait();
        Duration bound = wanted.isZero() || wanted.compareTo(held.within()) > 0 ? held.within() : wanted;
        return inTransaction.getAsBoolean() && bound.compareTo(MOST_IN_TRANSACTION) > 0 ? MOST_IN_TRANSACTION : bound;
    }

    /** What the person who refused wrote, for the requester. */
    private static String said(ApprovalRequest decided) {
        return decided.reason().isBlank() ? "" : ": " + decided.reason();
    }

    private static StatementFailedException refusal(Claim claim, ApprovalRequest request, ErrorCode code, String what) {
        return StatementFailedException.refusal(
                code,
                "rule '%s' holds this statement, and request %s %s".formatted(request.rule(), request.id(), what),
                request.rule(),
                claim.id().value(),
                request.id());
    }
}
