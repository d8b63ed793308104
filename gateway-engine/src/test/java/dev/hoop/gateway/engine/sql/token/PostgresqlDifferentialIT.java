package dev.hoop.gateway.engine.sql.token;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresqlDifferentialIT {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void postgresqlUnderstandsWhatWeUnderstand() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            new Differential(connection, LexicalSettings.postgresql("on", "UTF8", "18.6")).run(20_000, 1_000);
        }
    }

    @Test
    void postgresqlUnderstandsWhatWeUnderstandWithBackslashes() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET standard_conforming_strings = off");
            statement.execute("SET escape_string_warning = off");
            new Differential(connection, LexicalSettings.postgresql("off", "UTF8", "18.6")).run(10_000, 300);
        }
    }
}
