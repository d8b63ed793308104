package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.options.HoopUrl;
import dev.hoop.gateway.jdbc.options.Option;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver for {@code jdbc:hoop://host:port/target}. Found by {@link java.util.ServiceLoader}, so a URL is all an application needs.
 *
 * <p>Properties may hold two objects that no text can: an {@link ApprovalListener} under {@code approvalListener} and a
 * {@link TokenProvider} under {@code tokenProvider}. Thread-safe.
 */
public final class HoopDriver implements Driver {
    /** Property for an {@link ApprovalListener}, or the name of a class of one. */
    public static final String APPROVAL_LISTENER = "approvalListener";
    /** Property for a {@link TokenProvider}. */
    public static final String TOKEN_PROVIDER = "tokenProvider";

    static final String VERSION = version();

    static {
        try {
            DriverManager.registerDriver(new HoopDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** For {@link java.util.ServiceLoader} and for pools that take a class name. */
    public HoopDriver() {}

    /** Answers null for a URL of another driver, as JDBC wants it. */
    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Properties properties = info == null ? new Properties() : info;
        return connect(
                url,
                properties,
                object(properties, TOKEN_PROVIDER, TokenProvider.class),
                object(properties, APPROVAL_LISTENER, ApprovalListener.class),
                Duration.ofSeconds(Math.max(0, DriverManager.getLoginTimeout())));
    }

    static GatewayConnection connect(
            String url,
            Properties properties,
            @Nullable TokenProvider provider,
            @Nullable ApprovalListener listener,
            Duration loginTimeout)
            throws SQLException {
        return new Connector(HoopUrl.parse(url, properties), provider, listener, loginTimeout).connect();
    }

    /** An object given instead of a text; a text under the same key is an option and read as such. */
    private static <T> @Nullable T object(Properties properties, String key, Class<T> type) throws SQLException {
        Object value = properties.get(key);
        if (value == null || value instanceof String) {
            return null;
        }
        if (!type.isInstance(value)) {
            throw CallerErrors.badArgument("property '" + key + "' holds an object that is no " + type.getName());
        }
        return type.cast(value);
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        if (url == null) {
            throw CallerErrors.badArgument("the URL is null");
        }
        return HoopUrl.isOurs(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) {
        Properties given = info == null ? new Properties() : info;
        return Arrays.stream(Option.values())
                .map(option -> describe(option, given.getProperty(option.key())))
                .toArray(DriverPropertyInfo[]::new);
    }

    private static DriverPropertyInfo describe(Option option, @Nullable String given) {
        DriverPropertyInfo description =
                new DriverPropertyInfo(option.key(), given == null ? option.byDefault() : given);
        description.description = option.description();
        description.required = false;
        if (!option.choices().isEmpty()) {
            description.choices = option.choices().toArray(String[]::new);
        }
        return description;
    }

    @Override
    public int getMajorVersion() {
        return number(0);
    }

    @Override
    public int getMinorVersion() {
        return number(1);
    }

    private static int number(int part) {
        String[] parts = VERSION.split("[.-]", -1);
        return part < parts.length && parts[part].matches("[0-9]{1,6}") ? Integer.parseInt(parts[part]) : 0;
    }

    private static String version() {
        String version = HoopDriver.class.getPackage().getImplementationVersion();
        return version == null ? "0.0" : version;
    }

    /** False: what a database supports is decided by the one behind the gateway. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("dev.hoop.gateway.jdbc");
    }
}
