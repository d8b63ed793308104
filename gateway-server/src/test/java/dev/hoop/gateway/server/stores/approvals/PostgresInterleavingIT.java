package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.server.fixture.PostgresServer;
import dev.hoop.gateway.server.stores.StateDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class PostgresInterleavingIT extends InterleavingContract {
    private static final PostgresServer POSTGRES = PostgresServer.shared();
    private static final String NAME = "hoop_interleavings";

    private StateDatabase database;

    @BeforeEach
    void open() throws SQLException {
        try (Connection connection = DriverManager.getConnection(POSTGRES.url(), POSTGRES.user(), POSTGRES.password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + NAME + " with (force)");
            statement.execute("create database " + NAME);
        }
        database = StateDatabase.shared(
                POSTGRES.url().replaceFirst("/postgres$", "/" + NAME), POSTGRES.user(), POSTGRES.password());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    StateDatabase database() {
        return database;
    }
}
