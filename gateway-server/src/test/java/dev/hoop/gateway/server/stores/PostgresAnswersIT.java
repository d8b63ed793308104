package dev.hoop.gateway.server.stores;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class PostgresAnswersIT extends AnswersContract {
    private static final PostgresServer POSTGRES = PostgresServer.shared();
    private static final String NAME = "hoop_answers";

    private StateDatabase database;

    @BeforeEach
    void open() throws SQLException {
        say("drop database if exists " + NAME + " with (force)", "create database " + NAME);
        database = StateDatabase.shared(
                "jdbc:postgresql://localhost:" + POSTGRES.port() + "/" + NAME, POSTGRES.user(), POSTGRES.password());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    StateDatabase database() {
        return database;
    }

    private static void say(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(POSTGRES.url(), POSTGRES.user(), POSTGRES.password());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
