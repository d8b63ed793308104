package dev.hoop.gateway.api;

/**
 * Every kind of failure the gateway reports, with a number that never changes, the SQLState a JDBC caller sees and who has to act.
 *
 * <p>SQLStates are chosen so that connection pools keep their connection when only a statement was refused: no code for a refusal or an
 * unsupported feature is in class 08, is {@code 0A000}, or is one of {@code 57P01} to {@code 57P03}.
 */
public enum ErrorCode {
    DENIED_BY_POLICY(1001, "42501", Actor.CALLER, Retry.NO),
    NOT_UNDERSTOOD(1002, "42501", Actor.CALLER, Retry.NO),
    NO_GRANT(1003, "42501", Actor.CALLER, Retry.NO),
    APPROVAL_PENDING(1101, "42501", Actor.CALLER, Retry.AFTER_APPROVAL),
    APPROVAL_REFUSED(1102, "42501", Actor.CALLER, Retry.NO),
    APPROVAL_EXPIRED(1103, "42501", Actor.CALLER, Retry.NO),
    APPROVAL_MISMATCH(1104, "42501", Actor.CALLER, Retry.NO),
    APPROVAL_UNKNOWN(1107, "42704", Actor.CALLER, Retry.NO),
    APPROVAL_NOT_ALLOWED(1106, "42501", Actor.CALLER, Retry.NO),
    LOGIN_FAILED(1201, "28000", Actor.CALLER, Retry.NO),
    TOKEN_EXPIRED(1202, "28000", Actor.CALLER, Retry.RECONNECT),
    SESSION_REVOKED(1203, "28000", Actor.CALLER, Retry.NO),
    TARGET_UNKNOWN(1301, "28000", Actor.CALLER, Retry.NO),
    TARGET_UNAVAILABLE(1302, "58000", Actor.OPERATOR, Retry.SAME_STATEMENT),
    TARGET_FAILED(1303, "HY000", Actor.CALLER, Retry.NO),
    TARGET_LOST(1304, "08006", Actor.OPERATOR, Retry.RECONNECT),
    PLAN_MISMATCH(1305, "58000", Actor.CALLER, Retry.SAME_STATEMENT),
    CANCELLED(1401, "57014", Actor.CALLER, Retry.NO),
    TIMED_OUT(1402, "57014", Actor.CALLER, Retry.NO),
    LIMIT_EXCEEDED(1403, "54000", Actor.CALLER, Retry.NO),
    NOT_SUPPORTED(1404, "HYC00", Actor.CALLER, Retry.NO),
    INVALID_REQUEST(1405, "HY000", Actor.CALLER, Retry.NO),
    TRAIL_UNAVAILABLE(1501, "58030", Actor.OPERATOR, Retry.SAME_STATEMENT),
    STORE_UNAVAILABLE(1502, "58030", Actor.OPERATOR, Retry.SAME_STATEMENT),
    OVERLOADED(1503, "53300", Actor.OPERATOR, Retry.RECONNECT),
    SHUTTING_DOWN(1504, "08006", Actor.OPERATOR, Retry.RECONNECT),
    PROTOCOL_VIOLATION(1601, "08P01", Actor.US, Retry.NO),
    CONNECTION_FAILED(1602, "08001", Actor.OPERATOR, Retry.RECONNECT),
    CONNECTION_LOST(1603, "08006", Actor.OPERATOR, Retry.RECONNECT),
    CONFIGURATION_INVALID(1701, "08001", Actor.OPERATOR, Retry.NO),
    INTERNAL(1999, "58000", Actor.US, Retry.NO);

    /** Who has to do something before the same request can succeed. */
    public enum Actor {
        CALLER,
        OPERATOR,
        US
    }

    /** What a program may do next on its own. */
    public enum Retry {
        NO,
        SAME_STATEMENT,
        RECONNECT,
        AFTER_APPROVAL
    }

    private final int number;
    private final String sqlState;
    private final Actor actor;
    private final Retry retry;

    ErrorCode(int number, String sqlState, Actor actor, Retry retry) {
        this.number = number;
        this.sqlState = sqlState;
        this.actor = actor;
        this.retry = retry;
    }

    /** The number that stands for this code in messages, documents and the remote protocol. */
    public int number() {
        return number;
    }

    /** The SQLState a JDBC caller sees when the target itself gave none. */
    public String sqlState() {
        return sqlState;
    }

    public Actor actor() {
        return actor;
    }

    public Retry retry() {
        return retry;
    }

    /** Finds a code by number; a number from a newer peer is answered as {@link #INTERNAL}. */
    public static ErrorCode of(int number) {
        for (ErrorCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return INTERNAL;
    }
}
