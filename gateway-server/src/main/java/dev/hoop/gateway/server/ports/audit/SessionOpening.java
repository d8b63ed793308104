package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import java.time.Instant;
import java.util.Optional;

/** How a session began; the head of its recording. */
public record SessionOpening(
        SessionId session,
        Subject subject,
        TargetName target,
        String door,
        Optional<TaskId> task,
        Instant at,
        String peer) {}
