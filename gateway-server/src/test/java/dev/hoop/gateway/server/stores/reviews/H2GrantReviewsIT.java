package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.Outbox;
import dev.hoop.gateway.server.stores.StateDatabase;
import java.nio.file.Path;
import java.util.List;
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

    @Override
    ReviewCampaigns campaigns() {
        return new SqlReviewCampaigns(database, new Outbox(database, List.of("ops")));
    }

    @Override
    List<String> told() {
        return new Outbox(database, List.of("ops"))
                .take().stream().map(Outbox.Letter::topic).toList();
    }
}
