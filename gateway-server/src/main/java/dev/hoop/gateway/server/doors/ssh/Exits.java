package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;

/** Which exit code a client gets for what did not run or did not end. */
final class Exits {
    private static final int INTERRUPTED = 130;

    private Exits() {}

    static int of(ErrorCode code) {
        return switch (code) {
            case DENIED_BY_POLICY,
                    NOT_UNDERSTOOD,
                    NO_GRANT,
                    TARGET_UNKNOWN,
                    NOT_SUPPORTED,
                    INVALID_REQUEST,
                    APPROVAL_PENDING,
                    APPROVAL_REFUSED,
                    APPROVAL_EXPIRED,
                    APPROVAL_MISMATCH,
                    APPROVAL_UNKNOWN,
                    APPROVAL_NOT_ALLOWED -> DoorWork.REFUSED;
            case CANCELLED -> INTERRUPTED;
            default -> DoorWork.FAILED;
        };
    }

    static GatewayException overloaded() {
        return new GatewayException(ErrorCode.OVERLOADED, "the gateway has no thread left; try again later");
    }

    static GatewayException unforeseen() {
        return new GatewayException(
                ErrorCode.INTERNAL, "an internal error; the gateway's operator finds it in the log");
    }

    static GatewayException endUnknown() {
        return new GatewayException(
                ErrorCode.TARGET_LOST,
                "the host did not tell how the command ended; look there before you run it again");
    }
}
