package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.RecordedSession;
import dev.hoop.gateway.engine.Replay;
import dev.hoop.gateway.engine.SessionSearch;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.server.ports.audit.SessionArchive;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where an auditor finds and replays sessions. That a recording was read stands in the trail before it is shown. Thread-safe. */
public final class AuditDesk {
    private final Gate gate;
    private final Visitor visitor;
    private final SessionArchive archive;

    AuditDesk(Gate gate, Visitor visitor, SessionArchive archive) {
        this.gate = gate;
        this.visitor = visitor;
        this.archive = archive;
    }

    /** The sessions that fit, newest first. */
    public Listed<RecordedSession> sessions(SessionSearch search, Stretch stretch) {
        gate.require(visitor, Role.AUDITOR);
        return archive.find(search, stretch);
    }

    /** The sessions that are open at this gateway, newest first, at most so many. */
    public List<RecordedSession> open(int atMost) {
        gate.require(visitor, Role.AUDITOR);
        return gate.stays().stream()
                .map(stay -> new RecordedSession(
                        stay.id(),
                        stay.visitor().subject().name(),
                        stay.target().name(),
                        stay.visitor().door(),
                        stay.task().map(TaskId::value).orElse(""),
                        stay.since(),
                        stay.visitor().peer()))
                .sorted(Comparator.comparing(RecordedSession::at)
                        .reversed()
                        .thenComparing(session -> session.id().value()))
                .limit(atMost)
                .toList();
    }

    /**
     * What a session's subject did and saw.
     *
     * @throws GatewayException {@code INVALID_REQUEST} when there is no such session
     */
    public Replay replay(String sessionId) {
        gate.require(visitor, Role.AUDITOR);
        Replay replay = archive.replay(sessionId)
                .orElseThrow(() -> new GatewayException(
                        ErrorCode.INVALID_REQUEST, "there is no recording of a session of this name"));
        RecordedSession session = replay.session();
        gate.record(
                "recording-read",
                visitor.subject().name().value(),
                session.target().value(),
                session.id().value(),
                Map.of("of", session.subject().value(), "door", visitor.door()));
        return replay;
    }
}
