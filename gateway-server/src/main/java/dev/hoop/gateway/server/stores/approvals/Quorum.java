package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.policy.ApproverSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Who may answer, and when enough have. Pure. */
final class Quorum {
    private static final String SUBJECT = "subject:";

    private Quorum() {}

    /** The approver names that the voter answers for: its groups and itself, as far as the request names them. */
    static List<String> memberships(List<ApproverSet> needs, Subject voter) {
        return needs.stream()
                .flatMap(set -> set.approvers().stream())
                .distinct()
                .filter(approver -> approver.startsWith(SUBJECT)
                        ? approver.substring(SUBJECT.length())
                                .equals(voter.name().value())
                        : voter.groups().contains(approver))
                .toList();
    }

    /** Whether every set has its number of distinct approving people. */
    static boolean met(List<ApproverSet> needs, List<Vote> votes) {
        return needs.stream()
                .allMatch(set -> votes.stream()
                                .filter(vote -> vote.memberships().stream().anyMatch(set.approvers()::contains))
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
