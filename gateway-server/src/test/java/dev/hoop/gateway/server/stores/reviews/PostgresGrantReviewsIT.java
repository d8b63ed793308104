package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.server.fixture.PostgresServer;
import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.Outbox;
import dev.hoop.gateway.server.stores.StateDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class PostgresGrantReviewsIT extends GrantReviewsContract {
    private static final PostgresServer POSTGRES = PostgresServer.shared();
    private static final String NAME = "hoop_grant_reviews";

    private StateDatabase database;

    @BeforeEach
    void open() throws SQLException {
        try (Connection connection = DriverManager.getConnection(POSTGRES.url(), POSTGRES.user(), POSTGRES.password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + NAME + " with (force)");
            statement.execute("create database " + NAME);
        }
        database = StateDatabase.shared(
                "jdbc:postgresql://localhost:" + POSTGRES.port() + "/" + NAME, POSTGRES.user(), POSTGRES.password());
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
