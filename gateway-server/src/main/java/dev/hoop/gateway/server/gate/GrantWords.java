package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.Segment;
import dev.hoop.gateway.engine.policy.rules.TablePattern;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What a grant gives, as a sentence for reviewers. */
final class GrantWords {
    private GrantWords() {}

    static String of(Grant grant) {
        List<String> parts = new ArrayList<>();
        parts.add(who(grant.who()) + " may " + kinds(grant));
        parts.add("at "
                + (grant.targets().all()
                        ? "every target"
                        : sorted(grant.targets().names())));
        if (!grant.tables().isEmpty()) {
            parts.add("of "
                    + sorted(grant.tables().stream().map(TablePattern::toString).toList()));
        }
        grant.maxRows().ifPresent(rows -> parts.add("at most " + rows + " rows"));
        if (grant.task().required() || grant.task().id().isPresent()) {
            parts.add("for a task"
                    + grant.task()
                            .id()
                            .map(Segment::toString)
                            .map(id -> " like " + id)
                            .orElse(""));
        }
        return String.join(", ", parts);
    }

    private static String kinds(Grant grant) {
        return sorted(grant.kinds().stream().map(StatementKind::policyName).toList());
    }

    private static String who(Who who) {
        List<String> parts = new ArrayList<>();
        if (who.everyone()) {
            parts.add("everyone");
        }
        add(parts, "group ", who.groups());
        add(parts, "person ", who.persons());
        add(parts, "service account ", who.serviceAccounts());
        return parts.isEmpty() ? "nobody" : String.join(" and ", parts);
    }

    private static void add(List<String> parts, String word, Collection<String> names) {
        if (!names.isEmpty()) {
            parts.add(word + sorted(names));
        }
    }

    private static String sorted(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
