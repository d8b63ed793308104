package dev.hoop.gateway.server.connectors.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.server.connectors.jdbc.failures.Failures;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;

/**
 * The pooled connections of one target. A target that is down is reported as soon as an attempt to connect has failed, not when the wait
 * for a connection is over. Thread-safe.
 */
final class ConnectionPool implements AutoCloseable {
    private static final long SLICE_MILLIS = 500;

    private final TargetName target;
    private final TargetOptions options;
    private final PhysicalConnections connections;
    private final HikariDataSource pool;

    ConnectionPool(TargetName target, TargetOptions options, PhysicalConnections connections) {
        this.target = target;
        this.options = options;
        this.connections = connections;
        this.pool = new HikariDataSource(configuration());
    }

    private HikariConfig configuration() {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("target-" + target);
        configuration.setDataSource(connections);
        configuration.setMaximumPoolSize(options.poolSize());
        configuration.setMinimumIdle(options.poolIdle());
        configuration.setConnectionTimeout(slice());
        configuration.setValidationTimeout(slice());
        configuration.setIdleTimeout(Math.max(10_000, options.idleTimeout().toMillis()));
        configuration.setMaxLifetime(Math.max(30_000, options.maxLifetime().toMillis()));
        configuration.setInitializationFailTimeout(-1); // a target that is down must not stop the gateway
        return configuration;
    }

    private long slice() {
        return Math.max(250, Math.min(SLICE_MILLIS, options.poolWait().toMillis()));
    }

    /**
     * Waits for a connection.
     *
     * @throws TargetException if the target is down, or all connections stay in use
     */
    Connection take() {
        long start = System.nanoTime();
        long deadline = start + options.poolWait().toNanos();
        do {
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException e) {
                SQLException failure = connections.failureSince(start);
                if (failure != null && pool.getHikariPoolMXBean().getTotalConnections() == 0) {
                    throw unavailable(failure);
                }
            } catch (SQLException e) {
                throw unavailable(e);
            }
        } while (deadline - System.nanoTime() > 0);
        SQLException failure = connections.failureSince(start);
        throw failure != null
                ? unavailable(failure)
                : Failures.exhausted(
                        target, options.poolSize(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    private GatewayException unavailable(SQLException failure) {
        GatewayException complaint = PhysicalConnections.complaint(failure);
        return complaint == null ? Failures.unavailable(target, failure) : complaint;
    }

    /** Takes a connection of this pool out of it for good. */
    void discard(Connection pooled) {
        pool.evictConnection(pooled);
    }

    /** How many connections are in use. */
    int active() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    /** Closes idle connections now and the others when they come back. */
    void retire() {
        pool.getHikariConfigMXBean().setMinimumIdle(0);
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        pool.close();
    }
}
