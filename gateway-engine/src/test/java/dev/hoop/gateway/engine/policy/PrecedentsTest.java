package dev.hoop.gateway.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.ParameterUse;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.rules.DataClass.Predicates;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What was allowed is repeated only where the policy would say the same again. */
class PrecedentsTest {
    private static final Instant NIGHT = Instant.parse("2026-06-03T23:00:00Z");

    private final PrecedentBook book = new PrecedentBook();
    private final Precedents precedents = new Precedents(book);
    private final Claim first = Ask.as("sue", "support").selects("id").claim();

    @Test
    void sameStatementOfTheSameAskerIsAllowedWithoutBeingJudgedAgain() {
        Policy policy = policy();
        Allowed one = allowed(policy, first);

        Allowed other = allowed(policy, next(first));

        assertThat(other.obligations()).isSameAs(one.obligations());
        assertThat(other.rule()).isEqualTo(one.rule());
        assertThat(other.grants()).isEqualTo(one.grants());
        assertThat(other.claim().id()).isEqualTo(new DecisionId("d-2"));
    }

    @Test
    void nextSessionOfTheSameAskerIsAllowedTheSameWithoutBeingJudgedAgain() {
        Policy policy = policy();
        Allowed one = allowed(policy, first);

        Verdict other = new Precedents(book).judge(policy, next(first));

        assertThat(other).isInstanceOf(Allowed.class);
        assertThat(((Allowed) other).obligations()).isSameAs(one.obligations());
        assertThat(((Allowed) other).claim().id()).isEqualTo(new DecisionId("d-2"));
    }

    @Test
    void nextSessionIsJudgedAnewWhereAnythingOfItDiffers() {
        Policy policy = policy(builder -> builder.rule(
                "not-by-ssh", rule -> rule.on(match -> match.door("ssh")).deny()));
        allowed(policy, first);
        Subject without = new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of("sales"));

