package dev.hoop.gateway.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.masking.MaskPlan.PlannedColumn;
import dev.hoop.gateway.engine.masking.MaskRule;
import dev.hoop.gateway.engine.policy.rules.DataClass.Passage;
import dev.hoop.gateway.engine.policy.rules.DataClass.Predicates;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of computations on a protected column, by what the policy says of the column. */
final class ComputedColumnsTest {
    private final PolicyBuilder builder = Policy.builder()
            .target("orders", target -> target.jdbc("jdbc:postgresql://db/orders"))
            .grant("all", grant -> grant.to(Who.groups("support")).on("*").allow("all"));

    private static Ask computes() {
        return Ask.as("sue", "support")
                .selects("id")
                .use("ssn", Use.READ, Clause.SELECT)
                .use("ssn", Use.COMPUTE, Clause.ARGUMENT)
                .output("x", Derivation.TRANSFORMED, "ssn");
    }

    private Policy policy(Predicates predicates, Passage... permits) {
        return builder.protect("pii", known -> {
                    known.columns("orders.public.customers.ssn").predicates(predicates);
                    if (permits.length > 0) {
                        known.permit(permits);
                    }
                })
                .build();
    }

    @ParameterizedTest
    @EnumSource(
            value = Predicates.class,
            names = {"DENY", "EQUALITY_ONLY", "ON_MASKED"})
    void columnIsReadAsNullAndItsPlaceStaysMasked(Predicates predicates) {
        Policy policy = policy(predicates);

        MaskedRead read = policy.maskedAtRead(computes().claim()).orElseThrow();

        assertThat(read.hidden()).containsExactly(Ask.column("customers", "ssn"));
        Ask rewritten = Ask.as("sue", "support").selects("id").output("x", Derivation.CONSTANT);
        Allowed allowed =
                (Allowed) policy.judge(computes().claim().with(rewritten.claim().facts(), read.masked()));
        assertThat(allowed.obligations().plan().masks())
                .extracting(mask -> mask.rule())
                .containsExactly(MaskRule.NONE, MaskRule.HIDE);
        assertThat(allowed.obligations().plan().columns())
                .extracting(PlannedColumn::label)
                .containsExactly("id", "x");
    }

    @Test
    void questionsThatMayBeAskedNeedNoRewriting() {
        Policy policy = policy(Predicates.ALLOW);

        assertThat(policy.maskedAtRead(computes().claim())).isEmpty();
        assertThat(Answers.allowed(policy, computes()).rule()).isEqualTo("all");
    }

    @Test
    void valueThatMayBeStoredMayBeComputedOn() {
        assertThat(policy(Predicates.DENY, Passage.STORE)
                        .maskedAtRead(computes().claim()))
                .isEmpty();
    }

    @Test
    void computationThatIsStillThereIsDenied() {
        Denied denied = Answers.denied(policy(Predicates.DENY), computes());

        assertThat(denied.rule()).isEqualTo("protected:pii");
        assertThat(denied.why())
                .isEqualTo("a computation on public.customers.ssn (pii), which you see masked, could tell its value by"
                        + " failing, and here the column cannot be read as masked; class 'pii' does not permit it");
        assertThat(denied.paths()).containsExactly("customers.ssn → ARGUMENT");
    }

    @Test
    void whatIsComparedOrStoredIsNotRewrittenButJudgedAsItIs() {
        Policy policy = policy(Predicates.EQUALITY_ONLY);

        assertThat(policy.maskedAtRead(
                        computes().use("ssn", Use.FILTER_EQUALITY, Clause.WHERE).claim()))
                .isEmpty();
        assertThat(policy.maskedAtRead(
                        computes().use("ssn", Use.STORE, Clause.ASSIGNMENT).claim()))
                .isEmpty();
        assertThat(policy.maskedAtRead(computes().kind(StatementKind.CREATE).claim()))
                .isEmpty();
        assertThat(Optional.of(Answers.denied(policy, computes().use("ssn", Use.FILTER_EQUALITY, Clause.WHERE))
                        .rule()))
                .contains("protected:pii");
    }
}
