package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.server.ports.targets.Target;
import java.util.Optional;

/** Hands a target as the policy registers it to the connectors. */
final class Targets {
    private Targets() {}

    static Optional<Target> find(Policy policy, TargetName name) {
        return policy.target(name)
                .map(entry -> new Target(name, entry.type(), entry.url(), entry.credential(), entry.options()));
    }
}
