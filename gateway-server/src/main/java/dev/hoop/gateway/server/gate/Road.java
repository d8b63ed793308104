package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.Description;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Held;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.time.Duration;
import java.util.Optional;

/**
 * The road of one session's statements: facts, claim, verdict, people, intent, target, masks, outcome. Each step hands a stronger value to
 * the next; none reaches back.
 */
final class Road {
    /** Tells nobody. */
    static final ApprovalListener NOBODY = new ApprovalListener() {
        @Override
        public void pending(ApprovalRequest request) {}

        @Override
        public void decided(ApprovalDecision decision) {}
    };

    private final Gate gate;
    private final Session session;
    private final Wish wish = new Wish();
    private final PeopleQuestion people;

    Road(Gate gate, Session session) {
        this.gate = gate;
        this.session = session;
        this.people = new PeopleQuestion(gate, session, wish);
    }

    Answer travel(Work work) {
        wish.begin(session);
        Policy policy = gate.policy();
        Claim claim = claim(policy, work);
        Claim judged =
                work.resume().isPresent() ? resumed(policy, claim, work.resume().get()) : claim;
        Passage passage = policy.judge(judged)
                .match(
                        yes -> new Passage(yes, work.resume()),
                        held -> askPeople(policy, judged, held, work),
                        denied -> {
                            throw refuse(judged, denied);
                        });
        return run(policy, passage, work);
    }

    Description describe(Work work) {
        Policy policy = gate.policy();
        Claim claim = claim(policy, work);
        // A held statement may be described: describing runs nothing, and the driver needs it to show the statement to
        // people at all.
        Allowed allowed = policy.judgeDescription(claim)
                .match(
                        yes -> yes,
                        held -> {
                            throw refuse(claim, held);
                        },
                        no -> {
                            throw refuse(claim, no);
                        });
        Permit permit = allowed.permit(intent(allowed, Durability.BOUNDED));
        Tally tally = new Tally();
        try {
            Description description = session.link().describe(permit);
            gate.ports().audit().outcome(permit.receipt(), tally.outcome(Effect.NOT_SENT, 0, ""));
            return MaskedColumns.of(description, permit);
        } catch (TargetException failure) {
            throw failed(permit, failure, tally);
        }
    }

    void cancel() {
        wish.say(Wish.Kind.WITHDRAW);
    }

    void detach() {
        wish.say(Wish.Kind.DETACH);
    }

    /** A failure of a call that carries no statement: a commit, a setting. Nothing of it was judged, so its text may hold anything. */
    StatementFailedException unjudged(TargetException failure) {
        return Failures.unjudged(
                failure, gate.policy().protects(session.target().name()));
    }

    private Claim claim(Policy policy, Work work) {
        Statement statement =
                new Statement(session.sessionId(), session.target().name(), work.text(), work.rows());
        try {
            SessionSettings settings = session.link().settings();
            Catalogue catalogue = session.link()
                    .ownCatalogue()
                    .orElseGet(() -> session.connector().catalogue(session.target()));
            Claim claim = new Claim(
                    session.nextDecision(),
                    session.visitor().subject(),
                    session.visitor().door(),
                    session.task(),
                    statement,
                    gate.facts().facts(work.text(), settings, catalogue),
                    Optional.empty(),
                    gate.clock().instant());
            return policy.maskedAtRead(claim)
                    .flatMap(read -> gate.facts()
                            .maskedAtRead(work.text(), settings, catalogue, read.hidden())
                            .map(rewritten -> claim.with(rewritten, read.masked())))
                    .orElse(claim);
        } catch (TargetException failure) {
            throw unjudged(failure);
        }
    }

    private Claim resumed(Policy policy, Claim claim, String requestId) {
        return withEvidence(claim, requestId, binding(policy, claim));
    }

    private Claim withEvidence(Claim claim, String requestId, Approvals.Binding binding) {
        return claim.with(gate.ports().approvals().evidence(claim.subject(), requestId, binding), binding.digest());
    }

    /** An approval is evidence for a second judgement, not a way around the first. */
    private Passage askPeople(Policy policy, Claim claim, Held held, Work work) {
        if (claim.approval().isPresent()) {
            throw refuse(claim, held); // approved under one rule, held by another: people saw another question
        }
        Approvals.Binding binding = binding(policy, claim);
        String requestId = people.ask(policy, claim, held, binding, work);
        Policy now = gate.policy();
        Claim approved = withEvidence(claim, requestId, binding(now, claim));
        return now.judge(approved)
                .match(
                        yes -> new Passage(yes, Optional.of(requestId)),
                        again -> {
                            throw refuse(approved, again);
                        },
                        denied -> {
                            throw refuse(approved, denied);
                        });
    }

