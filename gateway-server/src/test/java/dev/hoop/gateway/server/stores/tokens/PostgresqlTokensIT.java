package dev.hoop.gateway.server.stores.tokens;

import dev.hoop.gateway.server.fixture.FreePort;
import dev.hoop.gateway.server.ports.identity.TokenStore;
import dev.hoop.gateway.server.ports.identity.TokenStoreContract;
import dev.hoop.gateway.server.stores.StateDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

final class PostgresqlTokensIT extends TokenStoreContract {
    private static EmbeddedPostgres server;

    private @Nullable StateDatabase database;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().setPort(FreePort.find()).start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected TokenStore open() {
        database = StateDatabase.shared(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        return new SqlTokens(database);
    }

    @AfterEach
    void empty() throws SQLException {
        if (database != null) {
            try (Connection connection = database.source().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("truncate issued_token, revoked_token");
            }
            database.close();
        }
    }
}
