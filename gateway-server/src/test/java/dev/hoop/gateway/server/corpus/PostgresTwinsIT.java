package dev.hoop.gateway.server.corpus;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

final class PostgresTwinsIT extends TwinsContract {
    PostgresTwinsIT() {
        super("postgresql");
    }

    @Override
    String emptyDatabase(String name) throws SQLException {
        PostgresServer server = PostgresServer.shared();
        try (Connection connection = DriverManager.getConnection(server.url(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists twin_" + name);
            statement.execute("create database twin_" + name);
            statement.execute("alter database twin_" + name + " set search_path = shop, public");
        }
        return server.url().replaceAll("/postgres$", "/twin_" + name);
    }

    @Override
    String user() {
        return PostgresServer.shared().user();
    }

    @Override
    String password() {
        return PostgresServer.shared().password();
    }
}
