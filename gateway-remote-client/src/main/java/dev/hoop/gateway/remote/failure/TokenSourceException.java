package dev.hoop.gateway.remote.failure;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import org.jspecify.annotations.Nullable;

/** No token could be had from the configured source. The message never shows what the source gave. */
public final class TokenSourceException extends GatewayException {
    private static final long serialVersionUID = 1L;

    public TokenSourceException(String message, @Nullable Throwable cause) {
        super(ErrorCode.LOGIN_FAILED, message, cause);
    }
}
