package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.masking.MaskPlan;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an allowed statement still owes.
 *
 * @param plan what the result must look like, and what happens to each of its columns; a result that differs is not shown
 * @param further the same of each result behind the first, where several are expected
 * @param rowCap the most rows the subject may receive
 * @param maxRowsAffected the most rows the statement may change; beyond it, it is rolled back
 * @param readOnly whether the target must be asked to refuse writes: no grant of the subject here allows any
 * @param texts which error and warning texts of the target are replaced
 */
public record Obligations(
        MaskPlan plan,
        List<MaskPlan> further,
        OptionalLong rowCap,
        OptionalLong maxRowsAffected,
        boolean readOnly,
        TargetTexts texts) {
    public Obligations {
        further = List.copyOf(further);
    }
}
