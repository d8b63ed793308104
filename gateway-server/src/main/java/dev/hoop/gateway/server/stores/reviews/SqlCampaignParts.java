package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.server.ports.reviews.CampaignParts;
import dev.hoop.gateway.server.ports.reviews.TrailPart;
import dev.hoop.gateway.server.stores.StateDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Parts of evidence in the state database. */
public final class SqlCampaignParts implements CampaignParts {
    private static final String LACKING = """
            select c.id, c.state, (select count(*) from review_item i where i.campaign_id = c.id and i.verdict <> '')
              from review_campaign c left join campaign_part p on p.campaign_id = c.id and p.trail = ?
             where coalesce(p.complete, false) = false
               and (c.state <> 'OPEN'
                    or (coalesce(p.made_at, c.started_at) < current_timestamp - interval '10' minute
                        and (p.decided is null or p.decided <> (select count(*) from review_item i
                                                                  where i.campaign_id = c.id and i.verdict <> ''))))
             order by c.id
            """;

    private final StateDatabase database;

    public SqlCampaignParts(StateDatabase database) {
        this.database = database;
    }

    @Override
    public List<Lacking> lacking(String trail) {
        return database.ask(connection -> {
            try (PreparedStatement query = connection.prepareStatement(LACKING)) {
                query.setString(1, trail);
                try (ResultSet rows = query.executeQuery()) {
                    List<Lacking> lacking = new ArrayList<>();
                    while (rows.next()) {
                        lacking.add(new Lacking(
                                rows.getString(1), !rows.getString(2).equals("OPEN"), rows.getInt(3)));
                    }
                    return lacking;
                }
            }
        });
    }

    @Override
    public void keep(Lacking lacking, TrailPart part) {
        database.transact(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from campaign_part where campaign_id = ? and trail = ? and complete = false")) {
                delete.setString(1, lacking.campaign());
                delete.setString(2, part.trail());
                delete.executeUpdate();
            }
            return insert(connection, lacking, part);
        });
    }

    private static int insert(Connection connection, Lacking lacking, TrailPart part) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into campaign_part (campaign_id, trail, records, proofs, checkpoint, decided, complete, made_at)
                select ?, ?, ?, ?, ?, ?, ?, current_timestamp
                 where not exists (select 1 from campaign_part where campaign_id = ? and trail = ?)
                """)) {
            insert.setString(1, lacking.campaign());
            insert.setString(2, part.trail());
            insert.setString(3, part.records());
            insert.setString(4, part.proofs());
            insert.setString(5, part.checkpoint());
            insert.setInt(6, lacking.decided());
            insert.setBoolean(7, lacking.hasEnded());
            insert.setString(8, lacking.campaign());
            insert.setString(9, part.trail());
            return insert.executeUpdate();
        }
    }

    @Override
    public List<TrailPart> of(String campaign) {
        return database.ask(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "select trail, records, proofs, checkpoint from campaign_part where campaign_id = ? order by trail")) {
                query.setString(1, campaign);
                try (ResultSet rows = query.executeQuery()) {
                    List<TrailPart> parts = new ArrayList<>();
                    while (rows.next()) {
                        parts.add(new TrailPart(
                                rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                    }
                    return parts;
                }
            }
        });
    }
}
