package dev.hoop.gateway.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.StatementFacts.WhereClause;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private final PolicyBuilder builder = Policy.builder()
            .target("orders", target -> target.jdbc("jdbc:postgresql://db/orders"))
            .target(
                    "billing",
                    target -> target.jdbc("jdbc:postgresql://db/billing").maxRows(500))
            .grant(
                    "support-reads",
                    grant -> grant.to(Who.groups("support"))
                            .on("orders", "billing")
                            .allow("select"))
            .grant("dba-all", grant -> grant.to(Who.groups("dba")).on("*").allow("all"));

    @Test
    void withoutGrantThereIsNoAccess() {
        Denied denied = denied(Ask.as("eve", "sales").selects("id"));

        assertThat(denied.code()).isEqualTo(ErrorCode.NO_GRANT);
        assertThat(denied.why()).isEqualTo("no grant lets you use target 'orders'");
    }

    @Test
    void anUnknownTargetIsAnsweredLikeAForbiddenOne() {
        Denied forbidden = denied(Ask.as("eve", "sales").selects("id"));
        Denied unknown = denied(Ask.as("dan", "dba").target("payroll").selects("id"));

        assertThat(unknown.why().replace("payroll", "orders")).isEqualTo(forbidden.why());
        assertThat(unknown.how()).isEqualTo(forbidden.how());
        assertThat(unknown.code()).isEqualTo(forbidden.code());
    }

    @Test
    void aGrantAllowsItsKindsAndWhatEveryDriverNeeds() {
        Allowed allowed = allowed(Ask.as("sue", "support").selects("id"));

        assertThat(allowed.rule()).isEqualTo("support-reads");
        assertThat(allowed.obligations().readOnly()).isTrue();
        assertThat(allowed(Ask.as("sue", "support").kind(StatementKind.TRANSACTION))
                        .rule())
                .isEqualTo("support-reads");
    }

    @Test
    void aReadGrantDoesNotAllowADeletingSelect() {
        Denied denied = denied(Ask.as("sue", "support").selects("id").kind(StatementKind.DELETE));

        assertThat(denied.code()).isEqualTo(ErrorCode.NO_GRANT);
        assertThat(denied.why()).isEqualTo("your grant ('support-reads') does not allow delete");
    }

    @Test
    void aSelectThatLocksNeedsMoreThanSelect() {
        assertThat(denied(Ask.as("sue", "support").selects("id").kind(StatementKind.LOCKING_READ))
                        .why())
                .contains("locking-read");
    }

    @Test
    void administrationIsInNoGroupOfKinds() {
        assertThat(denied(Ask.as("dan", "dba").kind(StatementKind.ADMIN)).why()).contains("does not allow admin");
    }

    @Test
    void severalGrantsCoverAStatementTogether() {
        builder.grant(
                "support-deletes",
                grant -> grant.to(Who.groups("support")).on("orders").allow("delete"));

        Allowed allowed = allowed(Ask.as("sue", "support").selects("id").kind(StatementKind.DELETE));

        assertThat(allowed.rule()).isEqualTo("support-reads + support-deletes");
        assertThat(allowed.obligations().readOnly()).isFalse();
    }

    @Test
    void aGrantEndsWhenItExpires() {
        builder.grant(
                "gone",
                grant -> grant.to(Who.person("tom"))
                        .on("orders")
                        .allow("select")
                        .expires(Instant.parse("2026-06-03T10:00:00Z")));

        assertThat(allowed(Ask.as("tom").at("2026-06-03T09:59:59Z").selects("id"))
                        .rule())
                .isEqualTo("gone");
        assertThat(denied(Ask.as("tom").at("2026-06-03T10:00:00Z").selects("id"))
                        .code())
                .isEqualTo(ErrorCode.NO_GRANT);
    }

    @Test
    void aGrantForATaskNeedsThatTask() {
        builder.grant(
                "ops",
                grant ->
                        grant.to(Who.person("tom")).on("orders").allow("select").task("OPS-*"));

        assertThat(allowed(Ask.as("tom").task("OPS-7").selects("id")).rule()).isEqualTo("ops");
        assertThat(denied(Ask.as("tom").task("DEV-7").selects("id")).code()).isEqualTo(ErrorCode.NO_GRANT);
        assertThat(denied(Ask.as("tom").selects("id")).code()).isEqualTo(ErrorCode.NO_GRANT);
    }

    @Test
    void aGrantOnTablesReachesNoOther() {
        builder.grant(
                "narrow",
                grant ->
                        grant.to(Who.person("tom")).on("orders").allow("select").tables("orders.public.customers"));

        assertThat(allowed(Ask.as("tom").selects("id")).rule()).isEqualTo("narrow");
        Denied denied = denied(Ask.as("tom").selects("id").touches("payments", Access.READ));
        assertThat(denied.why()).isEqualTo("your grant ('narrow') does not reach an object of the statement");
    }

    @Test
    void aPersonIsNotAServiceAccountOfTheSameName() {
        builder.grant(
                "ci", grant -> grant.to(Who.serviceAccount("bot")).on("orders").allow("select"));

        assertThat(allowed(Ask.asService("bot").selects("id")).rule()).isEqualTo("ci");
        assertThat(denied(Ask.as("bot").selects("id")).code()).isEqualTo(ErrorCode.NO_GRANT);
    }

    @Test
    void whatIsNotUnderstoodDoesNotRunWhateverTheGrant() {
        Denied denied = denied(Ask.as("dan", "dba").kind(StatementKind.OPAQUE).gap("line 1: DO is not read"));

        assertThat(denied.code()).isEqualTo(ErrorCode.NOT_UNDERSTOOD);
        assertThat(denied.why()).isEqualTo("the statement was not understood: line 1: DO is not read");
    }

    @Test
    void factsWithoutKindsAreNotUnderstood() {
        assertThat(denied(Ask.as("dan", "dba")).code()).isEqualTo(ErrorCode.NOT_UNDERSTOOD);
    }

    @Test
    void functionsWithEffectsOrUnknownBodiesAreShutUnlessNamed() {
        Ask sleeps = Ask.as("dan", "dba").selects("id").calls("pg_sleep", Purity.SIDE_EFFECT);
        Ask unknown = Ask.as("dan", "dba").selects("id").calls("app.score", Purity.UNKNOWN);

        assertThat(denied(sleeps).rule()).isEqualTo("built-in:functions");
        assertThat(denied(unknown).why())
                .isEqualTo("the statement calls 'app.score', and what that function does is not known");
        assertThat(allowed(Ask.as("dan", "dba").selects("id").calls("now", Purity.VOLATILE))
                        .rule())
                .isEqualTo("dba-all");

        builder.allowFunctions(Who.groups("dba"), "app.*");
        assertThat(allowed(unknown).rule()).isEqualTo("dba-all");
        assertThat(denied(sleeps).rule()).isEqualTo("built-in:functions");
        assertThat(denied(Ask.as("sue", "support").selects("id").calls("app.score", Purity.UNKNOWN))
                        .rule())
                .isEqualTo("built-in:functions");
    }

    @Test
    void settingsThatChangeWhatTextsMeanAreShutUnlessNamed() {
        assertThat(allowed(Ask.as("sue", "support").changes("application_name")).rule())
                .isEqualTo("support-reads");
        assertThat(denied(Ask.as("sue", "support").changes("session_replication_role"))
                        .rule())
                .isEqualTo("built-in:settings");
        assertThat(denied(Ask.as("sue", "support").changes("search_path")).how())
                .contains("setSchema");
        builder.allowSettings(Who.EVERYONE, "search_path");
        assertThat(allowed(Ask.as("sue", "support").changes("search_path")).rule())
                .isEqualTo("support-reads");
    }

    @Test
    void aDenySaysWhichRuleAndHowToGetOn() {
        builder.rule(
                "no-drop",
                rule -> rule.on(match -> match.kind("drop", "truncate"))
                        .deny()
                        .message("Ask the on-call DBA for a maintenance window."));

        Denied denied = denied(Ask.as("dan", "dba").kind(StatementKind.DROP).touches("customers", Access.DROP));

        assertThat(denied.rule()).isEqualTo("no-drop");
        assertThat(denied.why()).isEqualTo("rule 'no-drop' denies this");
        assertThat(denied.how()).isEqualTo("Ask the on-call DBA for a maintenance window.");
    }

    @Test
    void theFirstDenyInOrderDecides() {
        builder.rule("first", rule -> rule.on(match -> match.kind("write")).deny())
                .rule("second", rule -> rule.on(match -> match.kind("delete")).deny());

        assertThat(denied(Ask.as("dan", "dba").kind(StatementKind.DELETE)).rule())
                .isEqualTo("first");
    }

    @Test
    void anExceptionIsWrittenWithUnless() {
        builder.rule(
                "whole-table",
                rule -> rule.on(match -> match.kind("update").where("missing-or-trivial"))
                        .unless(match -> match.who(Who.person("dan")))
                        .deny());
        Ask dan = Ask.as("dan", "dba").kind(StatementKind.UPDATE).where(WhereClause.TRIVIAL);
        Ask dora = Ask.as("dora", "dba").kind(StatementKind.UPDATE).where(WhereClause.MISSING);

        assertThat(allowed(dan).rule()).isEqualTo("dba-all");
        assertThat(denied(dora).rule()).isEqualTo("whole-table");
    }

    @Test
    void theSmallestRowCapHolds() {
        builder.grant(
                        "few",
                        grant -> grant.to(Who.person("tom"))
                                .on("billing")
                                .allow("select")
                                .maxRows(300))
                .rule(
                        "exports",
                        rule -> rule.on(match -> match.limitAbove(100)).cap().maxRows(200));

        assertThat(allowed(Ask.as("tom").target("billing").selects("id"))
                        .obligations()
                        .rowCap())
                .hasValue(200);
        assertThat(allowed(Ask.as("tom").target("billing").selects("id").limit(100))
                        .obligations()
                        .rowCap())
                .hasValue(300);
        assertThat(allowed(Ask.as("sue", "support")
                                .target("billing")
                                .selects("id")
                                .limit(1))
                        .obligations()
                        .rowCap())
                .hasValue(500);
    }

    @Test
    void classesOfOneHashDomainHaveTheSameKey() {
        builder.protect("mail", known -> known.columns("orders.*.*.mail").hash("people", "k1"));
        builder.protect("phone", known -> known.columns("orders.*.*.phone").hash("people", "k1"));
        assertThat(builder.build().version()).isNotEmpty();

        builder.protect("name", known -> known.columns("orders.*.*.name").hash("people"));

        assertThatThrownBy(builder::build)
                .hasMessageContaining("class 'name' hashes domain 'people' with another key than a class before it");
    }

    @Test
    void sessionsOpenOnlyWithAGrant() {
        Policy policy = builder.build();
        Subject sue = new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of("support"));
        Subject eve = new Subject(new SubjectName("eve"), Subject.Kind.PERSON, Set.of());

        assertThat(policy.mayOpen(sue, new TargetName("orders"), Optional.empty(), Instant.EPOCH))
                .isEmpty();
        assertThat(policy.mayOpen(eve, new TargetName("orders"), Optional.empty(), Instant.EPOCH))
                .isPresent();
        assertThat(policy.mayOpen(sue, new TargetName("payroll"), Optional.empty(), Instant.EPOCH))
                .isPresent();
    }

    @Test
    void anExplanationTellsTheStagesInTheirOrder() {
        builder.rule("no-drop", rule -> rule.on(match -> match.kind("drop")).deny());

        Explanation explanation =
                builder.build().explain(Ask.as("sue", "support").selects("id").claim());

        assertThat(explanation.steps().stream().map(Explanation.Step::toString))
                .containsExactly(
                        "grants: let in by 'support-reads'",
                        "understanding: understood as select",
                        "guard: functions and settings are open",
                        "denies: rule 'no-drop' does not match: 'kind' does not hold",
                        "protected: nothing is masked here",
                        "obligations: read-only");
        assertThat(explanation.verdict()).isInstanceOf(Allowed.class);
    }

    private Allowed allowed(Ask ask) {
        return Answers.allowed(builder.build(), ask);
    }

    private Denied denied(Ask ask) {
        return Answers.denied(builder.build(), ask);
    }
}
