package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.Narrowing;
import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import java.time.Instant;
import java.time.LocalDate;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Where reviewers confirm, reduce or revoke grants. Nobody reviews what they have themselves. Every decision stands in the trail before it counts, and
 * counts at once: open sessions that only a revoked grant let in are ended. Thread-safe.
 */
public final class ReviewDesk {
    private static final int MOST_USES = 20;
    private static final int LONGEST_REASON = 2_000;

    private final Gate gate;
    private final Visitor visitor;
    private final ReviewedPolicy policy;

    ReviewDesk(Gate gate, Visitor visitor, ReviewedPolicy policy) {
        this.gate = gate;
        this.visitor = visitor;
        this.policy = policy;
    }

    /**
     * A grant as reviewers see it.
     *
     * @param gives what it gives, to whom
     * @param standing {@code GOOD}, {@code DUE} or {@code REVOKED}
     * @param mayDecide whether this visitor may
     * @param decision the newest decision
     * @param lastUsed when it last let a statement run, within ninety days
     * @param uses what for, the most used first
     * @param hint what a reviewer might think of, given that; empty when there is nothing
     * @param owner who answers for it; empty when the policy does not say
     * @param narrowing what reviewers left of it, in words; empty when that is all
     * @param proposal what it could be reduced to, by its uses
     */
    public record GrantView(
            String name,
            String gives,
            String reason,
            String owner,
            Optional<LocalDate> created,
            Optional<Instant> expires,
            String narrowing,
            Optional<Leaving> proposal,
            String standing,
            boolean mayDecide,
            Optional<DecisionView> decision,
            Optional<Instant> lastUsed,
            List<UseView> uses,
            String hint) {}

    /** What it was used for in the last ninety days. */
    public record UseView(String kind, String object, long uses, Instant lastAt) {}

    /**
     * What somebody decided.
     *
     * @param narrowing what stays, in words; empty unless it was reduced
     */
    public record DecisionView(String verdict, String narrowing, String by, String reason, Instant at) {}

    /** The grants this visitor may review, or sees as a reviewer, by name. */
    public Listed<GrantView> grants(Stretch stretch) {
        gate.requireStanding(visitor);
        GrantStory story = new GrantStory(gate, policy);
        Listed<Grant> seen = Listed.of(
                policy.written().grants().stream().filter(this::sees).toList(),
                grant -> new Stretch.Place(Instant.EPOCH, grant.name()),
                stretch);
        return new Listed<>(
                seen.entries().stream().map(grant -> view(grant, story)).toList(), seen.next());
    }

    /** All decisions about one of them, newest first. */
    public Listed<DecisionView> history(String grant, Stretch stretch) {
        gate.requireStanding(visitor);
        List<GrantReviews.Decision> newest =
                policy.reviews().history(seen(grant).name());
        IdentityHashMap<GrantReviews.Decision, Integer> age = new IdentityHashMap<>();
        newest.forEach(decision -> age.put(decision, age.size()));
        Listed<GrantReviews.Decision> listed = Listed.of(
                newest,
                decision -> new Stretch.Place(decision.at(), number(age.getOrDefault(decision, 0) - newest.size())),
                stretch);
        return new Listed<>(listed.entries().stream().map(ReviewDesk::view).toList(), listed.next());
    }

    /** Of those at one moment the later comes first; none of these numbers changes when decisions are added. */
    private static String number(int fromTheOldest) {
        return "%010d".formatted(Integer.MAX_VALUE + fromTheOldest);
    }

    /** The subjects of the grant still need it as it now is; one that was revoked is back. */
    public void keep(String grant, String reason) {
        decide(grant, GrantReviews.Verdict.KEEP, Optional.empty(), reason);
    }

    /** They need less: from now on only this, whatever the policy says. */
    public void reduce(String grant, Leaving left, String reason) {
        decide(grant, GrantReviews.Verdict.REDUCE, Optional.of(left.narrowing()), reason);
    }

    /** They need all that the policy says again. */
    public void restore(String grant, String reason) {
        decide(grant, GrantReviews.Verdict.RESTORE, Optional.empty(), reason);
    }

    /** They do not; the grant is void from now on, until a reviewer confirms it again. */
    public void revoke(String grant, String reason) {
        decide(grant, GrantReviews.Verdict.REVOKE, Optional.empty(), reason);
    }

    private void decide(String name, GrantReviews.Verdict verdict, Optional<Narrowing> left, String reason) {
        gate.requireStanding(visitor);
        Grant grant = seen(name);
        if (new GrantStory(gate, policy).isOwn(grant, visitor.subject())) {
            throw own(name);
        }
        GrantReviews.Ruling ruling = new GrantReviews.Ruling(
                name,
                ReviewedPolicy.scope(grant),
                verdict,
                left,
                visitor.subject().name().value(),
                reason(reason));
        gate.record(
                "grant-reviewed",
                visitor.subject().name().value(),
                "",
                "",
                GrantStory.words(ruling, "", visitor.door()));
        policy.reviews().decide(ruling);
        policy.poll();
        gate.sweep();
    }

    static String reason(String given) {
        String reason = given.strip();
        if (reason.isEmpty()) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "a review needs a reason; say why");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "a reason has at most " + LONGEST_REASON + " characters; say it shorter");
        }
        return reason;
    }

    static GatewayException own(String grant) {
        return new GatewayException(
                ErrorCode.NO_GRANT,
                "nobody reviews what they have themselves; ask another reviewer of grant '" + grant + "'");
    }

    private Grant seen(String name) {
        return policy.written().grants().stream()
                .filter(grant -> grant.name().equals(name) && sees(grant))
                .findFirst()
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.TARGET_UNKNOWN, "there is no grant of this name that you may review"));
    }

    private boolean sees(Grant grant) {
        return gate.hasRole(visitor, Role.REVIEWER)
                || grant.review().map(review -> isNamed(review.by())).orElse(false);
    }

    private boolean isNamed(List<String> by) {
        return isNamed(visitor.subject(), by);
    }

    static boolean isNamed(Subject subject, List<String> by) {
        return by.contains("subject:" + subject.name().value())
                || subject.groups().stream().anyMatch(by::contains);
    }

    private GrantView view(Grant grant, GrantStory story) {
        return new GrantView(
                grant.name(),
                GrantWords.of(grant),
                grant.reason(),
                grant.about().owner(),
                grant.about().created(),
                grant.expires(),
                story.narrowing(grant),
                story.proposal(grant).map(Leaving::of),
                policy.standing(grant).name(),
                !story.isOwn(grant, visitor.subject()),
                policy.decision(grant).map(ReviewDesk::view),
                story.lastUsed(grant),
                story.totals(grant).stream()
                        .limit(MOST_USES)
                        .map(total ->
                                new UseView(total.use().kind(), total.use().object(), total.uses(), total.lastAt()))
                        .toList(),
                story.hint(grant));
    }

    private static DecisionView view(GrantReviews.Decision decision) {
        return new DecisionView(
                decision.verdict().name(), decision.narrowing(), decision.by(), decision.reason(), decision.at());
    }
}
