package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.stores.StateHint;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reviews in the state database, on H2 and PostgreSQL alike. */
public final class SqlGrantReviews implements GrantReviews {
    private static final String COLUMNS =
            "select grant_name, scope, verdict, decided_by, reason, decided_at, current_timestamp from grant_review ";
    private static final int LONGEST_REASON = 2_000;

    private final StateDatabase database;

    public SqlGrantReviews(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void decide(String grant, String scope, Verdict verdict, String by, String reason) {
        database.transact(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into grant_review (grant_name, scope, verdict, decided_by, reason, decided_at)"
                            + " values (?, ?, ?, ?, ?, current_timestamp)")) {
                insert.setString(1, grant);
                insert.setString(2, scope);
                insert.setString(3, verdict.name());
                insert.setString(4, by);
                insert.setString(5, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
                int added = insert.executeUpdate();
                database.hint(connection, StateHint.REVOCATION);
                return added;
            }
        });
    }

    @Override
    public Newest newest() {
        return database.ask(connection -> {
            Map<String, Decision> byGrant = new HashMap<>();
            Instant now;
            try (PreparedStatement clock = connection.prepareStatement("select current_timestamp");
                    ResultSet row = clock.executeQuery()) {
                row.next();
                now = row.getObject(1, OffsetDateTime.class).toInstant();
            }
            try (PreparedStatement query = connection.prepareStatement(
                            COLUMNS + "where id in (select max(id) from grant_review group by grant_name)");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Decision decision = decision(rows);
                    byGrant.put(decision.grant(), decision);
                }
            }
            return new Newest(byGrant, now);
        });
    }

    @Override
    public List<Decision> history(String grant) {
        return database.ask(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement(COLUMNS + "where grant_name = ? order by id desc limit 200")) {
                query.setString(1, grant);
                try (ResultSet rows = query.executeQuery()) {
                    List<Decision> history = new ArrayList<>();
                    while (rows.next()) {
                        history.add(decision(rows));
                    }
                    return history;
                }
            }
        });
    }

    private static Decision decision(ResultSet row) throws SQLException {
        return new Decision(
                row.getString(1),
                row.getString(2),
                Verdict.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }
}
