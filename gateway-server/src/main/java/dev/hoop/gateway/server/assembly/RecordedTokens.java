package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.identities.Revocations;
import dev.hoop.gateway.server.identities.issued.IssuedTokens;
import dev.hoop.gateway.server.identities.ssh.SshKeys;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.TrailEvent;
import dev.hoop.gateway.server.ports.identity.IssuedToken;
import dev.hoop.gateway.server.ports.identity.SignOn;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import dev.hoop.gateway.server.ports.identity.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tokens of this process's own store, with every change in its trail. */
final class RecordedTokens implements TokenOffice {
    private final TokenStore store;
    private final IssuedTokens issued;
    private final Revocations revocations;
    private final AuditTrail audit;
    private final Clock clock;
    private final Runnable revoked;

    /** @param revoked called after a revocation, to end the sessions it ends */
    RecordedTokens(TokenStore store, Revocations revocations, AuditTrail audit, Clock clock, Runnable revoked) {
        this.store = store;
        this.issued = new IssuedTokens(store, clock);
        this.revocations = revocations;
        this.audit = audit;
        this.clock = clock;
        this.revoked = revoked;
    }

    @Override
    public Fresh issue(Subject subject, String by, Optional<Duration> life) {
        IssuedTokens.Fresh fresh = issued.issue(subject, by, life);
        String groups = subject.groups().stream().sorted().collect(Collectors.joining(","));
        record(
                "token-created",
                subject.name().value(),
                Map.of(
                        "token",
                        fresh.token().id(),
                        "by",
                        by,
                        "groups",
                        groups,
                        "scope",
                        subject.scope().text()));
        return new Fresh(fresh.token().id(), fresh.secret());
    }

    @Override
    public String register(Subject subject, String by, Optional<Duration> life, String key) {
        IssuedToken token = issued.register(subject, by, life, SshKeys.hash(SshKeys.strong(key)));
        record(
                "token-created",
                subject.name().value(),
                Map.of(
                        "token", token.id(),
                        "by", by,
                        "key", SshKeys.hash(SshKeys.strong(key)),
                        "scope", subject.scope().text()));
        return token.id();
    }

    @Override
    public List<IssuedToken> list() {
        return store.list();
    }

    @Override
    public boolean revoke(String tokenId, String by) {
        Optional<IssuedToken> known = store.byId(tokenId);
        if (known.isEmpty() && !tokenId.startsWith("jwt:") && !tokenId.startsWith(SignOn.PROOF)) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "there is no token '" + tokenId + "'; hoop token list shows which there are");
        }
        boolean first = store.revoke(tokenId, by, clock.instant());
        revocations.add(tokenId);
        revoked.run();
        String subject = known.map(token -> token.subject().name().value()).orElse("");
        record("token-revoked", subject, Map.of("token", tokenId, "by", by));
        return first;
    }

    private void record(String kind, String subject, Map<String, String> fields) {
        audit.event(new TrailEvent(kind, clock.instant(), subject, "", "", fields));
    }
}
