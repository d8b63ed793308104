package dev.hoop.gateway.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.ColumnUse.Clause;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.ParameterUse.Role;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What approvers see of the values of a statement. */
final class ShownParametersTest {
    private static final String SECRET = "078-05-1120";

    private final Policy policy = Policy.builder()
            .target("orders", target -> target.jdbc("jdbc:postgresql://db/orders"))
            .grant("all", grant -> grant.to(Who.groups("support")).on("*").allow("all"))
            .protect("pii.ssn", known -> known.columns("orders.public.customers.ssn"))
            .build();

    private static Ask touching(String column) {
        return Ask.as("sue", "support").selects("name").use(column, Use.READ, Clause.SELECT);
    }

    @Test
    void valueThatMeetsAProtectedColumnIsToldByItsClassAlone() {
        Ask ask = touching("ssn")
                .parameter(new Value.Text("Eve"), Optional.of(Ask.column("customers", "name")), Role.COMPARED)
                .parameter(new Value.Text(SECRET), Optional.of(Ask.column("customers", "ssn")), Role.COMPARED);

        assertThat(policy.parametersShown(ask.claim())).containsExactly("'Eve'", "‹pii.ssn›");
    }

    @Test
    void valueOfWhichNobodyKnowsWhatItMeetsIsHiddenWhereAProtectedColumnIsTouched() {
        Ask touching = touching("ssn").parameter(new Value.Text(SECRET), Optional.empty(), Role.COMPARED);
        Ask elsewhere = touching("name").parameter(new Value.Text("7"), Optional.empty(), Role.COMPARED);

        assertThat(policy.parametersShown(touching.claim())).containsExactly("‹perhaps pii.ssn›");
        assertThat(policy.parametersShown(elsewhere.claim())).containsExactly("'7'");
    }
}
