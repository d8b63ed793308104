package dev.hoop.gateway.server.connectors.jdbc.catalogues;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs one query over the catalogue and hands on its rows. */
final class Query {
    private static final int TIMEOUT_SECONDS = 30;

    /** Takes one row. */
    @FunctionalInterface
    interface Take {
        void row(ResultSet row) throws SQLException;
    }

    private Query() {}

    static void each(Connection connection, String text, Take take) throws SQLException {
        try (Statement ask = connection.createStatement()) {
            ask.setQueryTimeout(TIMEOUT_SECONDS);
            try (ResultSet rows = ask.executeQuery(text)) {
                while (rows.next()) {
                    take.row(rows);
                }
            }
        }
    }
}
