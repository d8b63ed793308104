package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.connectors.jdbc.products.Product;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.targets.Target;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the driver's own connections to one target. The credential is leased for each and kept by nobody but the driver. Remembers how the
 * last attempt ended, so that whoever waits for the pool learns at once that the target is down. Thread-safe.
 */
final class PhysicalConnections implements DataSource {
    private final Target target;
    private final Product product;
    private final Credentials credentials;
    private final Duration connectTimeout;
    private volatile @Nullable Failure lastFailure;

    private record Failure(SQLException failure, long atNanos) {}

    PhysicalConnections(Target target, Product product, Credentials credentials, Duration connectTimeout) {
        this.target = target;
        this.product = product;
        this.credentials = credentials;
        this.connectTimeout = connectTimeout;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Connection connection = connect();
            lastFailure = null;
            return connection;
        } catch (SQLException e) {
            lastFailure = new Failure(e, System.nanoTime());
            throw e;
        }
    }

    /** The failure of the last attempt, if it was made since then and nothing has succeeded after it. */
    @Nullable
    SQLException failureSince(long nanos) {
        Failure failure = lastFailure;
        return failure != null && failure.atNanos - nanos >= 0 ? failure.failure : null;
    }

    private Connection connect() throws SQLException {
        Credentials.Secret secret = secret();
        Properties properties = product.safeguards(connectTimeout);
        properties.setProperty("user", secret.user());
        properties.setProperty("password", secret.password());
        Connection connection = product.driver().connect(product.url(target.url()), properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the target's URL", "08001");
        }
        return connection;
    }

    /** The failure must cross the pool, which only lets SQL exceptions through. */
    private Credentials.Secret secret() throws SQLException {
        try {
            return credentials.lease(target.credential());
        } catch (GatewayException e) {
            throw new SQLException("the target's credential could not be leased", "28000", e);
        }
    }

    /** The gateway's own complaint inside a failure to connect, if it was one. */
    static @Nullable GatewayException complaint(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof GatewayException ours && ours.code() == ErrorCode.CONFIGURATION_INVALID) {
                return ours;
            }
        }
        return null;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the credential is the target's");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return (int) connectTimeout.toSeconds();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing to unwrap");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
