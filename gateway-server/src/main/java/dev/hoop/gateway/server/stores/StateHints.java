package dev.hoop.gateway.server.stores;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other gateways on the same PostgreSQL have just changed, so that nobody waits for the next look. Only a hint: one that is lost
 * costs time, never truth. Keeps a connection of its own.
 */
public final class StateHints implements AutoCloseable {
    static final String CHANNEL = "hoop_state";

    private static final Logger LOG = LoggerFactory.getLogger(StateHints.class);
    private static final int LISTEN_MILLIS = 1_000;
    private static final int CHECK_EVERY = 10;
    private static final long PAUSE_MILLIS = 1_000;

    private final String url;
    private final String user;
    private final String password;
    private volatile boolean closed;

    StateHints(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Listens until closed, on the caller's thread; a lost connection is made again. Told also after each new connection, with an empty hint. */
    public void listen(Consumer<StateHint> heard) {
        while (!closed) {
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                heard.accept(StateHint.ANYTHING);
                hear(connection.unwrap(PGConnection.class), statement, heard);
            } catch (SQLException e) {
                LOG.atWarn()
                        .setMessage("hints of other gateways are not heard; their changes are seen by looking")
                        .addKeyValue("sqlstate", e.getSQLState())
                        .log();
                pause();
            }
        }
    }

    private void hear(PGConnection connection, Statement statement, Consumer<StateHint> heard) throws SQLException {
        for (int turn = 1; !closed; turn++) {
            PGNotification[] notifications = connection.getNotifications(LISTEN_MILLIS);
            if (notifications != null) {
                for (PGNotification each : notifications) {
                    heard.accept(StateHint.of(each.getParameter()));
                }
            }
            if (turn % CHECK_EVERY == 0) {
                statement.execute("select 1"); // a peer that is silently gone is noticed by asking
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the listening within about a second. */
    @Override
    public void close() {
        closed = true;
    }
}
