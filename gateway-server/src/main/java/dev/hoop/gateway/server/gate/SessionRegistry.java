package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The sessions that are open here, so that a revocation can end them at once. Thread-safe. */
final class SessionRegistry {
    private final Map<String, Stay> open = new ConcurrentHashMap<>();

    void add(Stay stay) {
        open.put(stay.id().value(), stay);
    }

    void remove(Stay stay) {
        open.remove(stay.id().value());
    }

    Collection<Stay> sessions() {
        return open.values();
    }

    /** Ends every session for which the question answers with a reason; an empty answer leaves it open. */
    void endWhere(Function<Stay, String> reason) {
        for (Stay stay : open.values()) {
            String why = reason.apply(stay);
            if (!why.isEmpty()) {
                stay.end(ErrorCode.SESSION_REVOKED, why);
            }
        }
    }
}
