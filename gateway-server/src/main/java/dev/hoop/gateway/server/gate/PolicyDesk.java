package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.server.ports.targets.Connector;
import dev.hoop.gateway.server.ports.targets.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Where an auditor tries another policy on what was asked before. One at a time; it stands in the trail. Thread-safe. */
public final class PolicyDesk {
    private static final Duration LONGEST = Duration.ofSeconds(25);
    private static final Semaphore ONE = new Semaphore(1);

    private final Gate gate;
    private final Visitor visitor;
    private final Policy inForce;
    private final GatePorts.Past past;

    PolicyDesk(Gate gate, Visitor visitor, Policy inForce, GatePorts.Past past) {
        this.gate = gate;
        this.visitor = visitor;
        this.inForce = inForce;
        this.past = past;
    }

    /**
     * What this policy would have said since then.
     *
     * @param text a whole policy file
     * @throws GatewayException {@code INVALID_REQUEST} with every mistake of a policy that does not hold together
     */
    public Simulation.Report simulate(String text, Instant since) {
        gate.require(visitor, Role.AUDITOR);
        Policy tried = parsed(text);
        if (!ONE.tryAcquire()) {
            throw new GatewayException(
                    ErrorCode.LIMIT_EXCEEDED, "somebody else simulates a policy right now; try again in half a minute");
        }
        try {
            gate.record(
                    "recording-read",
                    visitor.subject().name().value(),
                    "",
                    "",
                    Map.of(
                            "of",
                            "simulation",
                            "policy",
                            tried.version(),
                            "since",
                            since.toString(),
                            "door",
                            visitor.door()));
            return new Simulation(gate.facts(), inForce, tried, this::definitions).of(past.history(), since, LONGEST);
        } finally {
            ONE.release();
        }
    }

    private Policy parsed(String text) {
        try {
            return past.policies().apply(text);
        } catch (GatewayException mistakes) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, String.valueOf(mistakes.getMessage()), mistakes);
        }
    }

    private Optional<Simulation.Definitions> definitions(TargetName name) {
        Optional<Target> target = Targets.find(inForce, name);
        Connector connector =
                target.map(known -> gate.ports().connectors().get(known.type())).orElse(null);
        return connector == null
                ? Optional.empty()
                : target.map(known ->
                        new Simulation.Definitions(connector.profile(known).settings(), connector.catalogue(known)));
    }
}
