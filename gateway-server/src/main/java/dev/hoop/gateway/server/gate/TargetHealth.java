package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.server.ports.targets.Connector;
import dev.hoop.gateway.server.ports.targets.HostConnector;
import dev.hoop.gateway.server.ports.targets.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** What was seen of targets when somebody looked. Looks at few at once, and at each at most every few seconds. Thread-safe. */
final class TargetHealth {
    private static final int AT_ONCE = 4;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Gate gate;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Map<Target, Seen> seen = new ConcurrentHashMap<>();

    /** @param problem what kept the gateway out; empty when it got in */
    record Seen(Instant at, Duration took, String problem) {}

    TargetHealth(Gate gate) {
        this.gate = gate;
    }

    Optional<Seen> last(Target target) {
        return Optional.ofNullable(seen.get(target));
    }

    Seen look(Target target, Visitor visitor) {
        Instant now = gate.clock().instant();
        Optional<Seen> before =
                last(target).filter(known -> now.isBefore(known.at().plus(FRESH)));
        if (before.isPresent()) {
            return before.get();
        }
        if (!free.tryAcquire()) {
            throw new GatewayException(
                    ErrorCode.OVERLOADED, "other targets are being looked at; try again in a few seconds");
        }
        try {
            String problem = problem(target, visitor);
            Instant end = gate.clock().instant();
            Seen found = new Seen(end, Duration.between(now, end), problem);
            seen.keySet().removeIf(other -> other.name().equals(target.name()));
            seen.put(target, found);
            return found;
        } finally {
            free.release();
        }
    }

    private String problem(Target target, Visitor visitor) {
        Connector connector = gate.ports().connectors().get(target.type());
        HostConnector host = gate.ports().hosts().get(target.type());
        try {
            if (connector != null) {
                connector.probe(target);
            } else if (host != null) {
                host.probe(target, new HostConnector.Guest(visitor.subject().name(), new SessionId("probe")));
            } else {
                return "no connector of this gateway serves its type";
            }
            return "";
        } catch (GatewayException unreachable) {
            return String.valueOf(unreachable.getMessage());
        }
    }
}
