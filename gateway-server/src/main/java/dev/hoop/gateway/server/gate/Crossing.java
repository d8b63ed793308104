package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.engine.policy.MaskedRead;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.Precedents;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.Durability;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The steps that every claim takes, whatever it is of: verdict, people, the one execution of an approval, intent, recording. What runs
 * afterwards is the road's own matter. One thread at a time, except for what is said to its {@link Wish}.
 */
final class Crossing {
    private final Stay stay;
    private final Wish wish;
    private final PeopleQuestion people;
    private final Supplier<SessionSettings> settings;
    private final Precedents precedents;

    /**
     * A claim that was allowed, and the request whose execution it uses up.
     *
     * @param kin by what the request covers it, where it is one that the requester has justified for more than one claim; else empty
     */
    record Passage(Allowed allowed, Optional<String> requestId, String kin) {
        Passage(Allowed allowed, Optional<String> requestId) {
            this(allowed, requestId, "");
        }
    }

    /** What may run now: its intent stands in the trail and in the recording. */
    record Started(Permit permit, Ending ending) {}

    /**
     * A crossing for the statements of one road.
     *
     * @param settings by which a statement is read; an approval binds to them
     * @param inTransaction whether a wait would hold the locks of an open transaction
     */
    Crossing(Stay stay, Wish wish, Supplier<SessionSettings> settings, BooleanSupplier inTransaction) {
        this.stay = stay;
        this.wish = wish;
        this.people = new PeopleQuestion(stay, wish, settings, inTransaction);
        this.settings = settings;
        this.precedents = new Precedents(stay.gate().precedents());
    }

    /** Which columns the database must not see: see {@link Policy#maskedAtRead}. */
    Optional<MaskedRead> maskedAtRead(Policy policy, Claim claim) {
        return precedents.maskedAtRead(policy, claim);
    }

    /**
     * Judges the claim, and asks people where a rule holds it.
     *
     * @param resume the approved request whose one execution this is
     * @throws StatementFailedException when it is refused; the refusal stands in the trail
     */
    Passage judged(Policy policy, Claim claim, Optional<String> resume, ApprovalListener listener) {
        return judged(policy, claim, resume, () -> "", listener);
    }

    /** As {@link #judged(Policy, Claim, Optional, ApprovalListener)}; the effect is asked for only when people are. */
    Passage judged(
            Policy policy, Claim claim, Optional<String> resume, Supplier<String> effect, ApprovalListener listener) {
        Claim judged = resume.isPresent() ? withEvidence(claim, resume.get(), binding(policy, claim)) : claim;
        return precedents
                .judge(policy, judged)
                .match(
                        yes -> new Passage(yes, resume),
                        held -> askPeople(policy, judged, held, effect, listener),
                        denied -> {
                            throw refuse(judged, denied);
                        });
    }

    /** Records what is about to run. Nothing runs when this throws. */
    Started start(Policy policy, Passage passage, Tally tally, Ending.Aftermath aftermath) {
        Allowed allowed = passage.allowed();
        Optional<Approvals.Execution> execution = passage.requestId()
                .map(id -> approvals().claim(id, covered(binding(policy, allowed.claim()), passage.kin())));
        Durability durability = durability(policy, allowed);
        Permit permit;
        try {
            permit = allowed.permit(intent(allowed, durability));
        } catch (RuntimeException e) {
            execution.ifPresent(claimed -> approvals().finish(claimed, Effect.NOT_SENT));
            throw e;
        }
        stay.gate().noteUse(allowed);
        Ending ending = new Ending(stay, permit, execution, tally, aftermath);
        try {
            stay.recording().began(allowed, permit.receipt(), durability);
        } catch (AuditUnavailableException unrecorded) {
            ending.stopped(unrecorded, Effect.NOT_SENT);
            throw unrecorded;
        }
        return new Started(permit, ending);
    }

    /**
     * What people approved must be what would run: while they were asked, definitions may have changed.
     *
     * @param now the same statement, read by the definitions of now
     */
    void requireSameFacts(Claim approved, Claim now) {
        if (!now.facts().equals(approved.facts())) {
            throw refuse(
                    approved,
                    new Denied(
                            ErrorCode.APPROVAL_MISMATCH,
                            "definitions",
                            "definitions that the statement rests on have changed since it was asked about",
                            "send the statement again to ask for a new approval",
                            java.util.List.of()));
        }
    }

    /** The last look before the target. What comes later finds the statement there and cancels it. */
    void requireGoOn(Permit permit) {
        if (!wish.isToGoOn()) {
            throw StatementFailedException.refusal(
                    ErrorCode.CANCELLED,
                    "the statement was cancelled before it was sent",
                    "",
                    permit.claim().id().value(),
                    "");
        }
    }

    AuditReceipt intent(Allowed allowed, Durability durability) {
        return stay.gate().ports().audit().intent(allowed, durability);
    }

