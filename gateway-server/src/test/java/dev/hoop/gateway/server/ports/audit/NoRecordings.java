package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.RecordedSession;
import dev.hoop.gateway.engine.Replay;
import dev.hoop.gateway.engine.SessionSearch;
import dev.hoop.gateway.engine.Stretch;
import java.util.List;
import java.util.Optional;

/** For tests of what does not read recordings. */
public final class NoRecordings implements SessionArchive {
    @Override
    public Listed<RecordedSession> find(SessionSearch search, Stretch stretch) {
        return new Listed<>(List.of(), Optional.empty());
    }

    @Override
    public Optional<Replay> replay(String sessionId) {
        return Optional.empty();
    }
}
