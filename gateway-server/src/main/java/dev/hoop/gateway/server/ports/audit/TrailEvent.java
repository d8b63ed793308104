package dev.hoop.gateway.server.ports.audit;

import java.time.Instant;
import java.util.Map;

/**
 * An event that is not a statement.
 *
 * @param kind from a closed vocabulary: {@code login}, {@code login-refused}, {@code session-opened}, {@code session-closed}, {@code
 *     session-revoked}, {@code vote}, {@code request-decided}, {@code token-created}, {@code token-revoked}, {@code policy-loaded}, {@code
 *     policy-rejected}, {@code gateway-started}, {@code gateway-stopped}
 * @param fields further facts; never a secret, literal or row value
 */
public record TrailEvent(
        String kind, Instant at, String subject, String target, String session, Map<String, String> fields) {
    public TrailEvent {
        fields = Map.copyOf(fields);
    }
}
