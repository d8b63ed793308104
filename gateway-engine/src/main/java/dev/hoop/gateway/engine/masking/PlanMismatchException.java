package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;

/** The target answered with another result than was judged. Nothing of it is shown: no mask can be trusted to sit on its column. */
public final class PlanMismatchException extends GatewayException {
    private static final long serialVersionUID = 1L;

    PlanMismatchException(String what) {
        super(
                ErrorCode.PLAN_MISMATCH,
                what
                        + "; nothing is shown. The catalogue is read again, so try once more, and name the columns instead of '*'");
    }
}
