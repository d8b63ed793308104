package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;

/** The peer sent bytes that the protocol does not allow, or more than the limits allow. The socket is not used any further. */
public final class ProtocolException extends GatewayException {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(ErrorCode.PROTOCOL_VIOLATION, message);
    }
}
