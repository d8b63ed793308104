package dev.hoop.gateway.remote.failure;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ServerMessage;

/** The gateway knows the protocol and refused the login. */
public final class LoginRefusedException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final transient ServerMessage.Failure failure;

    public LoginRefusedException(ServerMessage.Failure failure) {
        super(ErrorCode.of(failure.code()), failure.message());
        this.failure = failure;
    }

    /** The failure as the gateway told it, with all its fields. */
    public ServerMessage.Failure failure() {
        return failure;
    }
}
