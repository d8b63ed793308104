package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.engine.RecordedSession;
import dev.hoop.gateway.engine.Replay;
import dev.hoop.gateway.engine.SessionSearch;
import java.util.List;
import java.util.Optional;

/** For tests of what does not read recordings. */
public final class NoRecordings implements SessionArchive {
    @Override
    public List<RecordedSession> find(SessionSearch search, int atMost) {
        return List.of();
    }

    @Override
    public Optional<Replay> replay(String sessionId) {
        return Optional.empty();
    }
}
