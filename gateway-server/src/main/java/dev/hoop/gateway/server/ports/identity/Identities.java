package dev.hoop.gateway.server.ports.identity;

import dev.hoop.gateway.engine.Subject;
import java.time.Instant;
import java.util.Optional;

/** Answers who holds a token. Thread-safe. */
public interface Identities {
    /**
     * Verifies a token: issuer, audience, signature and expiry of a JWT, or the hash of a token issued by the gateway.
     *
     * @throws dev.hoop.gateway.api.GatewayException with {@code LOGIN_FAILED} or {@code TOKEN_EXPIRED}; the message never holds the token
     */
    Identity verify(String token);

    /** Whether an identity verified earlier still stands: not revoked. Cheap; asked before every statement. */
    boolean stands(Identity identity);

    /**
     * An authenticated subject.
     *
     * @param tokenId identifies the token for revocation; not the token
     * @param expiresAt when the token ends, where it does
     */
    record Identity(Subject subject, String tokenId, Optional<Instant> expiresAt) {}
}
