package dev.hoop.gateway.server.stores;

import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.server.ports.notifications.DeadLetters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages that leave with the transaction that made them true, or not at all. Each reaches its destination at least once, as long as that
 * answers within about a day; its number tells it apart when it comes twice. Thread-safe.
 */
public final class Outbox implements DeadLetters {
    /** After so many attempts a message is dead, and waits for a person. */
    public static final int MOST_TRIES = 20;

    private static final int BATCH = 20;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(2);
    private static final int KEEP_DAYS = 30;

    private final StateDatabase database;
    private final List<String> destinations;

    /** @param destinations the names of those who are told; nothing is kept for anybody else */
    public Outbox(StateDatabase database, List<String> destinations) {
        this.database = database;
        this.destinations = List.copyOf(destinations);
    }

    /** A message for one destination. */
    public record Letter(long id, String destination, String topic, String body, int tries) {
        /** Leaves the body out. */
        @Override
        public String toString() {
            return "Letter[" + id + " to " + destination + "]";
        }
    }

    /** Whether anybody is told anything. */
    public boolean isOpen() {
        return !destinations.isEmpty();
    }

    /** Adds a message to the caller's transaction, once per destination. */
    public void put(Connection connection, String topic, String body) throws SQLException {
        for (String destination : destinations) {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into outbox (destination, topic, body, created_at, due_at, tries, state)
                    values (?, ?, ?, current_timestamp, current_timestamp, 0, 'WAITING')
                    """)) {
                insert.setString(1, destination);
                insert.setString(2, topic);
                insert.setString(3, body);
                insert.executeUpdate();
            }
        }
    }

    /** Takes what is due, oldest first. Each is the caller's alone until its next time, which is later with every try. */
    public List<Letter> take() {
        List<Letter> due = database.ask(Outbox::due);
        List<Letter> taken = new ArrayList<>();
        for (Letter letter : due) {
            if (destinations.contains(letter.destination()) && take(letter)) {
                taken.add(letter);
            }
        }
        return taken;
    }

    /** It has arrived. */
    public void sent(Letter letter) {
        settle(letter, "SENT");
    }

    /** As {@link #failed(Letter)}, and if it comes again, then not before so long. */
    public boolean failed(Letter letter, Duration notBefore) {
        boolean dead = failed(letter);
        if (!dead) {
            long seconds = Math.max(1, Math.min(notBefore.toSeconds(), LONGEST_PAUSE.toSeconds()));
            database.transact(connection -> {
                try (PreparedStatement later = connection.prepareStatement(
                        "update outbox set due_at = current_timestamp + interval '%d' second".formatted(seconds)
                                + " where id = ? and state = 'WAITING'")) {
                    later.setLong(1, letter.id());
                    return later.executeUpdate();
                }
            });
        }
        return dead;
    }

    /** It has not; it comes again, or is dead. Answers whether it is dead. */
    public boolean failed(Letter letter) {
        boolean dead = letter.tries() + 1 >= MOST_TRIES;
        if (dead) {
            settle(letter, "DEAD");
        }
        return dead;
    }

    /** Forgets what arrived long ago. What is dead stays. */
    public void forget() {
        database.ask(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from outbox where state = 'SENT' and created_at < current_timestamp - interval '%d' day"
                            .formatted(KEEP_DAYS))) {
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public Listed<DeadLetters.Letter> dead(Stretch stretch) {
        boolean onward = stretch.after().isPresent();
        String query = "select id, destination, topic, body, tries, created_at from outbox where state = 'DEAD'"
                + (onward ? " and id < ?" : "") + " order by id desc limit " + (stretch.limit() + 1);
        return database.ask(connection -> {
            List<DeadLetters.Letter> dead = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(query)) {
                if (onward) {
                    select.setLong(1, number(stretch.after().get().id()));
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        dead.add(new DeadLetters.Letter(
                                rows.getLong(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getInt(5),
                                rows.getObject(6, OffsetDateTime.class).toInstant()));
                    }
                }
            }
            return Listed.cut(dead, each -> new Stretch.Place(each.at(), Long.toString(each.id())), stretch.limit());
        });
    }

    /** What is no number comes after all of them. */
    private static long number(String id) {
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    @Override
    public boolean retry(long id) {
        return revive(
                "update outbox set state = 'WAITING', tries = 0, due_at = current_timestamp where id = ? and state = 'DEAD'",
                id);
    }

    @Override
    public boolean drop(long id) {
        return revive("delete from outbox where id = ? and state = 'DEAD'", id);
    }

    private boolean revive(String change, long id) {
        return database.transact(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(change)) {
                statement.setLong(1, id);
                return statement.executeUpdate() == 1;
            }
        });
    }

    private static List<Letter> due(Connection connection) throws SQLException {
        List<Letter> due = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                        select id, destination, topic, body, tries from outbox
                         where state = 'WAITING' and due_at <= current_timestamp order by id limit %d
                        """.formatted(BATCH));
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                due.add(new Letter(
                        rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getInt(5)));
            }
        }
        return due;
    }

    /** By one conditional update: of two who try, one sees that the number of tries is another. */
    private boolean take(Letter letter) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(letter.tries(), 20));
        long seconds = Math.min(pause.toSeconds(), LONGEST_PAUSE.toSeconds());
        return database.transact(connection -> {
            try (PreparedStatement take = connection.prepareStatement(
                    "update outbox set tries = tries + 1, due_at = current_timestamp + interval '%d' second"
                                    .formatted(seconds)
                            + " where id = ? and tries = ? and state = 'WAITING'")) {
                take.setLong(1, letter.id());
                take.setInt(2, letter.tries());
                return take.executeUpdate() == 1;
            }
        });
    }

    private void settle(Letter letter, String state) {
        database.transact(connection -> {
            try (PreparedStatement settle =
                    connection.prepareStatement("update outbox set state = ? where id = ? and state = 'WAITING'")) {
                settle.setString(1, state);
                settle.setLong(2, letter.id());
                return settle.executeUpdate();
            }
        });
    }
}
