package dev.hoop.gateway.server.ports.identity;

import dev.hoop.gateway.engine.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Issues, lists and revokes tokens; every change stands in the trail. Thread-safe. */
public interface TokenOffice {
    /**
     * Issues a token.
     *
     * @param by who issues it, for the trail
     * @param life how long it is good for; empty for one that does not expire
     */
    Fresh issue(Subject subject, String by, Optional<Duration> life);

    /**
     * Registers an SSH key: whoever holds its private half is the subject. It is listed and revoked as a token is.
     *
     * @param key as OpenSSH writes public keys
     * @return the id it is listed and revoked by
     */
    String register(Subject subject, String by, Optional<Duration> life, String key);

    /** All issued tokens, newest first. */
    List<IssuedToken> list();

    /**
     * Revokes a token; its open sessions end within a second.
     *
     * @param tokenId of an issued token, or the name of an identity provider's token as it stands in the trail
     * @return false when it had been revoked before
     */
    boolean revoke(String tokenId, String by);

    /** A token that was just issued; the secret is shown once and kept nowhere. */
    record Fresh(String id, String secret) {
        @Override
        public String toString() {
            return "Fresh[" + id + "]";
        }
    }
}
