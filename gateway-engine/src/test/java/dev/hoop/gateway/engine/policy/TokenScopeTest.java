package dev.hoop.gateway.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A token takes away from what grants give, and gives nothing. */
class TokenScopeTest {
    private static final TargetName ORDERS = new TargetName("orders");
    private static final Policy POLICY = Policy.builder()
            .target("orders", target -> target.jdbc("jdbc:postgresql://db/orders"))
            .target("people", target -> target.jdbc("jdbc:postgresql://db/people"))
            .grant("support", grant -> grant.to(Who.groups("support")).on("*").allow("dml"))
            .build();

    private static Claim by(TokenScope scope, Claim claim) {
        return new Claim(
                new DecisionId("d-9"),
                claim.subject().within(scope),
                claim.door(),
                claim.task(),
                claim.statement(),
                claim.facts(),
                Optional.empty(),
                claim.at());
    }

    private static TokenScope targets(String... names) {
        return TokenScope.parse("target " + String.join("\ntarget ", names));
    }

    private static TokenScope kinds(StatementKind... kinds) {
        return new TokenScope(Set.of(), Set.of(kinds));
    }

    private static Denied denied(Claim claim) {
        return POLICY.judge(claim)
                .match(
                        yes -> {
                            throw new AssertionError("allowed by " + yes.rule());
                        },
                        held -> {
                            throw new AssertionError("held by " + held.rule());
                        },
                        no -> no);
    }

    @Test
    void tokenOfOneTargetOpensNoOther() {
        Subject sue = Ask.as("sue", "support").claim().subject();

        assertThat(POLICY.mayOpen(sue.within(targets("orders")), ORDERS, Optional.empty(), Instant.EPOCH))
                .isEmpty();
        assertThat(POLICY.mayOpen(
                        sue.within(targets("orders")), new TargetName("people"), Optional.empty(), Instant.EPOCH))
                .isPresent();
        Claim elsewhere =
                Ask.as("sue", "support").target("people").selects("id").claim();
        assertThat(denied(by(targets("orders"), elsewhere)).why()).contains("your token is not for target 'people'");
    }

    @Test
    void tokenOpensNothingThatNoGrantGives() {
        Subject mallory = Ask.as("mallory", "sales").claim().subject();

        assertThat(POLICY.mayOpen(mallory.within(targets("orders")), ORDERS, Optional.empty(), Instant.EPOCH))
                .isPresent();
    }

    @Test
    void everyKindOfAStatementMustBeTheTokens() {
        Claim both = Ask.as("sue", "support")
                .selects("id")
                .kind(StatementKind.DELETE)
                .touches("payments", ObjectUse.Access.DELETE)
                .claim();

        assertThat(denied(by(kinds(StatementKind.SELECT), both)).why()).isEqualTo("your token does not allow delete");
        assertThat(POLICY.judge(by(kinds(StatementKind.SELECT, StatementKind.DELETE), both)))
                .isInstanceOf(Allowed.class);
        Claim ddl = Ask.as("sue", "support")
                .kind(StatementKind.DROP)
                .touches("payments", ObjectUse.Access.DROP)
                .claim();
        assertThat(denied(by(kinds(StatementKind.DROP), ddl)).why()).contains("your grant");
    }

    @Test
    void whatEverySessionNeedsIsEveryTokens() {
        Claim commit = Ask.as("sue", "support").kind(StatementKind.TRANSACTION).claim();

        assertThat(POLICY.judge(by(kinds(StatementKind.SELECT), commit))).isInstanceOf(Allowed.class);
    }

    @Test
    void tokenThatOnlyReadsMakesItsSessionsReadOnly() {
        Claim read = Ask.as("sue", "support").selects("id").claim();

        assertThat(readsOnly(read)).isFalse();
        assertThat(readsOnly(by(kinds(StatementKind.SELECT), read))).isTrue();
        assertThat(readsOnly(by(targets("orders"), read))).isFalse();
    }

    @Test
    void whatAWiderTokenWasAllowedIsNotRepeatedForANarrowerOne() {
        Precedents precedents = new Precedents(new PrecedentBook());
        Claim read = Ask.as("sue", "support").selects("id").claim();
        assertThat(precedents.judge(POLICY, read)).isInstanceOf(Allowed.class);

        assertThat(precedents.judge(POLICY, by(kinds(StatementKind.INSERT), read)))
                .isInstanceOf(Denied.class);
    }

    @Test
    void scopeIsReadAsItWasWrittenAndOtherWordsAreRefused() {
        TokenScope scope = new TokenScope(
                Set.of(ORDERS, new TargetName("kind of mine")), Set.of(StatementKind.SELECT, StatementKind.FILE_READ));

        assertThat(TokenScope.parse(scope.text())).isEqualTo(scope);
        assertThat(TokenScope.parse("")).isEqualTo(TokenScope.WHOLE);
        for (String other : new String[] {"orders", "target ", "kind everything", "kind select\nwhole", "\n"}) {
            assertThatThrownBy(() -> TokenScope.parse(other)).as(other).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static boolean readsOnly(Claim claim) {
        return POLICY.judge(claim)
                .match(
                        yes -> yes.obligations().readOnly(),
                        held -> {
                            throw new AssertionError("held");
                        },
                        no -> {
                            throw new AssertionError(no.why());
                        });
    }
}
