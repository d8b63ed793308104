package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Claim;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Conditions which must all hold. Without conditions it matches everything. */
public record Match(List<Condition> conditions) {
    /** What a condition looks at. */
    public enum Sight {
        /** Who asks, where, through which door, for which task, and the facts of the statement's text: the same for each execution. */
        ASKER_AND_FACTS,
        /** The moment, or what the statement is given as well. */
        ANYTHING
    }

    /** One condition, by the key that wrote it. */
    public record Condition(String key, Predicate<Claim> holds, Sight sight) {}

    public Match {
        conditions = List.copyOf(conditions);
    }

    public boolean holds(Claim claim) {
        return conditions.stream().allMatch(condition -> condition.holds().test(claim));
    }

    /** Whether nothing but {@link Sight#ASKER_AND_FACTS} decides. */
    boolean isSteady() {
        return conditions.stream().allMatch(condition -> condition.sight() == Sight.ASKER_AND_FACTS);
    }

    /** The first condition that does not hold, for explanations. */
    public Optional<String> firstMiss(Claim claim) {
        return conditions.stream()
                .filter(condition -> !condition.holds().test(claim))
                .map(Condition::key)
                .findFirst();
    }
}