        assertThat(new Precedents(book).judge(policy, with(without, first))).isInstanceOf(Denied.class);
        assertThat(new Precedents(book).judge(policy, asked("ssh", first.task(), first)))
                .isInstanceOf(Denied.class);
        assertThat(new Precedents(book).judge(policy.reviewed(grant -> Grant.Standing.REVOKED), next(first)))
                .isInstanceOf(Denied.class);
        assertThat(new Precedents(book).judge(policy, next(first))).isInstanceOf(Allowed.class);
    }

    @Test
    void ofMoreAskersThanThereIsRoomForEachIsJudgedRight() {
        Policy policy = policy();
        for (int session = 0; session < 200; session++) { // more than there are pages, and than a page has room for
            Ask asking = Ask.as("subject-" + session % 100, "support");
            Precedents each = new Precedents(book);

            assertThat(each.judge(policy, asking.selects("id").claim())).isInstanceOf(Allowed.class);
            assertThat(each.judge(policy, Ask.as("sue", "support").selects("id").claim()))
                    .isInstanceOf(Allowed.class);
            assertThat(each.judge(
                            policy, Ask.as("sue", "nobodies").selects("id").claim()))
                    .isInstanceOf(Denied.class);
        }
    }

    @Test
    void otherPolicyForgetsWhatWasAllowed() {
        allowed(policy(), first);

        assertThat(precedents.judge(
                        policy(builder -> builder.rule(
                                "no",
                                rule -> rule.on(match -> match.kind("select")).deny())),
                        next(first)))
                .isInstanceOf(Denied.class);
    }

    @Test
    void reviewThatTakesAGrantAwayForgetsWhatWasAllowed() {
        Policy policy = policy();
        allowed(policy, first);

        Policy revoked = policy.reviewed(grant -> Grant.Standing.REVOKED);

        assertThat(precedents.judge(revoked, next(first))).isInstanceOf(Denied.class);
    }

    @Test
    void subjectThatHasLostItsGroupIsJudgedAnew() {
        Policy policy = policy();
        allowed(policy, first);
        Subject without = new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of("sales"));

        assertThat(precedents.judge(policy, with(without, first))).isInstanceOf(Denied.class);
    }

    @Test
    void otherSubjectsDoorsAndTasksAreJudgedAnew() {
        Policy policy = policy(builder -> builder.rule(
                        "not-by-ssh",
                        rule -> rule.on(match -> match.door("ssh")).deny())
                .rule("no-task", rule -> rule.on(match -> match.task("T-1")).deny()));
        allowed(policy, first);

        assertThat(precedents.judge(policy, asked("ssh", first.task(), first))).isInstanceOf(Denied.class);
        assertThat(precedents.judge(policy, asked(first.door(), Optional.of(new TaskId("T-1")), first)))
                .isInstanceOf(Denied.class);
    }

    @Test
    void ruleWithHoursIsLookedAtEachTime() {
        Policy policy = policy(builder -> builder.rule(
                "office-hours",
                rule -> rule.on(match -> match.hours(
                                LocalTime.of(22, 0),
                                LocalTime.of(23, 59),
                                ZoneId.of("UTC"),
                                "mon",
                                "tue",
                                "wed",
                                "thu",
                                "fri"))
                        .deny()));
        allowed(policy, first);

        assertThat(precedents.judge(policy, at(NIGHT, first))).isInstanceOf(Denied.class);
    }

    @Test
    void exceptionWithHoursIsLookedAtEachTime() {
        Policy policy = policy(builder -> builder.rule(
                "by-day",
                rule -> rule.on(match -> match.kind("select"))
                        .unless(match -> match.hours(
                                LocalTime.of(8, 0), LocalTime.of(18, 0), ZoneId.of("UTC"), "mon", "tue", "wed", "thu"))
                        .deny()));
        allowed(policy, first);

        assertThat(precedents.judge(policy, at(NIGHT, first))).isInstanceOf(Denied.class);
    }

    @Test
    void grantThatExpiresIsLookedAtEachTime() {
        Policy policy = Policy.builder()
                .target("orders", target -> target.jdbc("jdbc:postgresql://db/orders"))
                .grant(
                        "for-today",
                        grant -> grant.to(Who.groups("support"))
                                .on("orders")
                                .allow("select")
                                .expires(NIGHT))
                .build();
        allowed(policy, first);

        assertThat(precedents.judge(policy, at(NIGHT, first))).isInstanceOf(Denied.class);
    }

    @Test
    void ruleThatLooksAtAParameterIsLookedAtEachTime() {
        Policy policy = policy(builder -> builder.rule(
                "not-many", rule -> rule.on(match -> match.limitAbove(100)).deny()));
        Claim few = Ask.as("sue", "support")
                .selects("id")
                .returnsRows()
                .limitParameter(new Value.Int64(10))
                .claim();
        allowed(policy, few);

        assertThat(precedents.judge(policy, given(new Value.Int64(1000), few))).isInstanceOf(Denied.class);
    }

    /** MariaDB and H2 read the text as a number then, and {@code ssn = 0} is true of many. */
    @Test
    void numberInThePlaceOfATextIsNoEquality() {
        Policy policy = policy(builder -> builder.protect(
                "pii", known -> known.columns("orders.public.customers.ssn").predicates(Predicates.EQUALITY_ONLY)));
        Claim text = Ask.as("sue", "support")
                .selects("id")
                .use("ssn", Use.FILTER_EQUALITY, Clause.WHERE)
                .parameter(
                        new Value.Text("x"),
                        Optional.of(Ask.column("customers", "ssn")),
                        ParameterUse.Role.COMPARED_AS_TEXT)
                .claim();
        allowed(policy, text);

        assertThat(precedents.judge(policy, given(new Value.Int64(0), text))).isInstanceOf(Denied.class);
        assertThat(precedents.judge(policy, given(new Value.Bool(true), text))).isInstanceOf(Denied.class);
        assertThat(precedents.judge(policy, given(new Value.Null(), text))).isInstanceOf(Allowed.class);
        assertThat(precedents.judge(policy, given(new Value.Text("y"), text))).isInstanceOf(Allowed.class);
    }

    @Test
    void otherFactsAndOtherTextsAreJudgedAnew() {
        Policy policy = policy();
        Allowed one = allowed(policy, first);
        Claim equalFacts = Ask.as("sue", "support").selects("id").claim();
        Claim otherText = new Claim(
                first.id(),
                first.subject(),
                first.door(),
                first.task(),
                new Statement(
                        first.statement().session(),
                        first.statement().target(),
                        "another text",
                        first.statement().rows()),
                first.facts(),
                Optional.empty(),
                first.at());

        assertThat(allowed(policy, equalFacts).obligations()).isNotSameAs(one.obligations());
        assertThat(allowed(policy, otherText).obligations()).isNotSameAs(one.obligations());
    }

    @Test
    void whatPeopleMustAgreeToIsAskedEachTimeAndTheirAgreementOpensNothingElse() {
        Policy policy = policy(builder -> builder.rule(
                "ask", rule -> rule.on(match -> match.kind("select")).hold(1, "dba")));
        Claim approved =
                Ask.as("sue", "support").selects("id").approved("ask", "dan").claim();

        assertThat(precedents.judge(policy, first)).isInstanceOf(Held.class);
        assertThat(precedents.judge(policy, approved)).isInstanceOf(Allowed.class);
        assertThat(precedents.judge(policy, unapproved(approved))).isInstanceOf(Held.class);
    }

    @Test
    void columnsThatTheDatabaseMustNotSeeAreFoundEachTime() {
        Policy policy = policy();

        assertThat(precedents.maskedAtRead(policy, first)).isEmpty();
        assertThat(precedents.maskedAtRead(policy, next(first))).isEmpty();
    }

    private Allowed allowed(Policy policy, Claim claim) {
        Verdict verdict = precedents.judge(policy, claim);
        assertThat(verdict).isInstanceOf(Allowed.class);
        return (Allowed) verdict;
    }

    private static Policy policy() {
        return policy(builder -> builder);
    }

    private static Policy policy(UnaryOperator<PolicyBuilder> more) {
        return more.apply(Policy.builder()
                        .target("orders", target -> target.jdbc("jdbc:postgresql://db/orders"))
                        .grant(
                                "support-reads",
                                grant -> grant.to(Who.groups("support"))
                                        .on("orders")
                                        .allow("select")))
                .build();
    }

    private static Claim next(Claim before) {
        return new Claim(
                new DecisionId("d-2"),
                before.subject(),
                before.door(),
                before.task(),
                before.statement(),
                before.facts(),
                Optional.empty(),
                before.at());
    }

    private static Claim with(Subject subject, Claim before) {
        return new Claim(
                before.id(),
                subject,
                before.door(),
                before.task(),
                before.statement(),
                before.facts(),
                Optional.empty(),
                before.at());
    }

    private static Claim asked(String door, Optional<TaskId> task, Claim before) {
        return new Claim(
                before.id(),
                before.subject(),
                door,
                task,
                before.statement(),
                before.facts(),
                Optional.empty(),
                before.at());
    }

    private static Claim at(Instant moment, Claim before) {
        return new Claim(
                before.id(),
                before.subject(),
                before.door(),
                before.task(),
                before.statement(),
                before.facts(),
                Optional.empty(),
                moment);
    }

    private static Claim given(Value value, Claim before) {
        Parameter old = before.statement().rows().get(0).get(0);
        Statement statement = new Statement(
                before.statement().session(),
                before.statement().target(),
                before.statement().text(),
                List.of(List.of(new Parameter(value, old.jdbcType(), old.typeName()))));
        return new Claim(
                before.id(),
                before.subject(),
                before.door(),
                before.task(),
                statement,
                before.facts(),
                Optional.empty(),
                before.at());
    }

    private static Claim unapproved(Claim before) {
        return at(before.at(), before);
    }
}
