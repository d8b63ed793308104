package dev.hoop.gateway.server.corpus;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;

@Tag("e2e")
final class MariaDbOnMaskedIT extends OnMaskedContract {
    MariaDbOnMaskedIT() {
        super("mariadb");
    }

    @Override
    String emptyDatabase() throws SQLException {
        MariaDbServer server = MariaDbServer.shared();
        try (Connection connection = DriverManager.getConnection(server.url(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists on_masked");
            statement.execute("create database on_masked");
        }
        return server.url().replaceAll("/hoop$", "/on_masked");
    }

    @Override
    String user() {
        return MariaDbServer.shared().user();
    }

    @Override
    String password() {
        return MariaDbServer.shared().password();
    }

    @Override
    String nullable(String table, String column) {
        return "alter table " + table + " modify " + column + " varchar(50) null";
    }
}
