package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.Description;
import dev.hoop.gateway.engine.MissingName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.masking.Fittings;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.targets.Connector;
import dev.hoop.gateway.server.ports.targets.TargetException;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

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

    /** How often people are asked about one execution. */
    private static final int MOST_QUESTIONS = 3;

    /** How often a statement is sent whose definitions change again and again. */
    private static final int MOST_RUNS = 5;

    private final Stay stay;
    private final Connector connector;
    private final TargetLink link;
    private final Ending.Aftermath definitions;
    private final Wish wish = new Wish();
    private final Crossing crossing;
    private final Fittings fittings = new Fittings();

    /** @param definitions told what may have changed definitions at the target */
    Road(Stay stay, Connector connector, TargetLink link, Ending.Aftermath definitions) {
        this.stay = stay;
        this.connector = connector;
        this.link = link;
        this.definitions = definitions;
        this.crossing = new Crossing(stay, wish, link::settings, this::isInTransaction);
    }

    Answer travel(Work work) {
        wish.begin(stay);
        Policy policy = stay.policy();
        Claim claim = claim(policy, work);
        Crossing.Passage passage = judged(policy, claim, work);
        for (int questions = 1, runs = 1; ; ) {
            try {
                return run(policy, passage, work);
            } catch (RowBoundException more) {
                if (questions++ == MOST_QUESTIONS || !isBoundByPeople(passage)) {
                    throw more.told();
                }
                passage = crossing.askAgain(policy, anew(claim), more, work.listener());
            } catch (StatementFailedException moved) {
                if (runs++ == MOST_RUNS || !mayRunAgain(moved, passage)) {
                    throw moved;
                }
                passage = judged(policy, claim(policy, work), work);
            }
        }
    }

    private Crossing.Passage judged(Policy policy, Claim claim, Work work) {
        Crossing.Passage passage =
                crossing.judged(policy, claim, work.resume(), () -> effect(policy, claim), work.listener());
        if (passage.requestId().isPresent()) { // people took their time
            crossing.requireSameFacts(passage.allowed().claim(), claim(policy, work));
        }
        return passage;
    }

    /** Definitions it rests on were changed on its way, and nothing has come of it: it may be judged by the new ones. */
    private static boolean mayRunAgain(StatementFailedException failure, Crossing.Passage passage) {
        return failure.code() == ErrorCode.PLAN_MISMATCH
                && failure.report().effect() == Effect.NOT_SENT
                && passage.requestId().isEmpty();
    }

    private static boolean isBoundByPeople(Crossing.Passage passage) {
        return passage.allowed()
                .claim()
                .approval()
                .map(evidence -> evidence.maxRows().isPresent())
                .orElse(false);
    }

    /** The same, as a decision of its own. */
    private Claim anew(Claim claim) {
        return new Claim(
                stay.nextDecision(),
                claim.subject(),
                claim.door(),
                claim.task(),
                claim.statement(),
                claim.facts(),
                Optional.empty(),
                stay.gate().clock().instant());
    }

    /** What people are told of how much it would change. Where it cannot be known, they are told that. */
    private String effect(Policy policy, Claim claim) {
        boolean changesRows = claim.facts().objects().stream()
                .anyMatch(use -> use.access() == ObjectUse.Access.UPDATE
                        || use.access() == ObjectUse.Access.DELETE
                        || use.access() == ObjectUse.Access.INSERT);
        if (!changesRows) {
            return "";
        }
        OptionalLong rows = link.estimates()
                ? policy.judgeDescription(anew(claim))
                        .match(this::estimate, held -> OptionalLong.empty(), denied -> OptionalLong.empty())
                : OptionalLong.empty();
        return rows.isPresent()
                ? "change about %d rows, as the database estimates".formatted(rows.getAsLong())
                : "change a number of rows that is not known beforehand";
    }

    private OptionalLong estimate(Allowed allowed) {
        Permit permit = allowed.permit(crossing.intent(allowed, Durability.BOUNDED));
        try {
            return link.estimate(permit);
        } catch (TargetException unknown) {
            return OptionalLong.empty();
        } finally {
            stay.gate().ports().audit().outcome(permit.receipt(), new Tally().outcome(Effect.NOT_SENT, 0, ""));
        }
    }

    Description describe(Work work) {
        Policy policy = stay.policy();
        Claim claim = claim(policy, work);
        // A held statement may be described: describing runs nothing, and the driver needs it to show the statement to
        // people at all.
        Allowed allowed = policy.judgeDescription(claim)
                .match(
                        yes -> yes,
                        held -> {
                            throw crossing.refuse(claim, held);
                        },
                        no -> {
                            throw crossing.refuse(claim, no);
                        });
        Permit permit = allowed.permit(crossing.intent(allowed, Durability.BOUNDED));
        Tally tally = new Tally();
        try {
            Description description = link.describe(permit);
            stay.gate().ports().audit().outcome(permit.receipt(), tally.outcome(Effect.NOT_SENT, 0, ""));
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
                failure, stay.gate().policy().protects(stay.target().name()));
    }

    private Claim claim(Policy policy, Work work) {
        try {
            FactsCache facts = stay.gate().facts();
            SessionSettings settings = link.settings();
            String text = work.unprepared() ? facts.withoutParameters(work.text(), settings) : work.text();
            Catalogue known = catalogue();
            StatementFacts found = facts.facts(text, settings, known);
            boolean missing = MissingName.isAmong(found.gaps());
            Catalogue catalogue = missing ? newCatalogue() : known;
            StatementFacts understood = missing ? facts.facts(text, settings, catalogue) : found;
            Claim claim = new Claim(
                    stay.nextDecision(),
                    stay.visitor().subject(),
                    stay.visitor().door(),
                    stay.task(),
                    new Statement(stay.id(), stay.target().name(), text, work.rows()),
                    facts.withParameters(understood, work.rows(), catalogue),
                    Optional.empty(),
                    stay.gate().clock().instant());
            return crossing.maskedAtRead(policy, claim)
                    .flatMap(read -> facts.maskedAtRead(text, settings, catalogue, read.hidden())
                            .map(rewritten -> facts.withParameters(rewritten, work.rows(), catalogue))
                            .map(rewritten -> claim.with(rewritten, read.masked())))
                    .orElse(claim);
        } catch (TargetException failure) {
            throw unjudged(failure);
        }
    }

    private Catalogue catalogue() {
        return link.ownCatalogue().orElseGet(() -> connector.catalogue(stay.target()));
    }

    /** For a name that is not known: somebody may have defined it past this gateway. */
    private Catalogue newCatalogue() {
        connector.catalogueNow(stay.target());
        return catalogue();
    }

    private Answer run(Policy policy, Crossing.Passage passage, Work work) {
        Tally tally = new Tally();
        Crossing.Started started = crossing.start(policy, passage, tally, definitions);
        Permit permit = started.permit();
        Ending ending = started.ending();
        try {
            crossing.requireGoOn(permit);
            Answer answer = BoundedWrite.run(link, permit, timed(policy, work.options()));
            return new GuardedAnswer(
                    answer, policy, permit, stay.gate().ports().maskTools(), fittings, stay.recording(), tally, ending);
        } catch (TargetException failure) {
            throw ending.failed(failure);
        } catch (RowBoundException more) {
            ending.stopped(more.told(), Effect.ROLLED_BACK);
            throw more;
        } catch (StatementFailedException refused) {
            ending.stopped(refused, refused.report().effect());
            throw refused;
        } catch (RuntimeException | Error e) {
            ending.broke();
            throw e;
        }
    }

    private boolean isInTransaction() {
        return link.state().stream()
                .anyMatch(setting -> setting.setting() == SessionSetting.TRANSACTION
                        && !setting.value().equals("IDLE"));
    }

    /** The caller's bound on time, or the policy's where that is nearer. */
    private RunOptions timed(Policy policy, RunOptions options) {
        Duration limit = policy.target(stay.target().name())
                .flatMap(PolicyTarget::statementTimeout)
                .orElse(Duration.ZERO);
        Duration asked = options.timeout();
        boolean tighter = !limit.isZero() && (asked.isZero() || asked.compareTo(limit) > 0);
        return tighter ? options.within(limit) : options;
    }

    private StatementFailedException failed(Permit permit, TargetException failure, Tally tally) {
        return new Ending(stay, permit, Optional.empty(), tally, definitions).failed(failure);
    }
}
