package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.policy.schedule.OnCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * People of whom enough must agree.
 *
 * @param approvers groups, subjects written {@code subject:name}, or who is on call, written {@code on-call:name of a schedule}
 * @param quorum how many distinct people of them, the requester never among them
 * @param schedules those that are named; whoever is on call under a schedule that is not here is nobody
 */
public record ApproverSet(List<String> approvers, int quorum, List<OnCall> schedules) {
    /** Stands for the reviewers of the task that the session works for, until people are asked. */
    public static final String TASK_REVIEWERS = "task:reviewers";

    /** Begins what stands for whoever is on call. */
    public static final String ON_CALL = "on-call:";

    private static final String SUBJECT = "subject:";
    private static final String OTHERWISE = ":otherwise";

    public ApproverSet {
        approvers = List.copyOf(approvers);
        schedules = List.copyOf(schedules);
        if (approvers.isEmpty()) {
            throw new IllegalArgumentException("a set of approvers names nobody");
        }
        if (quorum < 1) {
            throw new IllegalArgumentException("a quorum is at least one");
        }
    }

    /** A set in which nobody takes turns. */
    public ApproverSet(List<String> approvers, int quorum) {
        this(approvers, quorum, List.of());
    }

    /** The same set with the task's reviewers by their names; empty when nobody is left. */
    public Optional<ApproverSet> naming(List<String> reviewers) {
        List<String> named = approvers.stream()
                .flatMap(approver -> approver.equals(TASK_REVIEWERS)
                        ? reviewers.stream().map(name -> SUBJECT + name)
                        : Stream.of(approver))
                .distinct()
                .toList();
        return named.isEmpty() ? Optional.empty() : Optional.of(new ApproverSet(named, quorum, schedules));
    }

    /** As what the voter may answer at this moment: its groups, itself, or that it is on call, as far as the set names them. */
    public List<String> memberships(Subject voter, Instant moment) {
        return approvers.stream()
                .flatMap(approver -> approver.startsWith(ON_CALL)
                        ? schedule(approver).stream()
                                .flatMap(schedule -> onCall(approver, schedule, voter, moment).stream())
                        : Stream.of(approver).filter(word -> isMeant(word, voter)))
                .toList();
    }

    private static Optional<String> onCall(String approver, OnCall schedule, Subject voter, Instant moment) {
        Set<String> people = schedule.at(moment);
        if (people.isEmpty()) {
            return schedule.otherwise().stream().anyMatch(word -> isMeant(word, voter))
                    ? Optional.of(approver + OTHERWISE)
                    : Optional.empty();
        }
        return people.contains(voter.name().value()) ? Optional.of(approver) : Optional.empty();
    }

    /** Whether a vote that was cast with these memberships counts at this moment: who was on call must be so still. */
    public boolean counts(String voter, Set<String> memberships, Instant moment) {
        return approvers.stream().anyMatch(approver -> {
            if (!approver.startsWith(ON_CALL)) {
                return memberships.contains(approver);
            }
            Set<String> people =
                    schedule(approver).map(schedule -> schedule.at(moment)).orElse(Set.of());
            return people.isEmpty()
                    ? memberships.contains(approver + OTHERWISE)
                    : memberships.contains(approver) && people.contains(voter);
        });
    }

    /** Whether the subject may answer at some time or other, and so may look. */
    public boolean concerns(Subject viewer) {
        return approvers.stream()
                .anyMatch(approver -> approver.startsWith(ON_CALL)
                        ? schedule(approver)
                                .filter(schedule -> schedule.names(viewer.name().value())
                                        || schedule.otherwise().stream().anyMatch(word -> isMeant(word, viewer)))
                                .isPresent()
                        : isMeant(approver, viewer));
    }

    /**
     * Why nobody, or too few, could answer the requester at this moment, as far as schedules tell; empty when somebody may, which is
     * always so where a group is named.
     */
    public Optional<String> outOfReach(Subject requester, Instant moment) {
        List<OnCall> named = approvers.stream()
                .filter(approver -> approver.startsWith(ON_CALL))
                .flatMap(approver -> schedule(approver).stream())
                .toList();
        List<String> words = Stream.concat(
                        approvers.stream().filter(approver -> !approver.startsWith(ON_CALL)),
                        named.stream().flatMap(schedule -> words(schedule, moment)))
                .distinct()
                .toList();
        if (named.isEmpty() || words.stream().anyMatch(word -> !word.startsWith(SUBJECT))) {
            return Optional.empty();
        }
        long others = words.stream()
                .filter(word -> !requester.people().contains(word.substring(SUBJECT.length())))
                .count();
        if (others >= quorum) {
            return Optional.empty();
        }
        OnCall first = named.get(0);
        return Optional.of("%s on call in '%s' now%s"
                .formatted(
                        words.isEmpty()
                                ? "nobody is"
                                : others == 0 ? "nobody but yourself is" : "fewer than the " + quorum + " it needs are",
                        first.name(),
                        first.changesAfter(moment)
                                .map(next -> ", until " + next.toString())
                                .orElse("")));
    }

    private static Stream<String> words(OnCall schedule, Instant moment) {
        Set<String> people = schedule.at(moment);
        return people.isEmpty()
                ? schedule.otherwise().stream()
                : people.stream().map(name -> SUBJECT + name);
    }

    private Optional<OnCall> schedule(String approver) {
        return schedules.stream()
                .filter(schedule -> approver.equals(ON_CALL + schedule.name()))
                .findFirst();
    }

    private static boolean isMeant(String word, Subject subject) {
        return word.startsWith(SUBJECT)
                ? word.substring(SUBJECT.length()).equals(subject.name().value())
                : subject.groups().contains(word);
    }
}
