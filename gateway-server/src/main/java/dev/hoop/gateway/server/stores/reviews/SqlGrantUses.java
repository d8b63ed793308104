package dev.hoop.gateway.server.stores.reviews;

import dev.hoop.gateway.server.ports.reviews.GrantUses;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.StateDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Uses of grants in the state database, on H2 and PostgreSQL alike. */
public final class SqlGrantUses implements GrantUses {
    private static final String KEY =
            " where grant_name = ? and kind = ? and object = ? and used_on = current_date and node = ?";

    private final StateDatabase database;
    private final String node;

    /** @param node this process, which alone changes the rows it has written */
    public SqlGrantUses(StateDatabase database, NodeLease node) {
        this.database = database;
        this.node = node.incarnation();
    }

    @Override
    public void add(Map<Use, Long> uses) {
        database.transact(connection -> {
            for (Map.Entry<Use, Long> use : uses.entrySet()) {
                add(connection, use.getKey(), use.getValue());
            }
            return uses.size();
        });
    }

    private void add(Connection connection, Use use, long times) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update grant_use set uses = uses + ?, last_at = current_timestamp" + KEY)) {
            update.setLong(1, times);
            set(update, 2, use);
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into grant_use (uses, grant_name, kind, object, node, used_on, last_at)"
                        + " values (?, ?, ?, ?, ?, current_date, current_timestamp)")) {
            insert.setLong(1, times);
            set(insert, 2, use);
            insert.executeUpdate();
        }
    }

    private void set(PreparedStatement statement, int first, Use use) throws SQLException {
        statement.setString(first, use.grant());
        statement.setString(first + 1, use.kind());
        statement.setString(first + 2, use.object());
        statement.setString(first + 3, node);
    }

    @Override
    public Map<String, List<Total>> totals() {
        return database.ask(connection -> {
            Map<String, List<Total>> totals = new LinkedHashMap<>();
            try (PreparedStatement query = connection.prepareStatement("""
                            select grant_name, kind, object, sum(uses), max(last_at) from grant_use
                             where used_on > current_date - interval '%d' day
                             group by grant_name, kind, object order by 4 desc, 1, 2, 3
                            """.formatted(DAYS));
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Use use = new Use(rows.getString(1), rows.getString(2), rows.getString(3));
                    totals.computeIfAbsent(use.grant(), grant -> new ArrayList<>())
                            .add(new Total(
                                    use,
                                    rows.getLong(4),
                                    rows.getObject(5, OffsetDateTime.class).toInstant()));
                }
            }
            return totals;
        });
    }

    @Override
    public void usedBy(Map<String, Set<String>> people) {
        database.transact(connection -> {
            for (Map.Entry<String, Set<String>> grant : people.entrySet()) {
                for (String person : grant.getValue()) {
                    usedBy(connection, grant.getKey(), person);
                }
            }
            return people.size();
        });
    }

    private void usedBy(Connection connection, String grant, String person) throws SQLException {
        for (String text : List.of(
                "update grant_person set used_on = current_date where grant_name = ? and person = ? and node = ?",
                "insert into grant_person (used_on, grant_name, person, node) values (current_date, ?, ?, ?)")) {
            try (PreparedStatement statement = connection.prepareStatement(text)) {
                statement.setString(1, grant);
                statement.setString(2, person);
                statement.setString(3, node);
                if (statement.executeUpdate() > 0) {
                    return;
                }
            }
        }
    }

    @Override
    public Map<String, Set<String>> people() {
        return database.ask(connection -> {
            Map<String, Set<String>> people = new LinkedHashMap<>();
            try (PreparedStatement query = connection.prepareStatement("""
                            select distinct grant_name, person from grant_person
                             where used_on > current_date - interval '%d' day order by 1, 2
                            """.formatted(DAYS));
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    people.computeIfAbsent(rows.getString(1), grant -> new TreeSet<>())
                            .add(rows.getString(2));
                }
            }
            return people;
        });
    }

    @Override
    public void forget() {
        forget("grant_use");
        forget("grant_person");
    }

    private void forget(String table) {
        database.ask(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from %s where used_on < current_date - interval '%d' day".formatted(table, 2 * DAYS))) {
                return delete.executeUpdate();
            }
        });
    }
}
