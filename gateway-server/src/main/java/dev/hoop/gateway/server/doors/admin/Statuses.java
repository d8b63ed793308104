package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;

/** What an error is in HTTP. */
final class Statuses {
    private Statuses() {}

    static int of(ErrorCode code) {
        return switch (code) {
            case LOGIN_FAILED, TOKEN_EXPIRED, SESSION_REVOKED -> 401;
            case APPROVAL_NOT_ALLOWED, NO_GRANT, DENIED_BY_POLICY -> 403;
            case APPROVAL_UNKNOWN, TARGET_UNKNOWN -> 404;
            case APPROVAL_MISMATCH, APPROVAL_EXPIRED, APPROVAL_REFUSED, APPROVAL_PENDING -> 409;
            case INVALID_REQUEST, NOT_SUPPORTED, LIMIT_EXCEEDED -> 400;
            case OVERLOADED -> 429;
            case STORE_UNAVAILABLE, TRAIL_UNAVAILABLE, SHUTTING_DOWN -> 503;
            default -> 500;
        };
    }
}
