package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskFacts;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.masking.MaskPlan;
import dev.hoop.gateway.engine.policy.document.InvalidPolicyException;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.reading.PolicyReader;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.Literal;
import dev.hoop.gateway.engine.policy.rules.PolicyRules;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What judges. A policy is a value made from a file or by a {@linkplain #builder builder}; it looks at nothing but the claim, so that the
 * same claim always gets the same verdict. Whatever it does not know it denies: without a grant there is no access, and what is not
 * understood does not run. Immutable and thread-safe.
 */
public final class Policy {
    private final PolicyRules rules;
    private final boolean steady;
    private final boolean looksAtTexts;

    private Policy(PolicyRules rules) {
        this.rules = rules;
        this.steady = rules.areSteady();
        this.looksAtTexts = rules.lookAtTexts();
    }

    /**
     * The policy that the documents are, taken together in their order.
     *
     * @throws InvalidPolicyException with every mistake, each with its place
     */
    public static Policy of(List<PolicyNode> documents) {
        return new Policy(PolicyReader.read(documents));
    }

    /** Begins a policy in code. */
    public static PolicyBuilder builder() {
        return new PolicyBuilder();
    }

    /** Judges a claim. Never throws because of what a statement says. */
    public Verdict judge(Claim claim) {
        return new Judgement(rules, claim, Trace.silent()).verdict();
    }

    /** Judges a claim and tells how the verdict came about. The verdict is that of {@link #judge}. */
    public Explanation explain(Claim claim) {
        Trace.Kept trace = new Trace.Kept();
        Verdict verdict = new Judgement(rules, claim, trace).verdict();
        return new Explanation(verdict, trace.steps());
    }

    /**
     * Judges a claim whose statement is only described, not run: what needs approval may be described, so that its requester can show
     * people what it is. All else is as in {@link #judge}. What it allows must not run.
     */
    public Verdict judgeDescription(Claim claim) {
        return new Judgement(rules, claim, Trace.silent()).ofDescription();
    }

    /** Why the subject may have no session on the target: empty when some grant lets it in. An unknown target is a forbidden one. */
    public Optional<Denied> mayOpen(Subject subject, TargetName target, Optional<TaskId> task, Instant at) {
        if (rules.targets().containsKey(target)) {
            for (Grant grant : rules.grants()) { // asked before each statement, so without a stream
                if (grant.admits(subject, target, task, at)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(Judgement.noGrant(rules, subject, target, task, at));
    }

    /**
     * The columns that the database must not see in this claim's reads: those of classes with {@code predicates: on-masked}, where a
     * decision of the statement depends on one, and those that the statement computes on, which may fail and so tell a value. Empty when
     * there are none; then the claim is judged as it is.
     */
    public Optional<MaskedRead> maskedAtRead(Claim claim) {
        return Protection.of(rules, claim).maskedAtRead(claim.facts());
    }

    /** Whether the target may hold anything protected from anyone. */
    public boolean protects(TargetName target) {
        return rules.classes().stream()
                .anyMatch(
                        known -> known.covers(target) || known.contentOn(target).isPresent());
    }

    /**
     * What happens to a further result of an allowed claim, of which these columns are predicted: generated keys, OUT parameters. A column
     * of unknown origin is redacted where anything is masked.
     */
    public MaskPlan plan(Claim claim, Collection<OutputColumn> predicted) {
        return Protection.of(rules, claim).plan(predicted);
    }

    /** Objects and columns the claim touches, with their classes, one line each, for people. */
    public List<String> touches(Claim claim) {
        return new ClaimView(claim, Protection.of(rules, claim)).touches();
    }

    /** The claim's parameters for people; those that meet a protected column, or may, are hidden. */
    public List<String> parametersShown(Claim claim) {
        return new ClaimView(claim, Protection.of(rules, claim)).parameters();
    }

    /** Whether claims of one asker with these facts are judged alike, see {@link PolicyRules#areSteady}. */
    boolean isSteady(StatementFacts facts) {
        return steady && !(looksAtTexts && facts.comparesTexts());
    }

    /** The digest of the policy's content: equal content, equal version. */
    public String version() {
        return rules.version();
    }

    public Collection<PolicyTarget> targets() {
        return rules.targets().values();
    }

    /** The secrets that the target may show to nobody. */
    public List<Literal> literals(TargetName target) {
        return rules.literals().stream()
                .filter(literal -> literal.isHiddenOn(target))
                .toList();
    }

    /** The secrets that some host may show to nobody. */
    public List<Literal> literals() {
        return rules.literals();
    }

    public Optional<PolicyTarget> target(TargetName name) {
        return Optional.ofNullable(rules.targets().get(name));
    }

    /**
     * The same policy, with its grants as their reviewers left them. Its version is the same: what reviewers say is looked at again with
     * every judgement.
     */
    public Policy reviewed(Function<Grant, Grant.Standing> standing) {
        return left(grant -> grant.standing(standing.apply(grant)));
    }

    /** As {@link #reviewed}, where reviewers may also have narrowed a grant; a grant of which nothing is left is not there. */
    public Policy left(Function<Grant, Optional<Grant>> left) {
        return with(rules.grants().stream()
                .flatMap(grant -> left.apply(grant).stream())
                .toList());
    }

    /**
     * The same policy for a subject who works for a task: grants that ask more of it than the tracker says are not there. Its version is
     * the same.
     *
     * @param facts what the tracker says; empty when it says nothing, and then no grant that asks it is there
     */
    public Policy during(Optional<TaskFacts> facts, Subject subject) {
        for (Grant grant : rules.grants()) { // asked before each statement, so without a stream
            if (!grant.during(facts, subject)) {
                return with(rules.grants().stream()
                        .filter(each -> each.during(facts, subject))
                        .toList());
            }
        }
        return this;
    }

    private Policy with(List<Grant> grants) {
        return new Policy(new PolicyRules(
                rules.version(),
                rules.defaults(),
                rules.targets(),
                rules.classes(),
                grants,
                rules.functions(),
                rules.settings(),
                rules.rules(),
                rules.unmasked(),
                rules.literals()));
    }

    /** The grants in the order of the policy, for reviews. */
    public List<Grant> grants() {
        return rules.grants().stream().filter(grant -> !grant.isVoid()).toList();
    }
}
