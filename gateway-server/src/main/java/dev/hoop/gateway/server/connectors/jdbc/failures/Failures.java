package dev.hoop.gateway.server.connectors.jdbc.failures;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.Cause;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a database's driver throws into what the gate reports, keeping kind, state, code, chain, counts and details as the driver
 * gave them. Where the way to the target failed, the text is ours: a driver's own would name hosts.
 */
public final class Failures {
    private static final int MAX_CHAIN = 64;

    /** H2: connection broken, database closed, database shut down while in use. */
    private static final Set<Integer> H2_CONNECTION_GONE = Set.of(90067, 90098, 90121);

    private Failures() {}

    /** No connection could be made: nothing was sent. */
    public static TargetException unavailable(TargetName target, Throwable failure) {
        String message = "target '%s' cannot be reached: %s; nothing was sent"
                .formatted(target, reason(failure, sqlState(failure)));
        return new TargetException(ErrorCode.TARGET_UNAVAILABLE, message, ours(Effect.NOT_SENT, "58000"));
    }

    /** Every connection the pool may have is in use. */
    public static TargetException exhausted(TargetName target, int limit, long waitedMillis) {
        String message =
                ("all %d connections of target '%s' are in use and none came free in %d ms; try again, or raise the target's"
                                + " options pool-size or pool-wait")
                        .formatted(limit, target, waitedMillis);
        return new TargetException(ErrorCode.OVERLOADED, message, ours(Effect.NOT_SENT, "53300"));
    }

    /** The connection died under a statement. */
    public static TargetException lost(TargetName target, Effect effect) {
        String message = "the connection to target '%s' was lost; %s"
                .formatted(
                        target,
                        effect == Effect.SENT_UNKNOWN
                                ? "whether the statement took effect is not known: check before running it again"
                                : "nothing was changed");
        return new TargetException(ErrorCode.TARGET_LOST, message, ours(effect, "08006"));
    }

    /** The caller cancelled before the target said so itself. */
    public static TargetException cancelled(TargetName target, Effect effect) {
        return new TargetException(
                ErrorCode.CANCELLED,
                "the statement on target '%s' was cancelled".formatted(target),
                ours(effect, "57014"));
    }

    /** What names mean at the target was changed by another session after the statement had been judged. */
    public static TargetException moved(TargetName target, Effect effect) {
        String message =
                "definitions that the statement rests on were changed at target '%s' while it was on its way; %s"
                        .formatted(
                                target,
                                effect == Effect.ROLLED_BACK
                                        ? "its transaction is rolled back and the session's connection there closed"
                                        : "nothing of it is shown, so send it again");
        return new TargetException(ErrorCode.PLAN_MISMATCH, message, ours(effect, ErrorCode.PLAN_MISMATCH.sqlState()));
    }

    /** What the statement rests on, or would change, did not come to rest in time. */
    public static TargetException moving(TargetName target) {
        return new TargetException(
                ErrorCode.TIMED_OUT,
                ("other sessions change, or use, definitions at target '%s' that the statement uses, or changes, and did not end in time;"
                                + " nothing was sent, so try again when they have ended their transactions")
                        .formatted(target),
                ours(Effect.NOT_SENT, "55P03"));
    }

    /** A refusal of the connector's own; nothing was sent. */
    public static TargetException refused(ErrorCode code, String message) {
        return new TargetException(code, message, ours(Effect.NOT_SENT, code.sqlState()));
    }

    /** A value larger than the gateway carries. */
    public static TargetException tooLarge(TargetName target, String column, long limitBytes) {
        return new TargetException(
                ErrorCode.LIMIT_EXCEEDED,
                "a value of column '%s' on target '%s' is larger than %d bytes; select a part of it, or raise the target's option"
                                .formatted(column, target, limitBytes)
                        + " max-value-bytes",
                ours(Effect.ROLLED_BACK, "54000"));
    }

    /** What the database itself said. */
    public static TargetException failed(ErrorCode code, SQLException failure, Effect effect) {
        return new TargetException(code, text(failure), report(failure, effect));
    }

