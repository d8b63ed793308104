package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The sessions that are open here, so that a revocation can end them at once. Thread-safe. */
final class SessionRegistry {
    private final Map<String, Session> open = new ConcurrentHashMap<>();

    void add(Session session) {
        open.put(session.id(), session);
    }

    void remove(Session session) {
        open.remove(session.id());
    }

    Collection<Session> sessions() {
        return open.values();
    }

    /** Ends every session for which the question answers with a reason; an empty answer leaves it open. */
    void endWhere(Function<Session, String> reason) {
        for (Session session : open.values()) {
            String why = reason.apply(session);
            if (!why.isEmpty()) {
                session.end(ErrorCode.SESSION_REVOKED, why);
            }
        }
    }
}
