package dev.hoop.gateway.remote.failure;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import org.jspecify.annotations.Nullable;

/** An option is missing, contradicts another, or would be unsafe; nothing was connected. */
public final class InvalidOptionException extends GatewayException {
    private static final long serialVersionUID = 1L;

    public InvalidOptionException(String message, @Nullable Throwable cause) {
        super(ErrorCode.CONFIGURATION_INVALID, message, cause);
    }
}
