package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.KindWords;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a reviewer might think of, given what a grant was used for. It proposes less, never more, and decides nothing. */
final class UseHint {
    private UseHint() {}

    static String of(Grant grant, List<GrantUses.Total> totals) {
        if (totals.isEmpty()) {
            return "No use of it is known in %d days; is it still needed?".formatted(GrantUses.DAYS);
        }
        Set<String> used =
                totals.stream().map(total -> total.use().kind()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> unused = grant.kinds().stream()
                .filter(kind -> !KindWords.IMPLIED.contains(kind))
                .map(StatementKind::policyName)
                .filter(kind -> !used.contains(kind))
                .collect(Collectors.toCollection(TreeSet::new));
        if (unused.isEmpty()) {
            return "";
        }
        return "In %d days only %s was used; without %s it would have been enough."
                .formatted(GrantUses.DAYS, String.join(", ", used), String.join(", ", unused));
    }
}
