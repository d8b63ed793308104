package dev.hoop.gateway.engine.sql.token;

import dev.hoop.gateway.engine.Dialect;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("e2e")
class MariadbDifferentialIT {
    private static MariadbServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = MariadbServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STRICT_TRANS_TABLES",
                "ANSI_QUOTES",
                "NO_BACKSLASH_ESCAPES",
                "ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT",
                "ANSI"
            })
    void mariadbUnderstandsWhatWeUnderstand(String mode) throws SQLException, IOException, InterruptedException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = '" + mode + "'");

            new Differential(connection, settings(statement)).run(20_000, 1_000);
        }
    }

    private static LexicalSettings settings(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT @@sql_mode, @@character_set_client, @@version")) {
            row.next();
            return LexicalSettings.mysql(Dialect.MARIADB, row.getString(1), row.getString(2), row.getString(3));
        }
    }
}
