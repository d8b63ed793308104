package dev.hoop.gateway.server.ports.reviews;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What reviewers have decided about grants. Nothing is ever changed, only added; the newest decision about a grant counts. Thread-safe.
 *
 * <p>Every method may throw {@link dev.hoop.gateway.api.GatewayException} with {@code STORE_UNAVAILABLE}.
 */
public interface GrantReviews {
    /** Keeps a decision, at the store's own time. */
    void decide(String grant, String scope, Verdict verdict, String by, String reason);

    /** The newest decision about each grant, by its name, and what time it is in the store. */
    Newest newest();

    /** All decisions about a grant, newest first. */
    List<Decision> history(String grant);

    /** What a reviewer says. */
    enum Verdict {
        KEEP,
        REVOKE
    }

    /**
     * One decision.
     *
     * @param scope the digest of what the grant gave when it was decided
     */
    record Decision(String grant, String scope, Verdict verdict, String by, String reason, Instant at) {}

    /** What holds now. */
    record Newest(Map<String, Decision> byGrant, Instant now) {
        public Newest {
            byGrant = Map.copyOf(byGrant);
        }
    }
}
