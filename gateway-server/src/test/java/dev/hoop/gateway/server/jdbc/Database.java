package dev.hoop.gateway.server.jdbc;

import java.util.List;

/**
 * A database to hold the driver against.
 *
 * @param schema statements that make tables {@code kinds} (one column per type, an {@code id} first), {@code people} and {@code numbers}
 * @param slow a query that takes longer than any test waits
 * @param warns a statement that the database warns about, or empty if it never does
 * @param many a query of 100,000 rows with the columns {@code n} and {@code pad}
 */
record Database(String url, String user, String password, List<String> schema, String slow, String warns, String many) {
    /** Leaves the password out. */
    @Override
    public String toString() {
        return "Database[" + url + "]";
    }
}
