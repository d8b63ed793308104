package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.ports.identity.IssuedToken;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where an admin issues, lists and revokes tokens. Every change stands in the trail with the admin's name. Thread-safe. */
public final class TokenDesk {
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Gate gate;
    private final Visitor visitor;
    private final TokenOffice office;

    TokenDesk(Gate gate, Visitor visitor, TokenOffice office) {
        gate.require(visitor, Role.ADMIN);
        this.gate = gate;
        this.visitor = visitor;
        this.office = office;
    }

    /**
     * A token as it is listed; never the token.
     *
     * @param targets the only ones it opens; all when empty
     * @param kinds the only kinds of statements it allows; all when empty
     */
    public record TokenView(
            String id,
            String subject,
            String kind,
            List<String> groups,
            List<String> targets,
            List<String> kinds,
            String issuedBy,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Optional<Instant> revokedAt) {}

    /** A token that was just issued; the secret is said this once. */
    public record Issued(String id, String secret) {
        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Issued[" + id + "]";
        }
    }

    /** Newest first, revoked and expired ones included. */
    public Listed<TokenView> list(Stretch stretch) {
        gate.require(visitor, Role.ADMIN);
        Listed<IssuedToken> listed =
                Listed.of(office.list(), token -> new Stretch.Place(token.createdAt(), token.id()), stretch);
        return new Listed<>(listed.entries().stream().map(TokenDesk::view).toList(), listed.next());
    }

    /** Issues a token for so long; a year at most. */
    public Issued issue(Subject subject, Duration life) {
        gate.require(visitor, Role.ADMIN);
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "a token is good for a minute at least and %d days at most".formatted(LONGEST.toDays()));
        }
        TokenOffice.Fresh fresh = office.issue(subject, by(), Optional.of(life));
        return new Issued(fresh.id(), fresh.secret());
    }

    /** Revokes one; its open sessions end. Answers false when it had been revoked before. */
    public boolean revoke(String id) {
        gate.require(visitor, Role.ADMIN);
        return office.revoke(id, by());
    }

    private String by() {
        return visitor.subject().name().value();
    }

    private static TokenView view(IssuedToken token) {
        return new TokenView(
                token.id(),
                token.subject().name().value(),
                token.subject().kind().name(),
                token.subject().groups().stream().sorted().toList(),
                ScopeWords.targets(token.subject().scope()),
                ScopeWords.kinds(token.subject().scope()),
                token.issuedBy(),
                token.createdAt(),
                token.expiresAt(),
                token.revokedAt());
    }
}
