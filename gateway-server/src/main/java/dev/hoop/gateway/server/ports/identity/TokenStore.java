package dev.hoop.gateway.server.ports.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps issued tokens by their hash, and the names of revoked ones. Thread-safe.
 *
 * <p>Every method may throw {@link dev.hoop.gateway.api.GatewayException} with {@code STORE_UNAVAILABLE}.
 */
public interface TokenStore {
    /**
     * Keeps a token that was just issued.
     *
     * @param hash the SHA-256 of the token, in lower-case hexadecimal
     */
    void add(IssuedToken token, String hash);

    Optional<IssuedToken> byHash(String hash);

    Optional<IssuedToken> byId(String id);

    /** All of them, newest first, revoked and expired ones included. */
    List<IssuedToken> list();

    /**
     * Revokes a token, issued here or elsewhere. For ever: a revocation cannot be taken back.
     *
     * @param tokenId the id of an issued token, or the name an identity provider's token goes by in the trail
     * @return false when it had been revoked before
     */
    boolean revoke(String tokenId, String revokedBy, Instant at);

    /** The names of all revoked tokens that could still be in use. */
    Set<String> revoked();
}
