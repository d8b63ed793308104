package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Description;
import dev.hoop.gateway.engine.masking.ColumnMask;
import dev.hoop.gateway.engine.masking.MaskPlan;
import dev.hoop.gateway.engine.policy.Permit;
import java.util.ArrayList;
import java.util.List;

/** Marks the columns of a description that will be masked, so that a driver describes before what it gets after. */
final class MaskedColumns {
    private MaskedColumns() {}

    static Description of(Description description, Permit permit) {
        MaskPlan plan = permit.obligations().plan();
        List<ColumnMask> masks = plan.masks();
        List<Column> columns = description.columns();
        if (columns.isEmpty() || plan.shape() == MaskPlan.Shape.OPEN) {
            return description;
        }
        if (columns.size() != masks.size()) {
            throw new GatewayException(
                    ErrorCode.PLAN_MISMATCH,
                    "the target describes %d columns where %d were understood; the catalogue is read again, so try once more"
                            .formatted(columns.size(), masks.size()));
        }
        List<Column> marked = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            boolean passes = masks.get(i).equals(ColumnMask.NONE);
            marked.add(passes ? columns.get(i) : columns.get(i).masked());
        }
        return new Description(description.parameters(), marked);
    }
}
