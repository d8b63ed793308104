package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskFacts;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.document.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * That some subjects may use some targets at all, for some kinds of statements.
 *
 * @param tables the objects it reaches; all when empty
 * @param host how far it reaches on hosts
 * @param expires from when it is void
 * @param narrowing what reviewers have left of it; the policy file knows none
 */
public record Grant(
        Mark mark,
        String name,
        Who who,
        Targets targets,
        Set<StatementKind> kinds,
        List<TablePattern> tables,
        HostReach host,
        OptionalLong maxRows,
        Optional<Instant> expires,
        Task task,
        Optional<Review> review,
        About about,
        Optional<Narrowing> narrowing) {
    /**
     * Why there is such a grant; gives nothing.
     *
     * @param owner who answers for it: a person or a team; empty when nobody is named
     */
    public record About(String reason, String owner, Optional<LocalDate> created) {}

    /**
     * What task a session must work for: none, any, one whose id fits, or one of which the tracker says so.
     *
     * @param types the types it may have, in lower case; any when empty
     * @param states the states it may be in, in lower case; any in which it is open when empty
     * @param assigned whether it must be the subject's own
     * @param tracked whether the tracker must know it, and know it as open
     */
    public record Task(
            boolean required,
            Optional<Segment> id,
            Set<String> types,
            Set<String> states,
            boolean assigned,
            boolean tracked) {
        /** One that no tracker is asked about. */
        public Task(boolean required, Optional<Segment> id) {
            this(required, id, Set.of(), Set.of(), false, false);
        }

        public Task {
            types = Set.copyOf(types);
            states = Set.copyOf(states);
        }

        boolean satisfiedBy(Optional<TaskId> given) {
            return given.map(task ->
                            id.map(pattern -> pattern.fitsAnyCase(task.value())).orElse(true))
                    .orElse(!required && id.isEmpty() && !tracked);
        }

        private boolean fits(TaskFacts facts, Subject subject) {
            return facts.isOpen()
                    && (types.isEmpty() || types.contains(facts.type().toLowerCase(Locale.ROOT)))
                    && (states.isEmpty() || states.contains(facts.state().toLowerCase(Locale.ROOT)))
                    && (!assigned || subject.isSamePersonAs(Set.of(facts.assignee())));
        }

        private String words() {
            return !tracked
                    ? ""
                    : " type " + sorted(types) + " state " + sorted(states) + (assigned ? " assigned" : "");
        }
    }

    /**
     * How often people must confirm the grant, and who.
     *
     * @param stale what becomes of it when they have not
     * @param justifiedFor how long a subject's reason to go on is good for
     * @param isDue whether that is so now
     */
    public record Review(Duration every, List<String> by, Stale stale, Duration justifiedFor, boolean isDue) {
        public Review {
            by = List.copyOf(by);
        }
    }

    /** What becomes of a grant whose review is due. */
    public enum Stale {
        /** Every statement that needs it waits for one of its reviewers. */
        HOLD,
        /** So does it, but the subject may go on with a reason, for a while, which the reviewers look at afterwards. */
        JUSTIFY,
        /** Only what reads is still allowed. */
        READ_ONLY,
        /** It is void. */
        DENY,
        /** It goes on; reviewers see that it is due, and the subject is warned. */
        NOTICE
    }

    /** What reviewers know of a grant. */
    public enum Standing {
        GOOD,
        DUE,
        REVOKED
    }

    public Grant {
        kinds = Set.copyOf(kinds);
        tables = List.copyOf(tables);
    }

    /** Whether the grant lets the subject in, whatever it then does. */
    public boolean admits(Subject subject, TargetName target, Optional<TaskId> given, Instant at) {
        return !isVoid() && fits(subject, target, given, at);
    }

    /** Whether it would let the subject in, had its reviewers confirmed it. */
    public boolean lacksReview(Subject subject, TargetName target, Optional<TaskId> given, Instant at) {
        return isVoid() && fits(subject, target, given, at);
    }

    private boolean fits(Subject subject, TargetName target, Optional<TaskId> given, Instant at) {
        return targets.include(target)
                && subject.scope().opens(target)
                && who.includes(subject)
                && expires.map(at::isBefore).orElse(true)
                && task.satisfiedBy(given);
    }

    /** Whether the grant holds while the subject works for this task; one that asks no tracker always does. */
    public boolean during(Optional<TaskFacts> facts, Subject subject) {
        return !task.tracked() || facts.map(known -> task.fits(known, subject)).orElse(false);
    }

    /** Whether every object of the statement lies within the grant. System catalogues are guarded by other means. */
    public boolean reaches(Claim claim) {
        return within(claim) && narrowing.map(left -> left.reaches(claim)).orElse(true);
    }

    private boolean within(Claim claim) {
        if (claim.facts().command().isPresent()) {
            return isShell(claim) || host.covers(claim.facts().command().get());
        }
        return tables.isEmpty() || TablePattern.cover(tables, claim);
    }

    /** The grant as reviewers left it; a narrower one at most, whatever they wrote. */
    public Grant narrowed(Narrowing left) {
        Set<StatementKind> some = new HashSet<>(kinds);
        some.removeIf(kind -> !left.leaves(kind));
        return new Grant(
                mark, name, who, targets, some, tables, host, maxRows, expires, task, review, about, Optional.of(left));
    }

    public String reason() {
        return about.reason();
    }

    private static boolean isShell(Claim claim) {
        return claim.facts().kinds().equals(Set.of(StatementKind.SHELL));
    }

    /** The grant as it is while its review is due, or not; empty when nothing is left of it. */
    public Optional<Grant> standing(Standing standing) {
        if (standing == Standing.REVOKED) {
            return Optional.empty();
        }
        if (standing == Standing.GOOD || review.isEmpty()) {
            return Optional.of(this);
        }
        Review known = review.get();
        Review due = new Review(known.every(), known.by(), known.stale(), known.justifiedFor(), true);
        return switch (due.stale()) {
            case DENY -> Optional.of(with(Set.of(), due)); // so that its subjects learn why
            case READ_ONLY -> {
                Set<StatementKind> reading = new HashSet<>(kinds);
                reading.retainAll(KindWords.READING);
                yield Optional.of(with(reading, due));
            }
            case HOLD, JUSTIFY, NOTICE -> Optional.of(with(kinds, due));
        };
    }

    private Grant with(Set<StatementKind> some, Review due) {
        return new Grant(
                mark,
                name,
                who,
                targets,
                some,
                tables,
                host,
                maxRows,
                expires,
                task,
                Optional.of(due),
                about,
                narrowing);
    }

    /** Whether statements under it wait for its reviewers now. */
    public boolean isHeldForReview() {
        return review.map(each -> each.isDue() && (each.stale() == Stale.HOLD || each.stale() == Stale.JUSTIFY))
                .orElse(false);
    }

    /** Whether it gives nothing until one of its reviewers confirms it. */
    public boolean isVoid() {
        return review.map(each -> each.isDue() && each.stale() == Stale.DENY).orElse(false);
    }

    /** Whether it only reads until one of its reviewers confirms it. */
    public boolean isReadOnlyForReview() {
        return review.map(each -> each.isDue() && each.stale() == Stale.READ_ONLY)
                .orElse(false);
    }

    /** Whether its subjects are to be warned that its review is due. */
    public boolean isNoticed() {
        return review.map(each -> each.isDue() && each.stale() == Stale.NOTICE).orElse(false);
    }

    /** Everything that it gives, to whom: a grant that says something else is another one to its reviewers. */
    public String scope() {
        return String.join(
                " ; ",
                who.everyone() ? "everyone" : "",
                sorted(who.groups()),
                sorted(who.persons()),
                sorted(who.serviceAccounts()),
                targets.all() ? "all" : sorted(targets.names()),
                sorted(kinds.stream().map(StatementKind::policyName).toList()),
                sorted(tables.stream().map(TablePattern::toString).toList())
                        + (host.isNothing() ? "" : " ; " + host.scope()),
                maxRows.toString(),
                expires.toString(),
                task.required() + " " + task.id().map(Segment::toString).orElse("") + task.words());
    }

    private static String sorted(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    public boolean readsOnly() {
        return KindWords.isReading(kinds);
    }
}
