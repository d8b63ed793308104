package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.stores.StateHint;
import java.sql.Connection;
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
            "select grant_name, scope, verdict, decided_by, reason, decided_at, narrowing from grant_review ";
    private static final int LONGEST_REASON = 2_000;

    private final StateDatabase database;

    public SqlGrantReviews(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void decide(Ruling ruling) {
        database.transact(connection -> {
            add(connection, ruling, "");
            database.hint(connection, StateHint.REVOCATION);
            return true;
        });
    }

    static void add(Connection connection, Ruling ruling, String campaign) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into grant_review (grant_name, scope, verdict, decided_by, reason, narrowing, campaign, decided_at)
                values (?, ?, ?, ?, ?, ?, ?, current_timestamp)
                """)) {
            insert.setString(1, ruling.grant());
            insert.setString(2, ruling.scope());
            insert.setString(3, ruling.verdict().name());
            insert.setString(4, ruling.by());
            insert.setString(5, cut(ruling.reason()));
            insert.setString(6, NarrowingText.of(ruling.narrowing()));
            insert.setString(7, campaign);
            insert.executeUpdate();
        }
    }

    static String cut(String reason) {
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
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
            try (PreparedStatement query = connection.prepareStatement(COLUMNS + """
                            where id in (select max(id) from grant_review
                                          where scope <> '' or verdict = 'REVOKE' group by grant_name)
                            """);
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Decision decision = decision(rows);
                    byGrant.put(decision.grant(), decision);
                }
            }
            return new Newest(byGrant, narrowed(connection), now);
        });
    }

    private static Map<String, Left> narrowed(Connection connection) throws SQLException {
        Map<String, Left> narrowed = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                        select grant_name, narrowing from grant_review
                         where verdict = 'REDUCE' and id in (
                               select max(id) from grant_review where verdict in ('REDUCE', 'RESTORE') group by grant_name)
                        """);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                narrowed.put(rows.getString(1), NarrowingText.left(rows.getString(2)));
            }
        }
        return narrowed;
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
                NarrowingText.words(row.getString(7)),
                row.getString(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }
}
