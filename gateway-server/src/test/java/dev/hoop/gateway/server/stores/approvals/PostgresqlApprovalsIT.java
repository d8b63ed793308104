package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.server.fixture.FreePort;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.approvals.ApprovalsContract;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.StateDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

final class PostgresqlApprovalsIT extends ApprovalsContract {
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
    protected Approvals open() {
        database = StateDatabase.shared(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        return new SqlApprovals(database, NodeLease.take(database, "node-1"));
    }

    @Override
    protected void revoke(String tokenId) {
        Objects.requireNonNull(database).transact(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into revoked_token (token_id, revoked_by, revoked_at) values (?, 'test', current_timestamp)")) {
                insert.setString(1, tokenId);
                return insert.executeUpdate();
            }
        });
    }

    @Override
    protected Approvals restart(Approvals approvals) {
        approvals.close();
        closeDatabase();
        return open();
    }

    @AfterEach
    void dropEverything() throws SQLException {
        closeDatabase();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        }
    }

    private void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }
}
