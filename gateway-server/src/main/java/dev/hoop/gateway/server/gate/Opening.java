package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How a visitor wants its session to begin.
 *
 * @param approvalWait how long a held statement may wait at most; zero leaves it to the rule
 */
public record Opening(
        TargetName target,
        Optional<TaskId> task,
        ZoneId zone,
        ApprovalMode approvalMode,
        Duration approvalWait,
        List<StateSetting> state) {
    public Opening {
        state = List.copyOf(state);
    }
}
