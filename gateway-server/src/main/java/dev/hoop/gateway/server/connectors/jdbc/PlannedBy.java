package dev.hoop.gateway.server.connectors.jdbc;

import java.sql.Connection;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * By which definitions each pooled connection of a target has prepared what it runs again. A connection never seen has prepared nothing.
 * Thread-safe.
 */
final class PlannedBy {
    private final Map<Connection, Long> versions = Collections.synchronizedMap(new WeakHashMap<>());

    /** The version that the connection's plans are of, which for a new connection is the one given. */
    long version(Connection raw, long now) {
        return versions.computeIfAbsent(raw, unseen -> now);
    }

    void remember(Connection raw, long version) {
        versions.put(raw, version);
    }
}
