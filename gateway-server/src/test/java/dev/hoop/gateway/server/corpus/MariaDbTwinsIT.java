package dev.hoop.gateway.server.corpus;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;

@Tag("e2e")
final class MariaDbTwinsIT extends TwinsContract {
    MariaDbTwinsIT() {
        super("mariadb");
    }

    @Override
    String emptyDatabase(String name) throws SQLException {
        MariaDbServer server = MariaDbServer.shared();
        try (Connection connection = DriverManager.getConnection(server.url(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists twin_" + name);
            statement.execute("create database twin_" + name);
        }
        return server.url().replaceAll("/hoop$", "/twin_" + name);
    }

    @Override
    String user() {
        return MariaDbServer.shared().user();
    }

    @Override
    String password() {
        return MariaDbServer.shared().password();
    }
}
