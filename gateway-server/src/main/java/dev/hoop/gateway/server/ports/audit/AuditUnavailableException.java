package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import org.jspecify.annotations.Nullable;

/** The trail cannot record, so nothing may run. */
public final class AuditUnavailableException extends GatewayException {
    private static final long serialVersionUID = 1L;

    public AuditUnavailableException(String message, @Nullable Throwable cause) {
        super(ErrorCode.TRAIL_UNAVAILABLE, message, cause);
    }
}
