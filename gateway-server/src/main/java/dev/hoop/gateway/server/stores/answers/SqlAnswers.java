package dev.hoop.gateway.server.stores.answers;

import dev.hoop.gateway.server.stores.StateDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers by subject and key, in the state database. A key is taken by one insert, so that of two who bring it at once one does the work.
 * What was begun and never answered, since its gateway was lost, stays taken to its end: nobody knows what became of it. Thread-safe.
 */
public final class SqlAnswers {
    private static final int UNANSWERED = 0;

    private final StateDatabase database;
    private final Duration keep;

    /** @param keep how long a key is remembered */
    public SqlAnswers(StateDatabase database, Duration keep) {
        this.database = database;
        this.keep = keep;
    }

    /**
     * What is known of a key.
     *
     * @param asked the digest of what was asked under it
     * @param status of the answer; zero while there is none
     */
    public record Known(String asked, int status, String body) {
        public boolean isAnswered() {
            return status != UNANSWERED;
        }

        /** Leaves the body out. */
        @Override
        public String toString() {
            return "Known[" + status + "]";
        }
    }

    /** Takes a key for new work: empty when that succeeded, else what it was taken for before. */
    public Optional<Known> take(String subject, String key, String asked) {
        return database.transact(connection -> {
            forget(connection);
            return insert(connection, subject, key, asked) ? Optional.<Known>empty() : known(connection, subject, key);
        });
    }

    /** The answer to the work that took the key. */
    public void answered(String subject, String key, int status, String body) {
        database.transact(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update kept_answer set status = ?, body = ? where subject = ? and key_digest = ? and status = 0")) {
                update.setInt(1, status);
                update.setString(2, body);
                update.setString(3, subject);
                update.setString(4, key);
                return update.executeUpdate();
            }
        });
    }

    /** Nothing was done under the key; it may be brought again. */
    public void release(String subject, String key) {
        database.transact(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from kept_answer where subject = ? and key_digest = ? and status = 0")) {
                delete.setString(1, subject);
                delete.setString(2, key);
                return delete.executeUpdate();
            }
        });
    }

    /** Of two at once in PostgreSQL the later sees the conflict; in H2, where one works at a time, the row. */
    private boolean insert(Connection connection, String subject, String key, String asked) throws SQLException {
        String insert = """
                insert into kept_answer (subject, key_digest, asked, status, body, kept_until)
                select cast(? as varchar(512)), cast(? as varchar(64)), cast(? as varchar(64)), 0, '',
                       current_timestamp + interval '%d' second
                 where not exists (select 1 from kept_answer where subject = ? and key_digest = ?)
                """.formatted(keep.toSeconds());
        try (PreparedStatement statement =
                connection.prepareStatement(database.isExclusive() ? insert : insert + " on conflict do nothing")) {
            statement.setString(1, subject);
            statement.setString(2, key);
            statement.setString(3, asked);
            statement.setString(4, subject);
            statement.setString(5, key);
            return statement.executeUpdate() == 1;
        }
    }

    private static Optional<Known> known(Connection connection, String subject, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select asked, status, body from kept_answer where subject = ? and key_digest = ?")) {
            query.setString(1, subject);
            query.setString(2, key);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Known(rows.getString(1), rows.getInt(2), rows.getString(3)))
                        : Optional.of(
                                new Known("", UNANSWERED, "")); // it was released in this moment: to be asked again
            }
        }
    }

    private static void forget(Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from kept_answer where kept_until <= current_timestamp")) {
            delete.executeUpdate();
        }
    }
}
