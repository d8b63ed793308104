package dev.hoop.gateway.jdbc.failure;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.Cause;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.ServerMessage.Failure;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what the gateway reports into what a JDBC caller catches. */
public final class Failures {
    private Failures() {}

    /** An error of the target keeps class, state, code, text and chain; an error of the gateway's own is typed by its code. */
    public static SQLException of(Failure failure, TargetExceptions exceptions) {
        SQLException first = failure.kind().isEmpty() ? ofGateway(failure) : ofTarget(failure, exceptions);
        boolean batch = first instanceof BatchUpdateException;
        SQLException last = first;
        for (Cause cause : failure.causes()) {
            // what a batch tells in detail is the error that ended it
            Map<String, String> details = batch && last == first ? failure.details() : Map.of();
            SQLException next =
                    exceptions.make(cause.kind(), cause.message(), cause.sqlState(), cause.vendorCode(), details);
            last.setNextException(next);
            last = next;
        }
        return first;
    }

    /** An error before there is a session at a target. */
    public static SQLException of(Failure failure) {
        return of(failure, TargetExceptions.STANDARD);
    }

    private static SQLException ofTarget(Failure failure, TargetExceptions exceptions) {
        if (failure.kind().equals("BatchUpdateException")) {
            return batch(failure, null);
        }
        return exceptions.make(
                failure.kind(), failure.message(), failure.sqlState(), failure.vendorCode(), failure.details());
    }

    /** The same failure as a batch reports it, with the counts of the rows before it; a batch refused as a whole is simply refused. */
    public static SQLException ofBatch(Failure failure, TargetExceptions exceptions) {
        SQLException plain = of(failure, exceptions);
        boolean refusedWhole = failure.kind().isEmpty() && failure.batchCounts().isEmpty();
        if (plain instanceof BatchUpdateException || refusedWhole) {
            return plain;
        }
        BatchUpdateException batch = batch(failure, plain);
        batch.setNextException(plain);
        return batch;
    }

    private static BatchUpdateException batch(Failure failure, @Nullable Throwable cause) {
        return new BatchUpdateException(
                failure.message(), failure.sqlState(), failure.vendorCode(), counts(failure.batchCounts()), cause);
    }

    public static long[] counts(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).toArray();
    }

    private static SQLException ofGateway(Failure failure) {
        ErrorCode code = ErrorCode.of(failure.code());
        String state = failure.sqlState().isEmpty() ? code.sqlState() : failure.sqlState();
        String text = failure.message();
        return switch (code) {
            case DENIED_BY_POLICY,
                    NOT_UNDERSTOOD,
                    NO_GRANT,
                    APPROVAL_REFUSED,
                    APPROVAL_EXPIRED,
                    APPROVAL_MISMATCH,
                    APPROVAL_UNKNOWN,
                    APPROVAL_NOT_ALLOWED ->
                new HoopDeniedException(
                        text, state, failure.code(), failure.rule(), failure.decisionId(), failure.requestId());
            case APPROVAL_PENDING ->
                new HoopHeldException(
                        text, state, failure.code(), failure.rule(), failure.decisionId(), failure.requestId());
            case CONNECTION_LOST, TARGET_LOST, SHUTTING_DOWN -> lost(text, state, failure.code(), failure.effect());
            default -> typed(code, text, state, failure.code(), null);
        };
    }

    /** A failure of the driver's own side of the socket. */
    public static SQLException of(GatewayException failure) {
        ErrorCode code = failure.code();
        return typed(code, String.valueOf(failure.getMessage()), code.sqlState(), code.number(), failure);
    }

    /**
     * The connection is gone. Recoverable says: connect again and repeat the transaction. It is said only where the statement cannot have
     * run; otherwise the state is 08007, "transaction resolution unknown", and only the caller can find out.
     */
    public static SQLException lost(GatewayException failure, Effect effect) {
        SQLException lost = lost(
                String.valueOf(failure.getMessage()),
                failure.code().sqlState(),
                failure.code().number(),
                effect);
        lost.initCause(failure);
        return lost;
    }

    private static SQLException lost(String text, String state, int vendorCode, Effect effect) {
        return effect == Effect.SENT_UNKNOWN || effect == Effect.APPLIED
                ? new SQLNonTransientConnectionException(
                        text + "; whether the statement took effect is not known", "08007", vendorCode)
                : new SQLRecoverableException(text, state, vendorCode);
    }

    private static SQLException typed(
            ErrorCode code, String text, String state, int number, @Nullable Throwable cause) {
        return switch (code) {
            case LOGIN_FAILED, TOKEN_EXPIRED, SESSION_REVOKED, TARGET_UNKNOWN ->
                new SQLInvalidAuthorizationSpecException(text, state, number, cause);
            case TIMED_OUT -> new SQLTimeoutException(text, state, number, cause);
            case NOT_SUPPORTED -> new SQLFeatureNotSupportedException(text, state, number, cause);
            case TARGET_UNAVAILABLE, PLAN_MISMATCH, TRAIL_UNAVAILABLE, STORE_UNAVAILABLE, OVERLOADED ->
                new SQLTransientException(text, state, number, cause);
            case CONNECTION_FAILED, CONFIGURATION_INVALID, PROTOCOL_VIOLATION ->
                new SQLNonTransientConnectionException(text, state, number, cause);
            case CONNECTION_LOST, TARGET_LOST, SHUTTING_DOWN -> new SQLRecoverableException(text, state, number, cause);
            case LIMIT_EXCEEDED, INVALID_REQUEST -> new SQLNonTransientException(text, state, number, cause);
            default -> new SQLException(text, state, number, cause);
        };
    }

    /** Chains warnings in their order; null for none, as JDBC wants it. */
    public static @Nullable SQLWarning warnings(List<Notice> notices) {
        SQLWarning first = null;
        for (Notice notice : notices) {
            String state = notice.sqlState().isEmpty() ? null : notice.sqlState();
            SQLWarning next = new SQLWarning(notice.message(), state, notice.vendorCode());
            if (first == null) {
                first = next;
            } else {
                first.setNextWarning(next);
            }
        }
        return first;
    }
}
