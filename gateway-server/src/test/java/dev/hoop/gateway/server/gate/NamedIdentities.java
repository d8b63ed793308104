package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.server.ports.identity.Identities;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes {@code name/group} for a token, or {@code name/group@target} for one of this target alone, until it is revoked. */
final class NamedIdentities implements Identities {
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    void revoke(String token) {
        revoked.add(token);
    }

    @Override
    public Identity verify(String token) {
        String[] parts = token.split("/", 2);
        if (parts.length != 2 || revoked.contains(token)) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "the token is not known");
        }
        String[] reach = parts[1].split("@", 2);
        TokenScope scope = reach.length == 1 ? TokenScope.WHOLE : TokenScope.parse("target " + reach[1]);
        Subject subject = new Subject(new SubjectName(parts[0]), Subject.Kind.PERSON, Set.of(reach[0])).within(scope);
        Optional<Instant> expiry = parts[1].equals("expired") ? Optional.of(Instant.EPOCH) : Optional.empty();
        return new Identity(subject, token, expiry);
    }

    @Override
    public boolean stands(Identity identity) {
        return !revoked.contains(identity.tokenId());
    }
}
