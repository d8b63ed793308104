package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.AtDue;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Draft;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Item;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Snapshot;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of campaigns and their items. */
final class CampaignRows {
    private static final String COLUMNS = """
            select c.id, c.name, c.state, c.scope, c.reviewers, c.at_due, c.policy, c.started_by, c.reason, c.started_at, c.due_at,
                   c.closed_by, c.closed_at,
                   (select count(*) from review_item i where i.campaign_id = c.id),
                   (select count(*) from review_item i where i.campaign_id = c.id and i.verdict = '')
              from review_campaign c
            """;

    private CampaignRows() {}

    static void insert(Connection connection, Draft draft) throws SQLException {
        List<Long> remind = draft.remind().stream()
                .filter(before -> before.compareTo(draft.within()) < 0)
                .map(Duration::toSeconds)
                .sorted()
                .toList();
        long within = draft.within().toSeconds();
        String first = remind.isEmpty() ? "null" : after(within - remind.get(remind.size() - 1));
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into review_campaign (id, name, state, scope, reviewers, remind, at_due, policy, started_by, reason, closed_by,
                                             started_at, due_at, remind_at)
                values (?, ?, 'OPEN', ?, ?, ?, ?, ?, ?, ?, '', current_timestamp, %s, %s)
                """.formatted(after(within), first))) {
            insert.setString(1, draft.id());
            insert.setString(2, draft.name());
            insert.setString(3, CampaignJson.write(draft.scope()));
            insert.setString(4, CampaignJson.write(draft.reviewers()));
            insert.setString(5, CampaignJson.write(remind));
            insert.setString(6, draft.atDue().name());
            insert.setString(7, draft.policy());
            insert.setString(8, draft.by());
            insert.setString(9, SqlGrantReviews.cut(draft.reason()));
            insert.executeUpdate();
        }
        int ordinal = 0;
        for (Snapshot snapshot : draft.grants()) {
            insert(connection, draft.id(), snapshot, ordinal++);
        }
    }

    private static String after(long seconds) {
        return "current_timestamp + interval '%d' second".formatted(seconds);
    }

    private static void insert(Connection connection, String id, Snapshot snapshot, int ordinal) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into review_item (campaign_id, grant_name, ordinal, snapshot, verdict, narrowing, decided_by, reason, automatic)
                values (?, ?, ?, ?, '', '', '', '', false)
                """)) {
            insert.setString(1, id);
            insert.setString(2, snapshot.grant());
            insert.setInt(3, ordinal);
            insert.setString(4, CampaignJson.write(snapshot));
            insert.executeUpdate();
        }
    }

    static Optional<Campaign> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS + "where c.id = ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(campaign(row, items(connection, id))) : Optional.empty();
            }
        }
    }

    static List<Campaign> list(Connection connection, String rest) throws SQLException {
        List<Campaign> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS + rest);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(campaign(rows, List.of()));
            }
        }
        return found;
    }

    static List<String> ids(Connection connection, String condition) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "select id from review_campaign where " + condition + " order by id");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** Sets the next reminder after now, or none. False when it is not time, or somebody else was first. */
    static boolean moveReminder(Connection connection, String id) throws SQLException {
        String remind;
        OffsetDateTime due;
        Instant now;
        try (PreparedStatement query = connection.prepareStatement("""
                select remind, due_at, current_timestamp from review_campaign
                 where id = ? and state = 'OPEN' and remind_at <= current_timestamp for update
                """)) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                remind = row.getString(1);
                due = row.getObject(2, OffsetDateTime.class);
                now = row.getObject(3, OffsetDateTime.class).toInstant();
            }
        }
        Optional<OffsetDateTime> next = CampaignJson.numbers(remind).stream()
                .map(due::minusSeconds)
                .filter(at -> at.toInstant().isAfter(now))
                .min(OffsetDateTime::compareTo);
        try (PreparedStatement update =
                connection.prepareStatement("update review_campaign set remind_at = ? where id = ?")) {
            update.setObject(1, next.orElse(null));
            update.setString(2, id);
            return update.executeUpdate() == 1;
        }
    }

    private static List<Item> items(Connection connection, String id) throws SQLException {
        List<Item> items = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select snapshot, verdict, narrowing, decided_by, reason, automatic, decided_at from review_item
                 where campaign_id = ? order by ordinal
                """)) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    items.add(item(rows));
                }
            }
        }
        return items;
    }

    private static Item item(ResultSet row) throws SQLException {
        String verdict = row.getString(2);
        return new Item(
                CampaignJson.snapshot(row.getString(1)),
                verdict.isEmpty() ? Optional.empty() : Optional.of(GrantReviews.Verdict.valueOf(verdict)),
                NarrowingText.words(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                time(row, 7));
    }

    private static Campaign campaign(ResultSet row, List<Item> items) throws SQLException {
        return new Campaign(
                row.getString(1),
                row.getString(2),
                State.valueOf(row.getString(3)),
                CampaignJson.scope(row.getString(4)),
                CampaignJson.texts(row.getString(5)),
                AtDue.valueOf(row.getString(6)),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                time(row, 10).orElseThrow(),
                time(row, 11).orElseThrow(),
                row.getString(12),
                time(row, 13),
                row.getInt(14),
                row.getInt(15),
                items);
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
