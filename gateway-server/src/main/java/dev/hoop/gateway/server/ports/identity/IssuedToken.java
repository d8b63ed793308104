package dev.hoop.gateway.server.ports.identity;

import dev.hoop.gateway.engine.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a token that the gateway has issued; never the token.
 *
 * @param id names the token in lists, in the trail and for revocation
 */
public record IssuedToken(
        String id,
        Subject subject,
        String issuedBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {}
