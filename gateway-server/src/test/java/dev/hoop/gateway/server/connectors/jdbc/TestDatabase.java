package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.targets.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A database under test, and how it says what all can say.
 *
 * @param sleep a query that takes the number of seconds put into it
 * @param series a query that answers with as many numbers, from one, as are put into it
 */
record TestDatabase(Dialect dialect, String url, String user, String password, String sleep, String series) {
    Target target(Map<String, String> options) {
        return new Target(new TargetName("orders"), "jdbc", url, "env:ORDERS_DB", options);
    }

    Credentials credentials() {
        return reference -> new Credentials.Secret(user, password);
    }

    /** Runs statements directly, without the gateway. */
    void run(String... statements) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
