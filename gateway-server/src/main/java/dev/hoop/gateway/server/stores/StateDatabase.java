package dev.hoop.gateway.server.stores;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The database that holds the gateway's own state. Opening it brings its schema up to date. All times in it are the database's own.
 * Thread-safe.
 */
public final class StateDatabase implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:dev/hoop/gateway/server/stores";
    private static final int CONNECTIONS = 8;

    private final HikariDataSource source;
    private final Sort sort;

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
                notify.setString(2, hint.word());
                notify.execute();
            }
        }
    }

    /** What other gateways tell; empty where there can be none. The caller listens and closes. */
    public Optional<StateHints> hints() {
        return sort == Sort.EMBEDDED
                ? Optional.empty()
                : Optional.of(new StateHints(source.getJdbcUrl(), source.getUsername(), source.getPassword()));
    }

    /** Runs work in one transaction: committed and on the disk when it returns, rolled back when it throws. */
    public <T> T transact(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.with(connection);
                connection.commit();
                done = true;
                synced(connection);
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** A vote or a claim that a power failure undid could run a statement twice. */
    private void synced(Connection connection) throws SQLException {
        if (sort == Sort.EMBEDDED) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
            }
        }
    }

    /** Runs one read or one conditional update. */
    public <T> T ask(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw unavailable(e);
        }
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
