package dev.hoop.gateway.server.identities.issued;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.identities.AnyIdentities;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.identity.IssuedToken;
import dev.hoop.gateway.server.ports.identity.TokenStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Issues tokens and knows them again. A token is 256 random bits; what is stored is its hash, so the store cannot be used to log in. */
public final class IssuedTokens implements Identities {
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final TokenStore store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** A token that was just issued. The secret is shown once and kept nowhere. */
    public record Fresh(String secret, IssuedToken token) {
        @Override
        public String toString() {
            return "Fresh[" + token.id() + "]";
        }
    }

    public IssuedTokens(TokenStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Makes a token for a subject.
     *
     * @param life how long the token is good for; empty for one that does not expire
     */
    public Fresh issue(Subject subject, String issuedBy, Optional<Duration> life) {
        String secret =
                AnyIdentities.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
        return new Fresh(secret, register(subject, issuedBy, life, hash(secret)));
    }

    /** Keeps what proves a subject, by a hash under which it is found again. */
    public IssuedToken register(Subject subject, String issuedBy, Optional<Duration> life, String hash) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        IssuedToken token = new IssuedToken(
                HexFormat.of().formatHex(random(ID_BYTES)),
                subject,
                issuedBy,
                now,
                life.map(now::plus),
                Optional.empty());
        store.add(token, hash);
        return token;
    }

    @Override
    public Identity verify(String token) {
        IssuedToken known = store.byHash(hash(token))
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.LOGIN_FAILED,
                        "the token is not known here; ask for a new one, made by: hoop token create"));
        if (known.revokedAt().isPresent()) {
            throw new GatewayException(
                    ErrorCode.LOGIN_FAILED, "the token %s was revoked; ask for a new one".formatted(known.id()));
        }
        if (known.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            throw new GatewayException(
                    ErrorCode.TOKEN_EXPIRED, "the token %s has expired; ask for a new one".formatted(known.id()));
        }
        return new Identity(known.subject(), known.id(), known.expiresAt());
    }

    @Override
    public boolean stands(Identity identity) {
        return store.byId(identity.tokenId())
                .filter(token -> token.revokedAt().isEmpty())
                .isPresent();
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String hash(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
