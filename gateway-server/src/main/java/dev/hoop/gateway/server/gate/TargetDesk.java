package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import dev.hoop.gateway.server.ports.targets.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an auditor or admin sees the targets, who may go there, and whether the gateway gets in. Thread-safe. */
public final class TargetDesk {
    private final Gate gate;
    private final Visitor visitor;
    private final TargetHealth health;

    TargetDesk(Gate gate, Visitor visitor, TargetHealth health) {
        gate.requireOneOf(visitor, Role.AUDITOR, Role.ADMIN);
        this.gate = gate;
        this.visitor = visitor;
        this.health = health;
    }

    /**
     * A target, without its address and its credential.
     *
     * @param grants the names of the grants that let somebody in
     * @param openSessions how many are open at this gateway
     */
    public record TargetView(
            String name,
            String type,
            boolean isProtected,
            List<String> grants,
            int openSessions,
            Optional<Health> health) {}

    /**
     * What was seen when somebody looked last.
     *
     * @param problem what kept the gateway out; empty when it got in
     */
    public record Health(Instant at, Duration took, String problem) {}

    /** By name. */
    public Listed<TargetView> targets(Stretch stretch) {
        gate.requireOneOf(visitor, Role.AUDITOR, Role.ADMIN);
        Policy policy = gate.policy();
        Listed<PolicyTarget> listed = Listed.of(
                policy.targets(),
                each -> new Stretch.Place(Instant.EPOCH, each.name().value()),
                stretch);
        return new Listed<>(
                listed.entries().stream().map(each -> view(policy, each.name())).toList(), listed.next());
    }

    /** Goes there, if nobody did in the last seconds, and says what was seen. */
    public TargetView check(String name) {
        gate.requireOneOf(visitor, Role.AUDITOR, Role.ADMIN);
        Policy policy = gate.policy();
        Target target = policy.targets().stream()
                .filter(each -> each.name().value().equals(name))
                .findFirst()
                .flatMap(each -> Targets.find(policy, each.name()))
                .orElseThrow(
                        () -> new GatewayException(ErrorCode.TARGET_UNKNOWN, "the policy has no target of this name"));
        gate.record(
                "target-checked",
                visitor.subject().name().value(),
                target.name().value(),
                "",
                Map.of("door", visitor.door()));
        var unused = health.look(target, visitor); // shown from memory
        return view(policy, target.name());
    }

    private TargetView view(Policy policy, TargetName name) {
        Target target = Targets.find(policy, name).orElseThrow();
        return new TargetView(
                name.value(),
                target.type(),
                policy.protects(name),
                policy.grants().stream()
                        .filter(grant ->
                                grant.targets().all() || grant.targets().names().contains(name.value()))
                        .map(grant -> grant.name())
                        .sorted()
                        .toList(),
                gate.openSessions(name),
                health.last(target).map(seen -> new Health(seen.at(), seen.took(), seen.problem())));
    }
}
