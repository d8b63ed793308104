package dev.hoop.gateway.server.identities.issued;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.identities.AnyIdentities;
import dev.hoop.gateway.server.identities.MovingClock;
import dev.hoop.gateway.server.identities.Revocations;
import dev.hoop.gateway.server.ports.identity.FakeTokenStore;
import dev.hoop.gateway.server.ports.identity.Identities.Identity;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IssuedTokensTest {
    private static final Subject SUE = new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of("support"));

    private final MovingClock clock = new MovingClock();
    private final FakeTokenStore store = new FakeTokenStore();
    private final IssuedTokens issued = new IssuedTokens(store, clock);
    private final Revocations revocations = new Revocations(store, clock);
    private final AnyIdentities identities = new AnyIdentities(issued, Optional.empty(), revocations);

    private static void fails(ErrorCode code, Runnable login) {
        assertThatThrownBy(login::run)
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void issuedTokenProvesItsSubject() {
        IssuedTokens.Fresh fresh = issued.issue(SUE, "root", Optional.of(Duration.ofHours(8)));

        Identity identity = identities.verify(fresh.secret());

        assertThat(identity.subject()).isEqualTo(SUE);
        assertThat(identity.tokenId()).isEqualTo(fresh.token().id());
        assertThat(identity.expiresAt()).contains(clock.instant().plusSeconds(8 * 3600));
        assertThat(identities.stands(identity)).isTrue();
    }

    @Test
    void secretIsNowhereToBeFoundAfterwards() {
        IssuedTokens.Fresh fresh = issued.issue(SUE, "root", Optional.empty());

        assertThat(fresh.secret()).startsWith("hoop_").hasSizeGreaterThanOrEqualTo(48);
        assertThat(fresh.toString()).doesNotContain(fresh.secret());
        assertThat(store.list().toString()).doesNotContain(fresh.secret());
        assertThat(store.byHash(fresh.secret())).isEmpty();
    }

    @Test
    void notTwoTokensAreAlike() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            secrets.add(issued.issue(SUE, "root", Optional.empty()).secret());
        }

        assertThat(secrets).hasSize(1_000);
    }

    @Test
    void unknownTokenIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> identities.verify("hoop_AAAAAAAAAAAAAAAA"))
                .isInstanceOf(GatewayException.class)
                .hasMessageNotContaining("AAAA");
    }

    @Test
    void expiredTokenIsRefused() {
        String secret =
                issued.issue(SUE, "root", Optional.of(Duration.ofSeconds(1))).secret();
        clock.move(Duration.ofSeconds(1));

        fails(ErrorCode.TOKEN_EXPIRED, () -> identities.verify(secret));
    }

    @Test
    void revokedTokenIsRefusedAndItsIdentityStandsNoMore() {
        IssuedTokens.Fresh fresh = issued.issue(SUE, "root", Optional.empty());
        Identity identity = identities.verify(fresh.secret());

        store.revoke(fresh.token().id(), "root", clock.instant());
        revocations.poll();

        fails(ErrorCode.LOGIN_FAILED, () -> identities.verify(fresh.secret()));
        assertThat(identities.stands(identity)).isFalse();
    }

    @Test
    void hintCountsBeforeTheNextPoll() {
        IssuedTokens.Fresh fresh = issued.issue(SUE, "root", Optional.empty());
        Identity identity = identities.verify(fresh.secret());

        revocations.add(fresh.token().id());

        assertThat(identities.stands(identity)).isFalse();
    }

    @Test
    void nobodyStandsOnceTheStoreHasBeenSilentForTooLong() {
        Identity identity =
                identities.verify(issued.issue(SUE, "root", Optional.empty()).secret());
        store.fail(true);
        assertThatThrownBy(revocations::poll).isInstanceOf(GatewayException.class);
        clock.move(Duration.ofSeconds(15));
        assertThat(identities.stands(identity)).isTrue();

        clock.move(Duration.ofSeconds(1));

        fails(ErrorCode.STORE_UNAVAILABLE, () -> identities.stands(identity));
    }

    @Test
    void whoNeedsToKnowAsksTheStoreWhereNobodyHasForLong() {
        Identity sue =
                identities.verify(issued.issue(SUE, "root", Optional.empty()).secret());
        IssuedTokens.Fresh lost = issued.issue(SUE, "root", Optional.empty());
        Identity before = identities.verify(lost.secret());
        store.revoke(lost.token().id(), "root", clock.instant());

        clock.move(Duration.ofSeconds(60));

        assertThat(identities.stands(sue)).isTrue();
        assertThat(identities.stands(before)).isFalse();
    }

    @Test
    void tokenOfAnUnknownSortIsRefusedWhereNoProviderIsTrusted() {
        fails(ErrorCode.LOGIN_FAILED, () -> identities.verify("eyJhbGciOiJub25lIn0.e30."));
        fails(ErrorCode.LOGIN_FAILED, () -> identities.verify(""));
        fails(ErrorCode.LOGIN_FAILED, () -> identities.verify("HOOP_AAAA"));
    }
}
