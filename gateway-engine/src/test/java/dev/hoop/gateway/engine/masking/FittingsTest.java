package dev.hoop.gateway.engine.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.masking.MaskPlan.PlannedColumn;
import dev.hoop.gateway.engine.masking.MaskPlan.Shape;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A result that a session has seen before is masked as the first time; any other is looked at anew. */
final class FittingsTest {
    private static final ColumnGuard SECRETS =
            column -> column.name().equals("secret") ? Optional.of("pii.secret") : Optional.empty();
    private static final MaskPlan PASSES =
            new MaskPlan(Shape.PREDICTED, List.of(new PlannedColumn("name", ColumnMask.NONE)), SECRETS);

    private final Fittings fittings = new Fittings();

    private static List<Column> named(String label, String base) {
        return List.of(
                new Column(label, base, "t", "s", "d", Types.VARCHAR, "text", "java.lang.String", 0, 0, 0, 1, 0));
    }

    @Test
    void equalColumnsAreHeldAgainstTheirPlanOnce() {
        Fitting first = fittings.of(PASSES, named("name", "name"));

        assertThat(fittings.of(PASSES, named("name", "name"))).isSameAs(first);
    }

    @Test
    void aColumnThatComesFromElsewhereThisTimeIsGuarded() {
        assertThat(fittings.of(PASSES, named("name", "name")).rules()).containsExactly(MaskRule.NONE);

        assertThat(fittings.of(PASSES, named("name", "secret")).rules()).containsExactly(MaskRule.REDACT);
    }

    @Test
    void anotherPlanIsAnotherFitting() {
        MaskPlan shut = new MaskPlan(Shape.SHUT, List.of(), SECRETS);
        assertThat(fittings.of(PASSES, named("name", "name")).rules()).containsExactly(MaskRule.NONE);

        assertThat(fittings.of(shut, named("name", "name")).rules()).containsExactly(MaskRule.REDACT);
    }

    @Test
    void aResultThatFittedOnceDoesNotLetAnotherPass() {
        fittings.of(PASSES, named("name", "name"));

        assertThatThrownBy(() -> fittings.of(PASSES, named("other", "name"))).isInstanceOf(PlanMismatchException.class);
    }
}
