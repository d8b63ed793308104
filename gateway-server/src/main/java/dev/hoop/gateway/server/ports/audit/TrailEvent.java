package dev.hoop.gateway.server.ports.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An event that is not a statement.
 *
 * @param kind one of {@link #KINDS}
 * @param fields further facts; never a secret, literal or row value
 */
public record TrailEvent(
        String kind, Instant at, String subject, String target, String session, Map<String, String> fields) {
    /** Things that must stand in the trail before they count. */
    private static final Set<String> BEGINNINGS = Set.of(
            "gateway-started",
            "login",
            "session-opened",
            "transaction",
            "metadata",
            "vote",
            "request-decided",
            "token-created",
            "certificate-issued",
            "recording-read",
            "session-watched",
            "grant-reviewed",
            "campaign-started",
            "campaign-closed",
            "letter-retried",
            "letter-dropped",
            "trail-verified",
            "target-checked",
            "policy-loaded");

    /** Things that happen whether they can be recorded or not: no failure of the trail may keep a session open or a refusal back. */
    private static final Set<String> ENDINGS = Set.of(
            "gateway-stopped",
            "login-refused",
            "session-closed",
            "session-revoked",
            "recording-closed",
            "token-revoked",
            "policy-rejected");

    /** The closed vocabulary of events. */
    public static final Set<String> KINDS = union();

    public TrailEvent {
        fields = Map.copyOf(fields);
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException(
                    "the trail knows no event '" + kind + "'; add it to TrailEvent and to docs/trail.md");
        }
    }

    /** Whether the event takes something away, and so is never refused by the trail. */
    public boolean ends() {
        return ENDINGS.contains(kind);
    }

    private static Set<String> union() {
        Set<String> all = new java.util.TreeSet<>(BEGINNINGS);
        all.addAll(ENDINGS);
        return Set.copyOf(all);
    }
}
