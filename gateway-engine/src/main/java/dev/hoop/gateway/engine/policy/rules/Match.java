package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Claim;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Conditions which must all hold. Without conditions it matches everything. */
public record Match(List<Condition> conditions) {
    /** One condition, by the key that wrote it. */
    public record Condition(String key, Predicate<Claim> holds) {}

    public Match {
        conditions = List.copyOf(conditions);
    }

    public boolean holds(Claim claim) {
        return conditions.stream().allMatch(condition -> condition.holds().test(claim));
    }

    /** The first condition that does not hold, for explanations. */
    public Optional<String> firstMiss(Claim claim) {
        return conditions.stream()
                .filter(condition -> !condition.holds().test(claim))
                .map(Condition::key)
                .findFirst();
    }
}
