package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.server.connectors.jdbc.products.Product;
import java.sql.Connection;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Under what the pooled connections of a target were taken. A driver that keeps what it has found under a name goes on by it when there is
 * another definition of that name, so its connection serves only those who would find the same. Thread-safe.
 */
final class KeptNames {
    private final Product product;
    private final Map<Connection, Found> found = Collections.synchronizedMap(new WeakHashMap<>());

    private record Found(long definitions, String schema) {}

    KeptNames(Product product) {
        this.product = product;
    }

    /** Whether what the connection keeps, if anything, is what would be found by these definitions from that schema. */
    boolean hold(Connection raw, long definitions, String schema) {
        Found now = new Found(definitions, schema);
        if (product.keepsNames(raw)) {
            return now.equals(found.get(raw));
        }
        found.put(raw, now);
        return true;
    }
}
