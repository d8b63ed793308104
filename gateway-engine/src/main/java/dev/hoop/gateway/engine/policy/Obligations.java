package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.masking.ColumnMask;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an allowed statement still owes.
 *
 * @param masks one per predicted output column, in order; {@link ColumnMask#NONE} where the column passes. Empty when the statement
 *     predicts no result; a result that comes all the same is not shown.
 * @param rowCap the most rows the subject may receive
 * @param maxRowsAffected the most rows the statement may change; beyond it, it is rolled back
 * @param readOnly whether the target must be asked to refuse writes
 * @param scrubErrors whether error and warning texts of the target are replaced, because a protected column was touched
 */
public record Obligations(
        List<ColumnMask> masks,
        OptionalLong rowCap,
        OptionalLong maxRowsAffected,
        boolean readOnly,
        boolean scrubErrors) {
    public Obligations {
        masks = List.copyOf(masks);
    }
}
