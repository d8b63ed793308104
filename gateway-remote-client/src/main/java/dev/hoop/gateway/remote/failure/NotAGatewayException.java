package dev.hoop.gateway.remote.failure;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import org.jspecify.annotations.Nullable;

/** Something answered that does not speak the remote protocol, or no version of it that this client knows. */
public final class NotAGatewayException extends GatewayException {
    private static final long serialVersionUID = 1L;

    public NotAGatewayException(String message, @Nullable Throwable cause) {
        super(ErrorCode.CONNECTION_FAILED, message, cause);
    }
}
