package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.Cause;
import java.util.List;
import java.util.Map;

/** A statement was refused, was not approved, or failed at the target; with all that a door tells its subject. */
public final class StatementFailedException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final transient Report report;

    /**
     * What the subject is told besides code and message. Nothing in it needs masking any more.
     *
     * @param kind the simple name of the {@code java.sql} exception class that fits, or empty for the code's own
     * @param rule the rule that decided; empty when the target failed
     * @param requestId the request for approval, where there is one
     */
    public record Report(
            String sqlState,
            int vendorCode,
            String kind,
            Effect effect,
            String rule,
            String decisionId,
            String requestId,
            Map<String, String> details,
            List<Long> batchCounts,
            List<Cause> causes) {
        public Report {
            details = Map.copyOf(details);
            batchCounts = List.copyOf(batchCounts);
            causes = List.copyOf(causes);
        }
    }

    StatementFailedException(ErrorCode code, String message, Report report) {
        super(code, message);
        this.report = report;
    }

    public Report report() {
        return report;
    }

    /** A refusal: nothing was sent. */
    static StatementFailedException refusal(
            ErrorCode code, String message, String rule, String decisionId, String requestId) {
        return new StatementFailedException(
                code,
                message,
                new Report(
                        code.sqlState(),
                        code.number(),
                        "",
                        Effect.NOT_SENT,
                        rule,
                        decisionId,
                        requestId,
                        Map.of(),
                        List.of(),
                        List.of()));
    }

    /** A statement that the gate itself took back after it ran. */
    static StatementFailedException rolledBack(ErrorCode code, String message, String decisionId) {
        return new StatementFailedException(
                code,
                message,
                new Report(
                        code.sqlState(),
                        code.number(),
                        "",
                        Effect.ROLLED_BACK,
                        "",
                        decisionId,
                        "",
                        Map.of(),
                        List.of(),
                        List.of()));
    }
}
