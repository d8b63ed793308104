package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.policy.ApproverSet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Who may answer, and when enough have. Pure. */
final class Quorum {
    private Quorum() {}

    /** As what the voter may answer at this moment. */
    static List<String> memberships(List<ApproverSet> needs, Subject voter, Instant moment) {
        return !voter.scope().isWhole()
                ? List.of()
                : needs.stream()
                        .flatMap(set -> set.memberships(voter, moment).stream())
                        .distinct()
                        .toList();
    }

    /** Whether the subject may answer at some time or other, and so may look. Whoever came by a token of narrow scope never may. */
    static boolean concerns(List<ApproverSet> needs, Subject viewer) {
        return viewer.scope().isWhole() && needs.stream().anyMatch(set -> set.concerns(viewer));
    }

    /** Whether every set has its number of distinct approving people at this moment. */
    static boolean met(List<ApproverSet> needs, List<Vote> votes, Instant moment) {
        return needs.stream()
                .allMatch(set -> votes.stream()
                                .filter(vote -> set.counts(vote.voter(), vote.memberships(), moment))
                                .map(Vote::voter)
                                .distinct()
                                .count()
                        >= set.quorum());
    }

    /** How long the approval covers more than one statement: as long as all who approved agree on. Zero when one of them did not. */
    static Duration box(List<Vote> votes, Duration longest) {
        return votes.stream().map(Vote::box).reduce(longest, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    /** A vote; a box of zero is for one statement alone. */
    record Vote(
            String voter,
            Set<String> memberships,
            Set<String> people,
            boolean approve,
            OptionalLong maxRows,
            Duration box) {
        Vote {
            memberships = Set.copyOf(memberships);
            Set<String> all = new HashSet<>(people);
            all.add(voter);
            people = Set.copyOf(all);
        }
    }
}
