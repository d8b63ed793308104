package dev.hoop.gateway.server.corpus;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

final class PostgresOnMaskedIT extends OnMaskedContract {
    PostgresOnMaskedIT() {
        super("postgresql");
    }

    @Override
    String emptyDatabase() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        try (Connection connection = DriverManager.getConnection(server.url(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists on_masked");
            statement.execute("create database on_masked");
            statement.execute("alter database on_masked set search_path = shop, public");
        }
        return server.url().replaceAll("/postgres$", "/on_masked");
    }

    @Override
    String user() {
        return PostgresServer.shared().user();
    }

    @Override
    String password() {
        return PostgresServer.shared().password();
    }

    @Override
    List<String> refreshes() {
        return List.of("refresh materialized view m_customers");
    }
}
