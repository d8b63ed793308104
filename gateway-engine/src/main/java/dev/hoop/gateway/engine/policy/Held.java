package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Not yet: people must agree.
 *
 * @param rule the rule that holds the claim; where several do, their names joined by {@code +}
 * @param why one sentence that names no literal and no value
 * @param needs who must agree: <em>every</em> set, each with its own quorum; one person may count in several sets
 * @param within how long the request stays open
 * @param maxRows the effect bound: how many rows the approved statement may change
 * @param timeBox for how long people may let statements like this one run; zero where they may approve this one alone
 * @param breakGlass whether the requester may go on without people, who then look at it afterwards
 * @param justifiedFor how long the requester's reason to do so is good for all that this rule holds; zero for this claim alone
 */
public record Held(
        String rule,
        String why,
        List<ApproverSet> needs,
        Duration within,
        OptionalLong maxRows,
        Duration timeBox,
        boolean breakGlass,
        Duration justifiedFor)
        implements Verdict {
    /** One where a reason to go on is good for this claim alone. */
    public Held(
            String rule,
            String why,
            List<ApproverSet> needs,
            Duration within,
            OptionalLong maxRows,
            Duration timeBox,
            boolean breakGlass) {
        this(rule, why, needs, within, maxRows, timeBox, breakGlass, Duration.ZERO);
    }

    /** One that people must answer, for this claim alone. */
    public Held(String rule, String why, List<ApproverSet> needs, Duration within, OptionalLong maxRows) {
        this(rule, why, needs, within, maxRows, Duration.ZERO, false);
    }

    public Held {
        needs = List.copyOf(needs);
        if (needs.isEmpty()) {
            throw new IllegalArgumentException("a held claim needs at least one set of approvers");
        }
    }

    /** The same, with the reviewers of the session's task by their names; empty when then somebody who must agree is nobody. */
    public Optional<Held> naming(List<String> reviewers) {
        List<ApproverSet> named =
                needs.stream().flatMap(set -> set.naming(reviewers).stream()).toList();
        return named.size() < needs.size()
                ? Optional.empty()
                : Optional.of(new Held(rule, why, named, within, maxRows, timeBox, breakGlass, justifiedFor));
    }

    /** Why people who must agree are nobody at the moment, as far as schedules tell; empty when they may be asked. */
    public Optional<String> outOfReach(Subject requester, Instant moment) {
        return needs.stream()
                .flatMap(set -> set.outOfReach(requester, moment).stream())
                .findFirst();
    }

    /** Everyone who may answer, for display and notification: as {@link ApproverSet#approvers} are written. */
    public List<String> approvers() {
        return needs.stream()
                .flatMap(set -> set.approvers().stream())
                .distinct()
                .toList();
    }

    /** The fewest distinct people who can satisfy every set. */
    public int quorum() {
        return needs.stream().mapToInt(ApproverSet::quorum).max().orElseThrow();
    }

    @Override
    public <R> R match(Function<Allowed, R> allowed, Function<Held, R> held, Function<Denied, R> denied) {
        return held.apply(this);
    }
}
