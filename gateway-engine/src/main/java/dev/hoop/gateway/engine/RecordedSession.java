package dev.hoop.gateway.engine;

import java.time.Instant;

/**
 * A session that was recorded, as a list shows it.
 *
 * @param task the task it was for; may be empty
 */
public record RecordedSession(
        SessionId id, SubjectName subject, TargetName target, String door, String task, Instant at, String peer) {}
