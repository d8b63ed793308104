package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.Narrowing;
import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of grants at one moment: what they were used for and by whom, and what reviewers left of them. */
final class GrantStory {
    private static final int MOST_USES = 200;

    private final ReviewedPolicy policy;
    private final boolean counts;
    private final Map<String, List<GrantUses.Total>> totals;
    private final Map<String, Set<String>> people;

    GrantStory(Gate gate, ReviewedPolicy policy) {
        this.policy = policy;
        this.counts = gate.uses().isPresent();
        this.people = gate.uses().map(UseBook::people).orElse(Map.of());
        this.totals = gate.uses().map(UseBook::totals).orElse(Map.of());
    }

    List<GrantUses.Total> totals(Grant grant) {
        return totals.getOrDefault(grant.name(), List.of());
    }

    Optional<Instant> lastUsed(Grant grant) {
        return totals(grant).stream().map(GrantUses.Total::lastAt).max(Instant::compareTo);
    }

    String hint(Grant grant) {
        return counts ? UseHint.of(grant, totals(grant)) : "";
    }

    Optional<Narrowing> proposal(Grant grant) {
        return UseHint.narrowing(grant, totals(grant));
    }

    /** What stays of it, in words; empty when that is all. */
    String narrowing(Grant grant) {
        return policy.narrowed(grant.name())
                .map(known -> known.left().map(Narrowing::words).orElse("nothing"))
                .orElse("");
    }

    /**
     * Whether the subject would review its own access: by this account, another one of the same person, or one through which that person
     * has used it.
     */
    boolean isOwn(Grant grant, Subject subject) {
        return grant.who().includes(subject)
                || subject.isSamePersonAs(grant.who().persons())
                || subject.isSamePersonAs(grant.who().serviceAccounts())
                || isUser(grant.name(), subject);
    }

    boolean isUser(String grant, Subject subject) {
        return subject.isSamePersonAs(people.getOrDefault(grant, Set.of()));
    }

    ReviewCampaigns.Snapshot snapshot(Grant grant) {
        return new ReviewCampaigns.Snapshot(
                grant.name(),
                ReviewedPolicy.scope(grant),
                GrantWords.of(grant),
                grant.about().owner(),
                grant.reason(),
                grant.about().created(),
                grant.expires(),
                lastUsed(grant),
                totals(grant).stream()
                        .limit(MOST_USES)
                        .map(total -> new ReviewCampaigns.Use(
                                total.use().kind(), total.use().object(), total.uses(), total.lastAt()))
                        .toList(),
                people.getOrDefault(grant.name(), Set.of()).stream().sorted().toList(),
                policy.standing(grant).name(),
                narrowing(grant),
                hint(grant));
    }

    /** What a decision says, for the trail. */
    static Map<String, String> words(GrantReviews.Ruling ruling, String campaign, String door) {
        Map<String, String> words = new java.util.HashMap<>(Map.of(
                "grant", ruling.grant(),
                "verdict", ruling.verdict().name(),
                "scope", ruling.scope(),
                "reason", ruling.reason(),
                "narrowing", ruling.narrowing().map(Narrowing::words).orElse("")));
        words.put("campaign", campaign);
        words.put("door", door);
        words.values().removeIf(String::isEmpty);
        return words;
    }
}
