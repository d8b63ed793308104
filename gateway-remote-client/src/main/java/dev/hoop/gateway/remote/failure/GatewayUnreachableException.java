package dev.hoop.gateway.remote.failure;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import org.jspecify.annotations.Nullable;

/** No gateway could be reached; the message names every address tried and why it failed. */
public final class GatewayUnreachableException extends GatewayException {
    private static final long serialVersionUID = 1L;

    public GatewayUnreachableException(String message, @Nullable Throwable cause) {
        super(ErrorCode.CONNECTION_FAILED, message, cause);
    }
}
