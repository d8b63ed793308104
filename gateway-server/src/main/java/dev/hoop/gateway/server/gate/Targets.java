package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import dev.hoop.gateway.server.ports.targets.Target;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Hands a target as the policy registers it to the connectors. */
final class Targets {
    private Targets() {}

    static Optional<Target> find(Policy policy, TargetName name) {
        return policy.target(name)
                .map(entry -> new Target(name, entry.type(), entry.url(), entry.credential(), options(entry)));
    }

    /** The connector's options, and beside them what the policy says of the target by keys of its own. */
    private static Map<String, String> options(PolicyTarget entry) {
        Map<String, String> options = new HashMap<>(entry.options());
        entry.trail().ifPresent(trail -> options.put("trail", trail.name().toLowerCase(Locale.ROOT)));
        entry.statementTimeout().ifPresent(time -> options.put("statement-timeout", time.toMillis() + "ms"));
        return options;
    }
}
