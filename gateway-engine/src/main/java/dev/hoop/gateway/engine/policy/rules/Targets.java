package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.TargetName;
import java.util.Set;

/** Selects targets by name: all, or the named ones. */
public record Targets(boolean all, Set<String> names) {
    public static final Targets ALL = new Targets(true, Set.of());

    public Targets {
        names = Set.copyOf(names);
    }

    public boolean include(TargetName target) {
        return all || names.contains(target.value());
    }
}
