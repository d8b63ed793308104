package dev.hoop.gateway.server.ports.reviews;

import dev.hoop.gateway.engine.policy.rules.Narrowing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reviewers have decided about grants. Nothing is ever changed, only added; the newest decision about a grant counts, and the newest
 * narrowing of it until it is lifted. Thread-safe.
 *
 * <p>Every method may throw {@link dev.hoop.gateway.api.GatewayException} with {@code STORE_UNAVAILABLE}.
 */
public interface GrantReviews {
    /** Keeps a decision, at the store's own time. */
    void decide(Ruling ruling);

    /** Keeps a decision that narrows nothing. */
    default void decide(String grant, String scope, Verdict verdict, String by, String reason) {
        decide(new Ruling(grant, scope, verdict, Optional.empty(), by, reason));
    }

    /**
     * The newest decision about each grant and what is left of it, by its name, and what time it is in the store. One that only narrows and
     * confirms nothing is no newest decision: a revoked grant stays so.
     */
    Newest newest();

    /** All decisions about a grant, newest first. */
    List<Decision> history(String grant);

    /** What a reviewer says. */
    enum Verdict {
        /** It is needed as it now is: one that was revoked is back, one that was narrowed stays so. */
        KEEP,
        /** Less of it is needed. */
        REDUCE,
        /** All that the policy says is needed again. */
        RESTORE,
        /** It is not needed. */
        REVOKE
    }

    /**
     * A decision as it is made.
     *
     * @param scope the digest of what the grant gives; empty when nobody confirms that it is needed
     * @param narrowing what stays of it, of {@link Verdict#REDUCE} alone
     */
    record Ruling(
            String grant, String scope, Verdict verdict, Optional<Narrowing> narrowing, String by, String reason) {
        public Ruling {
            if (narrowing.isPresent() != (verdict == Verdict.REDUCE)) {
                throw new IllegalArgumentException("to reduce, and only that, needs to say what stays");
            }
        }
    }

    /**
     * One decision.
     *
     * @param scope the digest of what the grant gave when it was decided
     * @param narrowing what stays of it, in words; empty unless it was reduced
     */
    record Decision(
            String grant, String scope, Verdict verdict, String narrowing, String by, String reason, Instant at) {}

    /**
     * What is left of a grant.
     *
     * @param left empty when what is written cannot be understood; then nothing is left
     */
    record Left(Optional<Narrowing> left) {}

    /**
     * What holds now.
     *
     * @param narrowed those of which reviewers left less than the policy says
     */
    record Newest(Map<String, Decision> byGrant, Map<String, Left> narrowed, Instant now) {
        public Newest {
            byGrant = Map.copyOf(byGrant);
            narrowed = Map.copyOf(narrowed);
        }
    }
}
