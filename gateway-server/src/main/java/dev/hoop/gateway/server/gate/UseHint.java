package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.KindWords;
import dev.hoop.gateway.engine.policy.rules.Narrowing;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a reviewer might think of, given what a grant was used for. It proposes less, never more, and decides nothing. */
final class UseHint {
    private static final int MOST_TABLES = 10;
    private static final Pattern PLAIN = Pattern.compile("[^.\"*\\s]+\\.[^.\"*\\s]+");

    private UseHint() {}

    static String of(Grant grant, List<GrantUses.Total> totals) {
        if (totals.isEmpty()) {
            return "No use of it is known in %d days; is it still needed?".formatted(GrantUses.DAYS);
        }
        Set<String> used = usedKinds(totals);
        Set<String> unused = unusedKinds(grant, used);
        String kinds = unused.isEmpty()
                ? ""
                : "In %d days only %s was used; without %s it would have been enough."
                        .formatted(GrantUses.DAYS, String.join(", ", used), String.join(", ", unused));
        Set<String> tables = tables(totals);
        String objects = tables.isEmpty() || tables.size() > MOST_TABLES
                ? ""
                : "It touched %s alone.".formatted(String.join(", ", tables));
        return (kinds + " " + objects).strip();
    }

    /** The same as what a reviewer could reduce it to; empty when all of it was used, or none. */
    static Optional<Narrowing> narrowing(Grant grant, List<GrantUses.Total> totals) {
        Set<String> used = usedKinds(totals);
        used.removeAll(KindWords.IMPLIED.stream().map(StatementKind::policyName).toList());
        Set<String> tables = tables(totals);
        boolean named = !tables.isEmpty()
                && tables.size() <= MOST_TABLES
                && tables.stream().allMatch(table -> PLAIN.matcher(table).matches());
        List<String> allow = unusedKinds(grant, used).isEmpty() ? List.of() : List.copyOf(used);
        List<String> patterns = named ? tables.stream().map(UseHint::exactly).toList() : List.of();
        boolean nothing = totals.isEmpty() || (allow.isEmpty() && patterns.isEmpty());
        return nothing ? Optional.empty() : Optional.of(new Narrowing(allow, patterns));
    }

    /** At any target: the counts do not tell them apart, and the grant's own targets bound it. */
    private static String exactly(String table) {
        String[] parts = table.split("\\.", -1);
        return "*.\"" + parts[0] + "\".\"" + parts[1] + "\"";
    }

    private static Set<String> usedKinds(List<GrantUses.Total> totals) {
        return totals.stream().map(total -> total.use().kind()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> unusedKinds(Grant grant, Set<String> used) {
        return grant.kinds().stream()
                .filter(kind -> !KindWords.IMPLIED.contains(kind))
                .map(StatementKind::policyName)
                .filter(kind -> !used.contains(kind))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tables(List<GrantUses.Total> totals) {
        return totals.stream()
                .map(total -> total.use().object())
                .filter(object -> !object.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
