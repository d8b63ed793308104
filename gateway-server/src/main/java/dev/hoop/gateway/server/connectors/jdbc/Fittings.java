package dev.hoop.gateway.server.connectors.jdbc;

import java.sql.Connection;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** What each pooled connection of a target is set to. A connection never seen is as the target made it. Thread-safe. */
final class Fittings {
    private final LinkState usual;
    private final Map<Connection, LinkState> states = Collections.synchronizedMap(new WeakHashMap<>());

    Fittings(LinkState usual) {
        this.usual = usual;
    }

    /** What a new connection is set to. */
    LinkState usual() {
        return usual;
    }

    LinkState of(Connection raw) {
        return states.getOrDefault(raw, usual);
    }

    void remember(Connection raw, LinkState state) {
        if (state.equals(usual)) {
            states.remove(raw);
        } else {
            states.put(raw, state);
        }
    }

    void forget(Connection raw) {
        states.remove(raw);
    }
}