    StatementFailedException refuse(Claim claim, Held held) {
        return refuse(
                claim,
                new Denied(
                        ErrorCode.APPROVAL_MISMATCH,
                        held.rule(),
                        "what was approved does not cover this rule",
                        "send the statement again without the request id to ask for a new approval",
                        java.util.List.of()));
    }

    StatementFailedException refuse(Claim claim, Denied denied) {
        StatementFailedException refusal = Failures.denied(claim, denied);
        try {
            stay.gate().ports().audit().refusal(claim, denied);
            stay.recording().judged(claim, denied);
        } catch (AuditUnavailableException unrecorded) {
            refusal.addSuppressed(unrecorded);
        }
        return refusal;
    }

    /** An approval is evidence for a second judgement, not a way around the first. */
    private Passage askPeople(
            Policy policy, Claim claim, Held held, Supplier<String> effect, ApprovalListener listener) {
        if (claim.approval().isPresent()) {
            throw refuse(claim, held); // approved under one rule, held by another: people saw another question
        }
        String kin =
                held.justifiedFor().isZero() ? "" : BindingDigest.justified(claim, stay.target(), policy.version());
        Approvals.Binding binding = covered(binding(policy, claim), kin);
        String requestId = approvals()
                .covering(claim.subject(), held.rule(), binding)
                .orElseGet(() -> people.ask(policy, claim, named(claim, held), binding, effect.get(), listener));
        return approved(claim, requestId, kin);
    }

    private static Approvals.Binding covered(Approvals.Binding binding, String kin) {
        return kin.isEmpty() ? binding : new Approvals.Binding(binding.digest(), kin);
    }

    /**
     * Asks people anew about a statement that changed more rows than they had approved, and was rolled back.
     *
     * @param claim the same claim as another decision, without approval
     * @throws StatementFailedException when nobody may let it change so many, or those who answered did not
     */
    Passage askAgain(Policy policy, Claim claim, RowBoundException more, ApprovalListener listener) {
        Held held = policy.judge(claim)
                .match(
                        yes -> {
                            throw more.told();
                        },
                        again -> again,
                        denied -> {
                            throw refuse(claim, denied);
                        });
        if (held.maxRows().isPresent() && held.maxRows().getAsLong() < more.measured()) {
            throw more.told(); // the rule's own bound, which nobody lifts
        }
        String effect = "change %d rows, as was measured: it ran, and was rolled back".formatted(more.measured());
        String requestId = people.ask(policy, claim, named(claim, held), binding(policy, claim), effect, listener);
        Passage passage = approved(claim, requestId, "");
        OptionalLong bound = passage.allowed().obligations().maxRowsAffected();
        if (bound.isPresent() && bound.getAsLong() < more.measured()) {
            throw more.told();
        }
        return passage;
    }

    private Passage approved(Claim claim, String requestId, String kin) {
        Policy now = stay.policy();
        Claim approved = withEvidence(claim, requestId, covered(binding(now, claim), kin));
        return now.judge(approved)
                .match(
                        yes -> new Passage(yes, Optional.of(requestId), kin),
                        again -> {
                            throw refuse(approved, again);
                        },
                        denied -> {
                            throw refuse(approved, denied);
                        });
    }

    private Held named(Claim claim, Held held) {
        Held named = withReviewers(claim, held);
        named.outOfReach(claim.subject(), claim.at()).ifPresent(why -> {
            throw refuse(
                    claim,
                    new Denied(
                            ErrorCode.DENIED_BY_POLICY,
                            held.rule(),
                            "people must agree, and " + why,
                            "try again when somebody is, or have the policy name who answers otherwise",
                            java.util.List.of()));
        });
        return named;
    }

    private Held withReviewers(Claim claim, Held held) {
        return held.naming(stay.gate().reviewers(stay.task()))
                .orElseThrow(() -> refuse(
                        claim,
                        new Denied(
                                ErrorCode.DENIED_BY_POLICY,
                                held.rule(),
                                "the rule wants the task's reviewers to agree, and no task with reviewers is known",
                                "name a task that has a reviewer: task=… on the URL",
                                java.util.List.of())));
    }

    private Claim withEvidence(Claim claim, String requestId, Approvals.Binding binding) {
        return claim.with(approvals().evidence(claim.subject(), requestId, binding), binding.digest());
    }

    private Approvals.Binding binding(Policy policy, Claim claim) {
        return BindingDigest.of(claim, stay.target(), settings.get(), policy.version());
    }

    private Durability durability(Policy policy, Allowed allowed) {
        Optional<PolicyTarget.Trail> wanted =
                policy.target(stay.target().name()).flatMap(PolicyTarget::trail);
        if (wanted.isPresent()) {
            return switch (wanted.get()) {
                case STRICT -> Durability.STRICT;
                case BOUNDED -> Durability.BOUNDED;
            };
        }
        Claim claim = allowed.claim();
        return claim.facts().writes() || claim.approval().isPresent() ? Durability.STRICT : Durability.BOUNDED;
    }

    private Approvals approvals() {
        return stay.gate().ports().approvals();
    }
}