    private Answer run(Policy policy, Passage passage, Work work) {
        Allowed allowed = passage.allowed();
        Optional<Approvals.Execution> execution =
                passage.requestId().map(id -> gate.ports().approvals().claim(id, binding(policy, allowed.claim())));
        Tally tally = new Tally();
        Permit permit;
        try {
            permit = allowed.permit(intent(allowed, durability(policy, allowed)));
        } catch (RuntimeException e) {
            execution.ifPresent(claimed -> gate.ports().approvals().finish(claimed, Effect.NOT_SENT));
            throw e;
        }
        Ending ending = new Ending(gate, session, permit, execution, tally);
        try {
            session.recording().began(allowed, permit.receipt());
        } catch (AuditUnavailableException unrecorded) {
            ending.stopped(unrecorded, Effect.NOT_SENT);
            throw unrecorded;
        }
        try {
            requireGoOn(permit);
            Answer answer = BoundedWrite.run(session.link(), permit, timed(policy, work.options()));
            return new GuardedAnswer(
                    answer, policy, permit, gate.ports().maskTools(), session.recording(), tally, ending);
        } catch (TargetException failure) {
            throw ending.failed(failure);
        } catch (StatementFailedException bound) {
            ending.stopped(bound, bound.report().effect());
            throw bound;
        } catch (RuntimeException | Error e) {
            ending.broke();
            throw e;
        }
    }

    /** The last look before the target. What comes later finds the statement there and cancels it. */
    private void requireGoOn(Permit permit) {
        if (!wish.isToGoOn()) {
            throw StatementFailedException.refusal(
                    ErrorCode.CANCELLED,
                    "the statement was cancelled before it was sent",
                    "",
                    permit.claim().id().value(),
                    "");
        }
    }

    private Approvals.Binding binding(Policy policy, Claim claim) {
        return BindingDigest.of(claim, session.target(), session.link().settings(), policy.version());
    }

    private AuditReceipt intent(Allowed allowed, Durability durability) {
        return gate.ports().audit().intent(allowed, durability);
    }

    private Durability durability(Policy policy, Allowed allowed) {
        Optional<PolicyTarget.Trail> wanted =
                policy.target(session.target().name()).flatMap(PolicyTarget::trail);
        if (wanted.isPresent()) {
            return switch (wanted.get()) {
                case STRICT -> Durability.STRICT;
                case BOUNDED -> Durability.BOUNDED;
            };
        }
        Claim claim = allowed.claim();
        return claim.facts().writes() || claim.approval().isPresent() ? Durability.STRICT : Durability.BOUNDED;
    }

    /** The caller's bound on time, or the policy's where that is nearer. */
    private RunOptions timed(Policy policy, RunOptions options) {
        Duration limit = policy.target(session.target().name())
                .flatMap(PolicyTarget::statementTimeout)
                .orElse(Duration.ZERO);
        Duration asked = options.timeout();
        boolean tighter = !limit.isZero() && (asked.isZero() || asked.compareTo(limit) > 0);
        return tighter ? options.within(limit) : options;
    }

    private StatementFailedException failed(Permit permit, TargetException failure, Tally tally) {
        return new Ending(gate, session, permit, Optional.empty(), tally).failed(failure);
    }

    private StatementFailedException refuse(Claim claim, Held held) {
        return refuse(
                claim,
                new Denied(
                        ErrorCode.APPROVAL_MISMATCH,
                        held.rule(),
                        "what was approved does not cover this rule",
                        "send the statement again without the request id to ask for a new approval",
                        java.util.List.of()));
    }

    private StatementFailedException refuse(Claim claim, Denied denied) {
        StatementFailedException refusal = Failures.denied(claim, denied);
        try {
            gate.ports().audit().refusal(claim, denied);
            session.recording().judged(claim, denied);
        } catch (AuditUnavailableException unrecorded) {
            refusal.addSuppressed(unrecorded);
        }
        return refusal;
    }

    /** An allowed claim and the request whose one execution it uses up. */
    private record Passage(Allowed allowed, Optional<String> requestId) {}
}
