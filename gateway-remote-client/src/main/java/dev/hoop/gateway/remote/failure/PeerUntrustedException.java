package dev.hoop.gateway.remote.failure;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import org.jspecify.annotations.Nullable;

/** The peer's certificate is not trusted, is not for this host, or is not the pinned one. Nothing was sent, least of all the token. */
public final class PeerUntrustedException extends GatewayException {
    private static final long serialVersionUID = 1L;

    public PeerUntrustedException(String message, @Nullable Throwable cause) {
        super(ErrorCode.CONNECTION_FAILED, message, cause);
    }
}
