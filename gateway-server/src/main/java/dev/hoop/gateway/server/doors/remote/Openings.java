package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.server.gate.Opening;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads an Open message into the gate's words; what has no meaning is refused by name. */
final class Openings {
    private Openings() {}

    static Opening of(ClientMessage.Open open) {
        if (open.target().isBlank()) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST, "no target is named; write it after the host: jdbc:hoop://host/target");
        }
        if (open.approvalWaitMillis() < 0) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST, "the approval wait is negative; use zero for the rule's own bound");
        }
        return new Opening(
                new TargetName(open.target()),
                Optional.of(open.task()).filter(task -> !task.isBlank()).map(TaskId::new),
                zone(open.zone()),
                open.approvalMode(),
                Duration.ofMillis(open.approvalWaitMillis()),
                open.state());
    }

    private static ZoneId zone(String zone) {
        try {
            return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "the time zone is not known here; use a region such as Europe/Vienna, or an offset",
                    e);
        }
    }
}
