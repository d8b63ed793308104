package dev.hoop.gateway.remote.failure;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import org.jspecify.annotations.Nullable;

/**
 * The connection ended before the request was answered, or had ended before it was made. The code is {@link ErrorCode#CONNECTION_LOST}, or
 * {@link ErrorCode#PROTOCOL_VIOLATION} when this side ended it because of what the peer sent.
 */
public final class ConnectionLostException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final Effect effect;

    public ConnectionLostException(ErrorCode code, Effect effect, String message, @Nullable Throwable cause) {
        super(code, message, cause);
        this.effect = effect;
    }

    /** {@link Effect#NOT_SENT} when nothing of the request left this side, else {@link Effect#SENT_UNKNOWN}. */
    public Effect effect() {
        return effect;
    }
}
