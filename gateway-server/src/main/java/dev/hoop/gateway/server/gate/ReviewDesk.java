package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where reviewers confirm or revoke grants. Nobody reviews what they have themselves. Every decision stands in the trail before it counts, and
 * counts at once: open sessions that only a revoked grant let in are ended. Thread-safe.
 */
public final class ReviewDesk {
    private static final int MOST_USES = 20;

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
     */
    public record GrantView(
            String name,
            String gives,
            String reason,
            Optional<Instant> expires,
            String standing,
            boolean mayDecide,
            Optional<DecisionView> decision,
            Optional<Instant> lastUsed,
            List<UseView> uses,
            String hint) {}

    /** What it was used for in the last ninety days. */
    public record UseView(String kind, String object, long uses, Instant lastAt) {}

    /** What somebody decided. */
    public record DecisionView(String verdict, String by, String reason, Instant at) {}

    /** The grants this visitor may review, or sees as a reviewer. */
    public List<GrantView> grants() {
        gate.requireStanding(visitor);
        Map<String, List<GrantUses.Total>> totals =
                gate.uses().map(UseBook::totals).orElse(Map.of());
        return policy.written().grants().stream()
                .filter(this::sees)
                .map(grant -> view(grant, totals.getOrDefault(grant.name(), List.of())))
                .toList();
    }

    /** All decisions about one of them, newest first. */
    public List<DecisionView> history(String grant) {
        gate.requireStanding(visitor);
        return policy.reviews().history(seen(grant).name()).stream()
                .map(ReviewDesk::view)
                .toList();
    }

    /** The subjects of the grant still need what it gives. */
    public void keep(String grant, String reason) {
        decide(grant, GrantReviews.Verdict.KEEP, reason);
    }

    /** They do not; the grant is void from now on, until a reviewer confirms it again. */
    public void revoke(String grant, String reason) {
        decide(grant, GrantReviews.Verdict.REVOKE, reason);
    }

    private void decide(String name, GrantReviews.Verdict verdict, String reason) {
        gate.requireStanding(visitor);
        Grant grant = seen(name);
        if (!mayDecide(grant)) {
            throw new GatewayException(
                    ErrorCode.NO_GRANT,
                    "nobody reviews what they have themselves; ask another reviewer of grant '" + name + "'");
        }
        if (reason.isBlank()) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "a review needs a reason; say why");
        }
        gate.record(
                "grant-reviewed",
                visitor.subject().name().value(),
                "",
                "",
                Map.of(
                        "grant",
                        name,
                        "verdict",
                        verdict.name(),
                        "scope",
                        ReviewedPolicy.scope(grant),
                        "door",
                        visitor.door()));
        policy.reviews()
                .decide(
                        name,
                        ReviewedPolicy.scope(grant),
                        verdict,
                        visitor.subject().name().value(),
                        reason.strip());
        policy.poll();
        gate.sweep();
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
        Subject subject = visitor.subject();
        return by.contains("subject:" + subject.name().value())
                || subject.groups().stream().anyMatch(by::contains);
    }

    /** Neither by this account nor by another one of the same person. */
    private boolean mayDecide(Grant grant) {
        Subject subject = visitor.subject();
        return !grant.who().includes(subject)
                && !subject.isSamePersonAs(grant.who().persons())
                && !subject.isSamePersonAs(grant.who().serviceAccounts());
    }

    private GrantView view(Grant grant, List<GrantUses.Total> totals) {
        return new GrantView(
                grant.name(),
                GrantWords.of(grant),
                grant.reason(),
                grant.expires(),
                policy.standing(grant).name(),
                mayDecide(grant),
                policy.decision(grant).map(ReviewDesk::view),
                totals.stream().map(GrantUses.Total::lastAt).max(Instant::compareTo),
                totals.stream()
                        .limit(MOST_USES)
                        .map(total ->
                                new UseView(total.use().kind(), total.use().object(), total.uses(), total.lastAt()))
                        .toList(),
                gate.uses().isPresent() ? UseHint.of(grant, totals) : "");
    }

    private static DecisionView view(GrantReviews.Decision decision) {
        return new DecisionView(decision.verdict().name(), decision.by(), decision.reason(), decision.at());
    }
}
