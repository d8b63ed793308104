package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.TargetName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that a policy says.
 *
 * @param version the digest of its content, in hexadecimal: equal content, equal version
 */
public record PolicyRules(
        String version,
        Defaults defaults,
        Map<TargetName, PolicyTarget> targets,
        List<DataClass> classes,
        List<Grant> grants,
        List<Leave> functions,
        List<Leave> settings,
        List<Rule> rules,
        List<Unmasked> unmasked,
        List<Literal> literals) {
    /** What holds where nothing nearer is said. */
    public record Defaults(
            OptionalLong maxRows,
            DataClass.Predicates predicates,
            int quorum,
            Duration within,
            Optional<Duration> statementTimeout,
            Optional<PolicyTarget.Trail> trail) {}

    public PolicyRules {
        targets = Map.copyOf(targets);
        classes = List.copyOf(classes);
        grants = List.copyOf(grants);
        functions = List.copyOf(functions);
        settings = List.copyOf(settings);
        rules = List.copyOf(rules);
        unmasked = List.copyOf(unmasked);
        literals = List.copyOf(literals);
    }

    /** Whether it matters what kind of value a text column is compared with. */
    public boolean lookAtTexts() {
        return classes.stream().anyMatch(known -> known.predicates() == DataClass.Predicates.EQUALITY_ONLY);
    }

    /**
     * Whether claims of one asker (subject, door, task, target) with the same facts are all judged alike, unless people have agreed to
     * one: no grant expires, and no rule looks at the moment or at what a statement is given. What {@link #lookAtTexts} tells comes on top.
     */
    public boolean areSteady() {
        return grants.stream().allMatch(grant -> grant.expires().isEmpty())
                && rules.stream().allMatch(Rule::isSteady);
    }
}
