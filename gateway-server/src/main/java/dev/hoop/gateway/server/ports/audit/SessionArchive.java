package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.RecordedSession;
import dev.hoop.gateway.engine.Replay;
import dev.hoop.gateway.engine.SessionSearch;
import dev.hoop.gateway.engine.Stretch;
import java.util.Optional;

/** Reads recorded sessions back. Thread-safe. */
public interface SessionArchive {
    /**
     * The sessions that fit, newest first. Looks at a bounded number of them at a time: a part may be short, or empty, and have a next.
     *
     * @throws AuditUnavailableException if the recordings cannot be read
     */
    Listed<RecordedSession> find(SessionSearch search, Stretch stretch);

    /**
     * One session's recording; empty when there is none of that name.
     *
     * @throws AuditUnavailableException if it cannot be read, or is not what was written
     */
    Optional<Replay> replay(String sessionId);
}
