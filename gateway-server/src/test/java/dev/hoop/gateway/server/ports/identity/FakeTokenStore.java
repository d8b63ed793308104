package dev.hoop.gateway.server.ports.identity;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tokens in memory; can be told to fail. */
public final class FakeTokenStore implements TokenStore {
    private final Map<String, IssuedToken> byHash = new LinkedHashMap<>();
    private final Map<String, Instant> revoked = new LinkedHashMap<>();
    private boolean failing;

    public void fail(boolean now) {
        failing = now;
    }

    @Override
    public synchronized void add(IssuedToken token, String hash) {
        check();
        if (byHash.putIfAbsent(hash, token) != null) {
            throw new GatewayException(ErrorCode.STORE_UNAVAILABLE, "the hash is there already");
        }
    }

    @Override
    public synchronized Optional<IssuedToken> byHash(String hash) {
        check();
        return Optional.ofNullable(byHash.get(hash)).map(this::asItIs);
    }

    @Override
    public synchronized Optional<IssuedToken> byId(String id) {
        return list().stream().filter(token -> token.id().equals(id)).findFirst();
    }

    @Override
    public synchronized List<IssuedToken> list() {
        check();
        return byHash.values().stream()
                .map(this::asItIs)
                .sorted(Comparator.comparing(IssuedToken::createdAt).reversed())
                .toList();
    }

    @Override
    public synchronized boolean revoke(String tokenId, String revokedBy, Instant at) {
        check();
        return revoked.putIfAbsent(tokenId, at) == null;
    }

    @Override
    public synchronized Set<String> revoked() {
        check();
        return Set.copyOf(revoked.keySet());
    }

    private IssuedToken asItIs(IssuedToken token) {
        return new IssuedToken(
                token.id(),
                token.subject(),
                token.issuedBy(),
                token.createdAt(),
                token.expiresAt(),
                Optional.ofNullable(revoked.get(token.id())));
    }

    private void check() {
        if (failing) {
            throw new GatewayException(ErrorCode.STORE_UNAVAILABLE, "the store was told to fail");
        }
    }
}
