package dev.hoop.gateway.server.ports.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TokenScope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every token store must do. */
public abstract class TokenStoreContract {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    /** An empty store. */
    protected abstract TokenStore open();

    private static IssuedToken token(String id, String subject, Instant created) {
        return new IssuedToken(
                id,
                new Subject(new SubjectName(subject), Subject.Kind.SERVICE, Set.of("support", "on call: Graz")),
                "root",
                created,
                Optional.of(created.plusSeconds(3600)),
                Optional.empty());
    }

    @Test
    void tokenIsFoundByItsHashAsItWasAdded() {
        TokenStore store = open();
        IssuedToken token = token("a1", "sue", NOW);

        store.add(token, "aa".repeat(32));

        assertThat(store.byHash("aa".repeat(32))).contains(token);
        assertThat(store.byId("a1")).contains(token);
        assertThat(store.byHash("ab".repeat(32))).isEmpty();
        assertThat(store.byId("aa".repeat(32))).isEmpty();
    }

    @Test
    void subjectWithoutGroupsHasNoneAfterwards() {
        TokenStore store = open();
        Subject lonely = new Subject(new SubjectName("kim"), Subject.Kind.PERSON, Set.of());

        store.add(new IssuedToken("k1", lonely, "root", NOW, Optional.empty(), Optional.empty()), "kk");

        assertThat(store.byHash("kk").orElseThrow().subject()).isEqualTo(lonely);
        assertThat(store.byHash("kk").orElseThrow().expiresAt()).isEmpty();
    }

    @Test
    void tokenReachesAsFarAfterwardsAsItWasMade() {
        TokenStore store = open();
        TokenScope scope = new TokenScope(
                Set.of(new TargetName("orders"), new TargetName("kind select")),
                Set.of(StatementKind.SELECT, StatementKind.LOCKING_READ));
        Subject narrow = new Subject(new SubjectName("ci"), Subject.Kind.SERVICE, Set.of("ops")).within(scope);

        store.add(new IssuedToken("n1", narrow, "root", NOW, Optional.empty(), Optional.empty()), "nn");

        assertThat(store.byHash("nn").orElseThrow().subject().scope()).isEqualTo(scope);
        assertThat(store.byId("n1").orElseThrow().subject()).isEqualTo(narrow);
    }

    @Test
    void listIsNewestFirst() {
        TokenStore store = open();
        store.add(token("old", "sue", NOW), "h1");
        store.add(token("new", "kim", NOW.plusSeconds(1)), "h2");

        assertThat(store.list()).extracting(IssuedToken::id).containsExactly("new", "old");
    }

    @Test
    void revocationIsSeenEverywhereAndHappensOnce() {
        TokenStore store = open();
        store.add(token("a1", "sue", NOW), "h1");
        store.add(token("a2", "sue", NOW), "h2");

        boolean first = store.revoke("a1", "root", NOW.plusSeconds(5));
        boolean second = store.revoke("a1", "root", NOW.plusSeconds(9));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(store.byHash("h1").orElseThrow().revokedAt()).contains(NOW.plusSeconds(5));
        assertThat(store.byHash("h2").orElseThrow().revokedAt()).isEmpty();
        assertThat(store.revoked()).containsExactly("a1");
    }

    @Test
    void tokenOfAnIdentityProviderCanBeRevokedByName() {
        TokenStore store = open();

        store.revoke("jwt:0a1b2c3d:n-1", "root", NOW);

        assertThat(store.revoked()).containsExactly("jwt:0a1b2c3d:n-1");
        assertThat(store.list()).isEmpty();
    }

    @Test
    void sameHashCannotBeAddedTwice() {
        TokenStore store = open();
        store.add(token("a1", "sue", NOW), "h1");

        assertThatThrownBy(() -> store.add(token("a2", "kim", NOW), "h1")).isInstanceOf(GatewayException.class);

        assertThat(store.byHash("h1").orElseThrow().id()).isEqualTo("a1");
    }
}
