package dev.hoop.gateway.server.stores;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database that holds the gateway's own state. Opening it brings its schema up to date. All times in it are the database's own.
 * Thread-safe.
 */
public final class StateDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateDatabase.class);
    private static final String MIGRATIONS = "classpath:dev/hoop/gateway/server/stores";
    private static final int CONNECTIONS = 8;
    private static final int MOST_TRIES = 5;
    private static final Duration LONGEST_TURN = Duration.ofSeconds(5);
    private static final Set<String> COLLISIONS_OF_H2 = Set.of("HYT00", "90112", "90131");

    private final HikariDataSource source;
    private final Sort sort;
    private final ReentrantLock turn = new ReentrantLock(true);

    private enum Sort {
        EMBEDDED,
        SHARED
    }

    private StateDatabase(HikariDataSource source, Sort sort) {
        this.source = source;
        this.sort = sort;
    }

    /** Opens the embedded database in a directory; one process at a time may. */
    public static StateDatabase embedded(Path directory) {
        // without a delay a commit is with the operating system before it returns: it survives the death of this
        // process
        String url = "jdbc:h2:file:" + directory.toAbsolutePath().resolve("state") + ";WRITE_DELAY=0";
        return open(url, "hoop", "", Sort.EMBEDDED);
    }

    /** Opens a PostgreSQL database, which several gateways may share. */
    public static StateDatabase shared(String url, String user, String password) {
        return open(url, user, password, Sort.SHARED);
    }

    private static StateDatabase open(String url, String user, String password, Sort sort) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setPoolName("state");
        config.setAutoCommit(true);
        HikariDataSource source = null;
        try {
            source = new HikariDataSource(config);
            Flyway.configure().dataSource(source).locations(MIGRATIONS).load().migrate();
            return new StateDatabase(source, sort);
        } catch (FlywayException | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
            if (source != null) {
                source.close();
            }
            throw new GatewayException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the state database cannot be opened: " + cause(e)
                            + "; check that its directory is writable and that no other gateway has it open, or its URL and credential",
                    e);
        }
    }

    /** Connections in autocommit; callers close them soon. */
    public DataSource source() {
        return source;
    }

    /** Whether no other process can have this database open. */
    public boolean isExclusive() {
        return sort == Sort.EMBEDDED;
    }

    /** Tells the other gateways, when the transaction commits, that they may want to look. */
    public void hint(Connection connection, StateHint hint) throws SQLException {
        if (sort == Sort.SHARED) {
            try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
                notify.setString(1, StateHints.CHANNEL);
                notify.setString(2, hint.words());
                notify.execute();
            }
        }
    }

    /** As {@link #hint}, at once, for what is no change of the state itself. */
    public void tell(StateHint hint) {
        if (sort == Sort.SHARED) {
            try (Connection connection = source.getConnection()) {
                hint(connection, hint);
            } catch (SQLException e) {
                LOG.atWarn()
                        .setMessage("other gateways could not be told; they see by looking")
                        .addKeyValue("sqlstate", e.getSQLState())
                        .log();
            }
        }
    }

    /** What other gateways tell; empty where there can be none. The caller listens and closes. */
    public Optional<StateHints> hints() {
        return sort == Sort.EMBEDDED
                ? Optional.empty()
                : Optional.of(new StateHints(source.getJdbcUrl(), source.getUsername(), source.getPassword()));
    }

    /**
     * Runs work in one transaction: committed and on the disk when it returns, rolled back when it throws. Where the database says that it
     * only got in the way of another, it is run again from its beginning, so it does nothing but with its connection.
     */
    public <T> T transact(Work<T> work) {
        T result = patiently(() -> inTurn(() -> once(work)));
        patiently(this::synced);
        return result;
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.with(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        }
    }

    /** A vote or a claim that a power failure undid could run a statement twice. */
    private boolean synced() throws SQLException {
        if (sort == Sort.EMBEDDED) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
            }
        }
        return true;
    }

    /** Runs reads, or one conditional update; like a transaction, again where it got in the way of another. */
    public <T> T ask(Work<T> work) {
        return patiently(() -> inTurn(() -> {
            try (Connection connection = source.getConnection()) {
                return work.with(connection);
            }
        }));
    }

    /**
     * H2 lets two transactions that change one row run into each other, and may then fail both. Where it is ours alone, one at a time is no
     * loss: each takes less than a millisecond, and what reaches the disk does so outside of this.
     */
    private <T> T inTurn(Attempt<T> attempt) throws SQLException {
        if (sort == Sort.SHARED) {
            return attempt.make();
        }
        try {
            if (!turn.tryLock(LONGEST_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTimeoutException("others have the embedded database", "HYT00");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTimeoutException("interrupted while others have the embedded database", "57014");
        }
        try {
            return attempt.make();
        } finally {
            turn.unlock();
        }
    }

    private static <T> T patiently(Attempt<T> attempt) {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.make();
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !isCollision(e)) {
                    throw unavailable(e);
                }
            }
        }
    }

    /** Deadlocks, failed serialisations, and locks that H2 did not get in time or found changed. Nothing of the attempt is left then. */
    private static boolean isCollision(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("40") || COLLISIONS_OF_H2.contains(state);
    }

    /** Work that may be made again. */
    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws SQLException;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    @Override
    public void close() {
        source.close();
    }

    private static GatewayException unavailable(SQLException e) {
        return new GatewayException(
                ErrorCode.STORE_UNAVAILABLE,
                "the state database does not answer (SQLState " + e.getSQLState() + "); nothing was run",
                e);
    }

    private static String cause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }
}
