package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.approvals.ApprovalsContract;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.StateDatabase;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class H2ApprovalsIT extends ApprovalsContract {
    @TempDir
    Path directory;

    private @Nullable StateDatabase database;

    @Override
    protected Approvals open() {
        database = StateDatabase.embedded(directory);
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
    void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }
}
