package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.server.gate.StatementFailedException;
import java.util.List;
import java.util.Map;

/** Words every failure for the wire: the one place where this door translates. */
final class FailureMessages {
    private FailureMessages() {}

    static ServerMessage.Failure of(GatewayException failure, List<StateSetting> state) {
        return failure instanceof StatementFailedException statement
                ? of(statement, state)
                : plain(failure.code(), failure.code().sqlState(), text(failure), effect(failure.code()), state);
    }

    static ServerMessage.Failure of(ErrorCode code, String text) {
        return plain(code, code.sqlState(), text, effect(code), List.of());
    }

    /** The rows of a stream that the end of its transaction has closed, worded as databases word it. */
    static ServerMessage.Failure cursorClosed() {
        return plain(
                ErrorCode.INVALID_REQUEST,
                "34000",
                "the result was closed by the end of its transaction; read it before the commit, or ask for holdable results",
                Effect.APPLIED,
                List.of());
    }

    /** The rows of a stream whose statement was carried out and which was cancelled while they came. */
    static ServerMessage.Failure rowsCancelled(List<StateSetting> state) {
        return plain(
                ErrorCode.CANCELLED,
                ErrorCode.CANCELLED.sqlState(),
                "the statement was cancelled by its caller while its rows were read",
                Effect.APPLIED,
                state);
    }

    private static ServerMessage.Failure of(StatementFailedException failure, List<StateSetting> state) {
        StatementFailedException.Report report = failure.report();
        return new ServerMessage.Failure(
                failure.code().number(),
                report.sqlState(),
                report.vendorCode(),
                report.kind(),
                text(failure),
                report.effect(),
                report.rule(),
                report.decisionId(),
                report.requestId(),
                retry(failure.code()),
                report.details(),
                report.batchCounts(),
                report.causes(),
                state);
    }

    private static ServerMessage.Failure plain(
            ErrorCode code, String sqlState, String text, Effect effect, List<StateSetting> state) {
        return new ServerMessage.Failure(
                code.number(),
                sqlState,
                code.number(),
                "",
                text,
                effect,
                "",
                "",
                "",
                retry(code),
                Map.of(),
                List.of(),
                List.of(),
                state);
    }

    /** A failure without a report of its own comes from before the target was reached; only an error of ours leaves that open. */
    private static Effect effect(ErrorCode code) {
        return code == ErrorCode.INTERNAL ? Effect.SENT_UNKNOWN : Effect.NOT_SENT;
    }

    /** The numbers of the protocol, which stay even if the order of the constants does not. */
    private static int retry(ErrorCode code) {
        return switch (code.retry()) {
            case NO -> 0;
            case SAME_STATEMENT -> 1;
            case RECONNECT -> 2;
            case AFTER_APPROVAL -> 3;
        };
    }

    private static String text(GatewayException failure) {
        String message = failure.getMessage();
        return message == null ? failure.code().name() : message;
    }
}
