package dev.hoop.gateway.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.Narrowing;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A grant is worth what its reviewers left of it. */
final class ReviewedGrantsTest {
    private static Policy policy(String stale) {
        return Policy.builder()
                .target("orders", target -> target.jdbc("jdbc:postgresql://db/orders"))
                .grant(
                        "support",
                        grant -> grant.to(Who.groups("support"))
                                .on("orders")
                                .allow("select", "delete")
                                .reviewOr(stale, Duration.ofDays(90), "security"))
                .build();
    }

    private static Verdict judge(Policy policy, Grant.Standing standing, StatementKind... more) {
        Ask ask = Ask.as("sue", "support").selects("id");
        for (StatementKind kind : more) {
            ask.kind(kind);
        }
        return policy.reviewed(grant -> standing).judge(ask.claim());
    }

    @Test
    void confirmedGrantIsWorthWhatItSays() {
        assertThat(judge(policy("hold"), Grant.Standing.GOOD)).isInstanceOf(Allowed.class);
    }

    @Test
    void revokedGrantIsNoGrant() {
        assertThat(judge(policy("notice"), Grant.Standing.REVOKED))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.code()).isEqualTo(ErrorCode.NO_GRANT));
    }

    @Test
    void dueGrantHoldsWhatNeedsItForOneOfItsReviewers() {
        assertThat(judge(policy("hold"), Grant.Standing.DUE)).isInstanceOfSatisfying(Held.class, held -> {
            assertThat(held.rule()).isEqualTo("review:support");
            assertThat(held.approvers()).containsExactly("security");
            assertThat(held.why()).contains("the review of grant 'support' is due");
        });
    }

    @Test
    void dueGrantMayBeLeftReadingOrVoidOrAlone() {
        assertThat(judge(policy("read-only"), Grant.Standing.DUE)).isInstanceOf(Allowed.class);
        assertThat(judge(policy("read-only"), Grant.Standing.DUE, StatementKind.DELETE))
                .isInstanceOf(Denied.class);
        assertThat(judge(policy("deny"), Grant.Standing.DUE)).isInstanceOf(Denied.class);
        assertThat(judge(policy("notice"), Grant.Standing.DUE, StatementKind.DELETE))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void transactionsOfADueGrantGoOn() {
        Policy policy = policy("hold").reviewed(grant -> Grant.Standing.DUE);

        assertThat(policy.judge(
                        Ask.as("sue", "support").kind(StatementKind.TRANSACTION).claim()))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void grantThatNobodyMustReviewIsUsedBeforeOneThatIsDue() {
        Policy both = Policy.builder()
                .target("orders", target -> target.jdbc("jdbc:postgresql://db/orders"))
                .grant(
                        "due",
                        grant -> grant.to(Who.groups("support"))
                                .on("orders")
                                .allow("select")
                                .review(Duration.ofDays(90), "security"))
                .grant(
                        "free",
                        grant -> grant.to(Who.groups("support")).on("orders").allow("select"))
                .build();

        assertThat(judge(both, Grant.Standing.DUE).rule()).isEqualTo("free");
    }

    @Test
    void scopeTellsGrantsThatGiveSomethingElseApartAndNothingElse() {
        Grant first = policy("hold").grants().get(0);

        assertThat(policy("deny").grants().get(0).scope()).isEqualTo(first.scope());
        Grant wider = Policy.builder()
                .target("orders", target -> target.jdbc("jdbc:postgresql://db/orders"))
                .grant(
                        "support",
                        grant -> grant.to(Who.groups("support")).on("orders").allow("select", "write"))
                .build()
                .grants()
                .get(0);
        assertThat(wider.scope()).isNotEqualTo(first.scope());
    }

    private static Policy narrowed(Narrowing left, String... allow) {
        return Policy.builder()
                .target("orders", target -> target.jdbc("jdbc:postgresql://db/orders"))
                .grant(
                        "support",
                        grant -> grant.to(Who.groups("support")).on("orders").allow(allow))
                .build()
                .left(grant -> Optional.of(grant.narrowed(left)));
    }

    @Test
    void narrowedGrantKeepsWhatStaysAndNothingElse() {
        Policy policy = narrowed(new Narrowing(List.of("select"), List.of("orders.*.*")), "select", "delete");

        assertThat(policy.judge(Ask.as("sue", "support").selects("id").claim())).isInstanceOf(Allowed.class);
        assertThat(policy.judge(
                        Ask.as("sue", "support").kind(StatementKind.DELETE).claim()))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.why()).contains("as its reviewers left it"));
    }

    @Test
    void narrowingGivesNothingThatTheGrantDoesNot() {
        Policy policy = narrowed(new Narrowing(List.of("all"), List.of("*.*.*")), "select");

        assertThat(policy.judge(
                        Ask.as("sue", "support").kind(StatementKind.DELETE).claim()))
                .isInstanceOf(Denied.class);
        assertThat(policy.judge(Ask.as("otto", "others").selects("id").claim())).isInstanceOf(Denied.class);
    }

    @Test
    void narrowingToOtherTablesReachesNoneOfTheGrants() {
        Policy policy = narrowed(new Narrowing(List.of(), List.of("orders.public.nowhere")), "select");

        assertThat(policy.judge(Ask.as("sue", "support").selects("id").claim()))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.why()).contains("does not reach"));
    }

    @Test
    void narrowingSaysSomethingInWordsThatExist() {
        assertThatThrownBy(() -> new Narrowing(List.of(), List.of())).hasMessageContaining("nothing is narrowed");
        assertThatThrownBy(() -> new Narrowing(List.of("selects"), List.of())).hasMessageContaining("selects");
        assertThatThrownBy(() -> new Narrowing(List.of(), List.of("orders")))
                .hasMessageContaining("target.schema.table");
    }

    @Test
    void readingAloneOfWhatStaysIsNeverMore() {
        Narrowing one = new Narrowing(List.of("select", "update"), List.of("orders.public.a"));

        assertThat(one.onlyReading()).isEqualTo(new Narrowing(List.of("select"), List.of("orders.public.a")));
        assertThat(new Narrowing(List.of("insert"), List.of()).onlyReading()).isEqualTo(Narrowing.nothing());
        assertThat(narrowed(Narrowing.nothing(), "all")
                        .judge(Ask.as("sue", "support").selects("id").claim()))
                .isInstanceOf(Denied.class);
    }
}
