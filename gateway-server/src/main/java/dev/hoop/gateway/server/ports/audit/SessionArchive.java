package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.engine.RecordedSession;
import dev.hoop.gateway.engine.Replay;
import dev.hoop.gateway.engine.SessionSearch;
import java.util.List;
import java.util.Optional;

/** Reads recorded sessions back. Thread-safe. */
public interface SessionArchive {
    /**
     * The newest sessions that fit. Looks at a bounded number of them.
     *
     * @throws AuditUnavailableException if the recordings cannot be read
     */
    List<RecordedSession> find(SessionSearch search, int atMost);

    /**
     * One session's recording; empty when there is none of that name.
     *
     * @throws AuditUnavailableException if it cannot be read, or is not what was written
     */
    Optional<Replay> replay(String sessionId);
}
