package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.StateDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class H2GrantReviewsIT extends GrantReviewsContract {
    @TempDir
    Path directory;

    private StateDatabase database;

    @BeforeEach
    void open() {
        database = StateDatabase.embedded(directory);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    GrantReviews reviews() {
        return new SqlGrantReviews(database);
    }

    @Override
    GrantUses uses(String gateway) {
        return new SqlGrantUses(database, NodeLease.take(database, gateway));
    }
}
