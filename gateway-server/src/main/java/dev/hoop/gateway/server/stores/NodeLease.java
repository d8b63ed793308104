package dev.hoop.gateway.server.stores;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * This process among the gateways that share the state. While its lease lasts, what it executes is its own; when the lease has run out,
 * any other gateway may say that the outcome is unknown. All times are the database's. Thread-safe.
 *
 * <p>Somebody must {@linkplain #renew renew} it well within {@link #LEASE}.
 */
public final class NodeLease implements AutoCloseable {
    /** How long a process that is not heard of counts as alive. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    private static final int FORGET_AFTER_DAYS = 7;

    private final StateDatabase database;
    private final String incarnation;

    private NodeLease(StateDatabase database, String incarnation) {
        this.database = database;
        this.incarnation = incarnation;
    }

    /**
     * Takes a lease for this process. Where the database is for one process at a time, those before it are over with that.
     *
     * @param name the gateway's name, for people; two processes may have the same
     */
    public static NodeLease take(StateDatabase database, String name) {
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        String incarnation = HexFormat.of().formatHex(bytes);
        database.transact(connection -> {
            if (database.isExclusive()) {
                update(connection, "delete from gateway_node");
            }
            update(
                    connection,
                    "delete from gateway_node where lease_until < current_timestamp - interval '%d' day"
                            .formatted(FORGET_AFTER_DAYS));
            return update(
                    connection,
                    "insert into gateway_node (incarnation, name, started_at, lease_until)"
                            + " values (?, ?, current_timestamp, current_timestamp + interval '%d' second)"
                                    .formatted(LEASE.toSeconds()),
                    incarnation,
                    name);
        });
        return new NodeLease(database, incarnation);
    }

    /** Names this process, and no earlier or later one. */
    public String incarnation() {
        return incarnation;
    }

    /** Lives on. A lease that had run out counts again from now; what others have said about this process meanwhile stays said. */
    public void renew() {
        database.ask(connection -> update(
                connection,
                "update gateway_node set lease_until = current_timestamp + interval '%d' second where incarnation = ?"
                        .formatted(LEASE.toSeconds()),
                incarnation));
    }

    /** Nothing runs here any more. */
    @Override
    public void close() {
        database.ask(connection -> update(connection, "delete from gateway_node where incarnation = ?", incarnation));
    }

    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
