package dev.hoop.gateway.server.ports.targets;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.Cause;
import java.util.List;
import java.util.Map;

/**
 * The target, or the way to it, failed. Carries what its driver said so that a subject that may see it gets it unchanged; the gate drops
 * the texts where a protected column was touched.
 */
public final class TargetException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final transient Report report;

    /**
     * What the driver said.
     *
     * @param kind the simple name of the nearest {@code java.sql} exception class
     * @param details further fields of the database, such as the constraint's name
     */
    public record Report(
            String kind,
            String sqlState,
            int vendorCode,
            Effect effect,
            List<Long> batchCounts,
            List<Cause> causes,
            Map<String, String> details) {
        public Report {
            batchCounts = List.copyOf(batchCounts);
            causes = List.copyOf(causes);
            details = Map.copyOf(details);
        }
    }

    public TargetException(ErrorCode code, String message, Report report) {
        super(code, message);
        this.report = report;
    }

    public Report report() {
        return report;
    }
}
