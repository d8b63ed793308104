package dev.hoop.gateway.server.identities;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.identity.Identities;
import java.util.Optional;

/** Takes tokens of both sorts: what begins as the gateway's own tokens do is one, everything else is the identity provider's. */
public final class AnyIdentities implements Identities {
    /** How every token issued by the gateway begins, so that people and secret scanners know one when they see it. */
    public static final String PREFIX = "hoop_";

    private final Identities issued;
    private final Optional<Identities> providers;
    private final Revocations revocations;

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
        Identity identity = verifier(token).verify(token);
        if (revocations.contain(identity.tokenId())) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "the token was revoked; ask for a new one");
        }
        return identity;
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
