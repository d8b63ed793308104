package dev.hoop.gateway.remote.failure;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import org.jspecify.annotations.Nullable;

/**
 * The gateway took longer than a timeout of this client allows, and the connection was given up. The code is
 * {@link ErrorCode#CONNECTION_FAILED} while connecting and {@link ErrorCode#CONNECTION_LOST} afterwards.
 */
public final class GatewayTimeoutException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final Effect effect;

    public GatewayTimeoutException(ErrorCode code, Effect effect, String message, @Nullable Throwable cause) {
        super(code, message, cause);
        this.effect = effect;
    }

    /** {@link Effect#NOT_SENT} when nothing of the request left this side, else {@link Effect#SENT_UNKNOWN}. */
    public Effect effect() {
        return effect;
    }
}
