package dev.hoop.gateway.server.identities;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.identity.Identities;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** Takes tokens of both sorts: what begins as the gateway's own tokens do is one, everything else is the identity provider's. */
public final class AnyIdentities implements Identities {
    /** How every token issued by the gateway begins, so that people and secret scanners know one when they see it. */
    public static final String PREFIX = "hoop_";

    /** Less than a client needs to notice, and enough for a pool that is filled. Revoked tokens are known at once, as for open sessions. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final Identities issued;
    private final Optional<Identities> providers;
    private final Revocations revocations;
    private final Cache<String, Identity> verified = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    /**
     * Puts them together.
     *
     * @param providers empty when no identity provider is configured
     */
    public AnyIdentities(Identities issued, Optional<Identities> providers, Revocations revocations) {
        this.issued = issued;
        this.providers = providers;
        this.revocations = revocations;
    }

    @Override
    public Identity verify(String token) {
        String digest = digest(token);
        Identity known = verified.getIfPresent(digest);
        Identity identity = known == null || isOver(known) ? verifier(token).verify(token) : known;
        if (revocations.contain(identity.tokenId())) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "the token was revoked; ask for a new one");
        }
        verified.put(digest, identity);
        return identity;
    }

    private boolean isOver(Identity identity) {
        return identity.expiresAt()
                .filter(end -> !revocations.now().isBefore(end))
                .isPresent();
    }

    /** Tokens are remembered by their digests: a dump of the memory shall not log in. */
    private static String digest(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean stands(Identity identity) {
        return !revocations.contain(identity.tokenId());
    }

    private Identities verifier(String token) {
        if (token.isEmpty()) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "no token was given; put it where the password goes");
        }
        if (token.startsWith(PREFIX)) {
            return issued;
        }
        return providers.orElseThrow(() -> new GatewayException(
                ErrorCode.LOGIN_FAILED,
                "this gateway trusts no identity provider, and the token is none of its own, which begin with " + PREFIX
                        + "; use one made by: hoop token create"));
    }
}
