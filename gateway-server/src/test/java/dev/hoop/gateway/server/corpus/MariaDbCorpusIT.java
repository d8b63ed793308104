package dev.hoop.gateway.server.corpus;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;

@Tag("e2e")
final class MariaDbCorpusIT extends CorpusContract {
    MariaDbCorpusIT() {
        super("mariadb");
    }

    @Override
    String emptyDatabase() throws SQLException {
        MariaDbServer server = MariaDbServer.shared();
        try (Connection connection = DriverManager.getConnection(server.url(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists shop");
            statement.execute("create database shop");
        }
        return server.url().replaceAll("/hoop$", "/shop");
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
