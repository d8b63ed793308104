package dev.hoop.gateway.server.connectors.jdbc.products;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement without effect, run so that a late cancel hits it and nothing else. */
final class Probe {
    private static final int TIMEOUT_SECONDS = 10;

    private Probe() {}

    /** Runs until it is no longer the cancel that ends it. Any other failure means that no cancel was waiting. */
    static void run(Connection connection, String text, String cancelledState, int attempts) throws SQLException {
        SQLException last = new SQLException("a cancel kept coming back", cancelledState);
        for (int i = 0; i < attempts; i++) {
            try (Statement probe = connection.createStatement()) {
                probe.setQueryTimeout(TIMEOUT_SECONDS);
                probe.execute(text);
                return;
            } catch (SQLException e) {
                if (!cancelledState.equals(e.getSQLState())) {
                    return;
                }
                last = e;
            }
        }
        throw last;
    }
}
