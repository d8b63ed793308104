package dev.hoop.gateway.server.connectors.ssh;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.util.List;
import java.util.Map;

/** Words what goes wrong on the way to a host, without addresses or accounts. */
final class Failures {
    private Failures() {}

    static TargetException unavailable(String problem) {
        return failure(ErrorCode.TARGET_UNAVAILABLE, problem, Effect.NOT_SENT);
    }

    static TargetException lost(String problem) {
        return failure(ErrorCode.TARGET_LOST, problem, Effect.SENT_UNKNOWN);
    }

    private static TargetException failure(ErrorCode code, String problem, Effect effect) {
        return new TargetException(
                code,
                problem,
                new TargetException.Report("", code.sqlState(), 0, effect, List.of(), List.of(), Map.of()));
    }
}
