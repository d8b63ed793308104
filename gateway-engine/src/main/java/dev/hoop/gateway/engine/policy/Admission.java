package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.KindWords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Which grants let a claim in.
 *
 * @param admitting the grants that let the subject use the target at all
 * @param used those that cover the kinds of the statement, each kind by the first that does
 * @param uncovered kinds that none covers
 */
record Admission(List<Grant> admitting, List<Grant> used, List<StatementKind> uncovered) {
    static Admission of(Collection<Grant> grants, Claim claim) {
        List<Grant> admitting = grants.stream()
                .filter(grant -> grant.admits(claim.subject(), claim.statement().target(), claim.task(), claim.at()))
                .toList();
        List<Grant> used = new ArrayList<>();
        List<StatementKind> uncovered = new ArrayList<>();
        for (StatementKind kind : new TreeSet<>(claim.facts().kinds())) {
            boolean inScope = isWithin(claim.subject().scope(), kind);
            admitting.stream()
                    .filter(grant -> inScope && grant.kinds().contains(kind) && grant.reaches(claim))
                    .min(Comparator.comparing(Grant::isHeldForReview)) // one that needs nobody, where there is one
                    .ifPresentOrElse(used::add, () -> uncovered.add(kind));
        }
        return new Admission(admitting, used.stream().distinct().toList(), uncovered);
    }

    /** Whether a token of this scope allows the kind; every token allows what every grant brings along. */
    static boolean isWithin(TokenScope scope, StatementKind kind) {
        return scope.allows(kind) || KindWords.IMPLIED.contains(kind);
    }

    /** {@code a + b}. */
    String names() {
        return used.stream().map(Grant::name).collect(Collectors.joining(" + "));
    }

    /** Whether no grant of the subject on this target allows anything but reading, or the token does not. */
    boolean readsOnly(TokenScope scope) {
        return admitting.stream().allMatch(Grant::readsOnly)
                || (!scope.kinds().isEmpty() && KindWords.isReading(scope.kinds()));
    }

    OptionalLong rowCap() {
        return used.stream()
                .map(Grant::maxRows)
                .flatMapToLong(cap -> cap.isPresent() ? LongStream.of(cap.getAsLong()) : LongStream.empty())
                .min();
    }
}