    /** As {@link #failed}, for calls that only ask for metadata: a pool must not throw its connection away over them. */
    public static TargetException probing(SQLException failure) {
        TargetException.Report said = report(failure, Effect.NOT_SENT);
        boolean unsupported = said.sqlState().equals("0A000");
        TargetException.Report report = new TargetException.Report(
                said.kind(),
                unsupported ? "HYC00" : said.sqlState(),
                said.vendorCode(),
                said.effect(),
                said.batchCounts(),
                said.causes(),
                said.details());
        return new TargetException(
                unsupported ? ErrorCode.NOT_SUPPORTED : ErrorCode.TARGET_FAILED, text(failure), report);
    }

    /** Whether the failure says that the connection itself is gone. */
    public static boolean connectionGone(SQLException failure) {
        String state = sqlState(failure);
        return state.startsWith("08")
                || Set.of("57P01", "57P02", "57P03").contains(state)
                || H2_CONNECTION_GONE.contains(failure.getErrorCode());
    }

    /** Whether the failure says that the statement was stopped: by a cancel or by its timeout. */
    public static boolean stopped(SQLException failure) {
        String state = sqlState(failure);
        return failure instanceof java.sql.SQLTimeoutException
                || state.equals("57014")
                || state.equals("70100")
                || state.equals("HYT00")
                || failure.getErrorCode() == 1969; // MariaDB: max_statement_time exceeded
    }

    /** The counts of a batch that failed, as far as the driver knows them. */
    public static List<Long> counts(SQLException failure) {
        if (failure instanceof BatchUpdateException batch && batch.getLargeUpdateCounts() != null) {
            return Arrays.stream(batch.getLargeUpdateCounts()).boxed().toList();
        }
        return List.of();
    }

    private static TargetException.Report report(SQLException failure, Effect effect) {
        return new TargetException.Report(
                kind(failure),
                Objects.requireNonNullElse(failure.getSQLState(), ""),
                failure.getErrorCode(),
                effect,
                counts(failure),
                causes(failure),
                details(failure));
    }

    private static TargetException.Report ours(Effect effect, String state) {
        return new TargetException.Report("SQLException", state, 0, effect, List.of(), List.of(), Map.of());
    }

    private static List<Cause> causes(SQLException failure) {
        List<Cause> causes = new ArrayList<>();
        for (SQLException next = failure.getNextException();
                next != null && causes.size() < MAX_CHAIN;
                next = next.getNextException()) {
            causes.add(new Cause(
                    kind(next), Objects.requireNonNullElse(next.getSQLState(), ""), next.getErrorCode(), text(next)));
        }
        return causes;
    }

    /** The nearest class of {@code java.sql}: what the driver really threw, not more. */
    static String kind(SQLException failure) {
        Class<?> type = failure.getClass();
        while (type != null && !type.getName().startsWith("java.sql.")) {
            type = type.getSuperclass();
        }
        return type == null ? "SQLException" : type.getSimpleName();
    }

    private static Map<String, String> details(SQLException failure) {
        SQLException said = failure;
        if (failure instanceof BatchUpdateException && failure.getNextException() != null) {
            said = failure.getNextException();
        }
        return PostgresDetails.of(said).entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String text(SQLException failure) {
        String message = failure.getMessage();
        return message == null ? "the database gave no reason" : message;
    }

    private static String sqlState(@Nullable Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private static String reason(Throwable failure, String state) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof UnknownHostException) {
                return "its host name does not resolve";
            }
            if (at instanceof SSLException) {
                return "the TLS handshake failed";
            }
            if (at instanceof SocketTimeoutException) {
                return "it did not answer in time";
            }
            if (at instanceof ConnectException) {
                return "nothing accepts connections there";
            }
        }
        return switch (state) {
            case "53300", "08004" -> "it refuses further connections";
            case "3D000", "42000" -> "its database does not exist or is closed to the gateway's credential";
            default ->
                state.startsWith("28")
                        ? "it refuses the gateway's credential"
                        : "connecting failed" + (state.isEmpty() ? "" : " (SQLState " + state + ")");
        };
    }
}
