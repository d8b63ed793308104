package dev.hoop.gateway.remote.failure;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ServerMessage;

/** The gateway answered a request with a failure. The connection stays usable unless the failure's code says otherwise. */
public final class RequestFailedException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final transient ServerMessage.Failure failure;

    public RequestFailedException(ServerMessage.Failure failure) {
        super(ErrorCode.of(failure.code()), failure.message());
        this.failure = failure;
    }

    /** The failure as the gateway told it, with all its fields. */
    public ServerMessage.Failure failure() {
        return failure;
    }
}
