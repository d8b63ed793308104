package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns;
import dev.hoop.gateway.server.stores.Outbox;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.stores.StateHint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Campaigns in the state database, on H2 and PostgreSQL alike. */
public final class SqlReviewCampaigns implements ReviewCampaigns {
    /** Who decides when nobody does. */
    private static final String NOBODY = "campaign:";

    private final StateDatabase database;
    private final Outbox outbox;

    public SqlReviewCampaigns(StateDatabase database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    @Override
    public Campaign start(Draft draft) {
        return database.transact(connection -> {
            CampaignRows.insert(connection, draft);
            Campaign campaign = CampaignRows.find(connection, draft.id()).orElseThrow();
            outbox.put(connection, "campaign-started", CampaignJson.news(campaign));
            return campaign;
        });
    }

    @Override
    public List<Campaign> list() {
        return database.ask(connection -> CampaignRows.list(connection, "order by c.started_at desc, c.id limit 200"));
    }

    @Override
    public Optional<Campaign> find(String id) {
        return database.ask(connection -> CampaignRows.find(connection, id));
    }

    @Override
    public boolean decide(String id, GrantReviews.Ruling ruling) {
        return database.transact(connection -> {
            if (!isOpen(connection, id, "and due_at > current_timestamp") || !decided(connection, id, ruling, false)) {
                return false;
            }
            SqlGrantReviews.add(connection, ruling, id);
            database.hint(connection, StateHint.REVOCATION);
            return true;
        });
    }

    @Override
    public boolean settle(String id, Automatic automatic) {
        GrantReviews.Verdict verdict = switch (automatic.action()) {
            case KEEP -> GrantReviews.Verdict.KEEP;
            case READ_ONLY -> GrantReviews.Verdict.REDUCE;
            case REVOKE -> GrantReviews.Verdict.REVOKE;
        };
        GrantReviews.Ruling ruling = new GrantReviews.Ruling(
                automatic.grant(), "", verdict, automatic.narrowing(), NOBODY + id, automatic.reason());
        return database.transact(connection -> {
            if (!isOpen(connection, id, "and due_at <= current_timestamp") || !decided(connection, id, ruling, true)) {
                return false;
            }
            if (verdict != GrantReviews.Verdict.KEEP) { // that nobody said anything confirms nothing
                SqlGrantReviews.add(connection, ruling, id);
                database.hint(connection, StateHint.REVOCATION);
            }
            return true;
        });
    }

    /** Keeps the campaign as it is until the transaction ends. */
    private static boolean isOpen(Connection connection, String id, String also) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select id from review_campaign where id = ? and state = 'OPEN' " + also + " for update")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static boolean decided(Connection connection, String id, GrantReviews.Ruling ruling, boolean automatic)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update review_item set verdict = ?, narrowing = ?, decided_by = ?, reason = ?, automatic = ?,
                       decided_at = current_timestamp
                 where campaign_id = ? and grant_name = ? and verdict = ''
                """)) {
            update.setString(1, ruling.verdict().name());
            update.setString(2, NarrowingText.of(ruling.narrowing()));
            update.setString(3, ruling.by());
            update.setString(4, SqlGrantReviews.cut(ruling.reason()));
            update.setBoolean(5, automatic);
            update.setString(6, id);
            update.setString(7, ruling.grant());
            return update.executeUpdate() == 1;
        }
    }

    @Override
    public boolean close(String id, String by) {
        return database.transact(connection -> {
            if (!isOpen(connection, id, "")) { // and nobody decides meanwhile
                return false;
            }
            try (PreparedStatement update = connection.prepareStatement("""
                    update review_campaign set closed_by = ?, closed_at = current_timestamp, settling_until = null,
                           state = case when exists (select 1 from review_item i
                                                      where i.campaign_id = review_campaign.id and i.verdict = '')
                                   then 'ABANDONED' else 'CLOSED' end
                     where id = ? and state = 'OPEN'
                    """)) {
                update.setString(1, by);
                update.setString(2, id);
                update.executeUpdate();
            }
            Campaign campaign = CampaignRows.find(connection, id).orElseThrow();
            outbox.put(connection, "campaign-closed", CampaignJson.news(campaign));
            return true;
        });
    }

    @Override
    public List<Campaign> takeDue() {
        List<String> due = database.ask(
                connection -> CampaignRows.ids(
                        connection,
                        "state = 'OPEN' and due_at <= current_timestamp and coalesce(settling_until, due_at) <= current_timestamp"));
        List<Campaign> taken = new ArrayList<>();
        for (String id : due) {
            if (take(id)) {
                find(id).ifPresent(taken::add);
            }
        }
        return taken;
    }

    private boolean take(String id) {
        return database.transact(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update review_campaign set settling_until = current_timestamp + interval '60' second
                     where id = ? and state = 'OPEN' and due_at <= current_timestamp
                       and coalesce(settling_until, due_at) <= current_timestamp
                    """)) {
                update.setString(1, id);
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public int remind() {
        List<String> ids = database.ask(
                connection -> CampaignRows.ids(connection, "state = 'OPEN' and remind_at <= current_timestamp"));
        int told = 0;
        for (String id : ids) {
            told += database.transact(connection -> remind(connection, id)) ? 1 : 0;
        }
        return told;
    }

    /** Moves its time on and tells, together: of two gateways one tells. */
    private boolean remind(Connection connection, String id) throws SQLException {
        if (!CampaignRows.moveReminder(connection, id)) {
            return false;
        }
        Campaign campaign = CampaignRows.find(connection, id).orElseThrow();
        if (campaign.undecided() > 0) {
            outbox.put(connection, "campaign-reminder", CampaignJson.news(campaign));
        }
        return campaign.undecided() > 0;
    }
}
