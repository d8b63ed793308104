package dev.hoop.gateway.jdbc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.failure.NotSupported;
import dev.hoop.gateway.jdbc.options.HoopUrl;
import dev.hoop.gateway.jdbc.options.Option;
import dev.hoop.gateway.jdbc.result.Wrappers;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKeyBuilder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections of one URL, as a bean for pools, frameworks and application servers: {@code url} and one property per option, which wins over
 * the URL. Makes a new connection each time; put a pool in front. Thread-safe.
 */
public final class HoopDataSource implements DataSource {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Option, String> options = new EnumMap<>(Option.class);

    @GuardedBy("lock")
    private String url = "";

    @GuardedBy("lock")
    private @Nullable ApprovalListener approvalListener;

    @GuardedBy("lock")
    private @Nullable TokenProvider tokenProvider;

    @GuardedBy("lock")
    private int loginTimeoutSeconds;

    /** A bean to be filled; the URL is the only thing that must be set. */
    public HoopDataSource() {}

    @Override
    public Connection getConnection() throws SQLException {
        return connect(new Properties());
    }

    /** For this connection only: who asks, and the token. */
    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty(Option.USER.key(), user);
        }
        if (password != null) {
            properties.setProperty(Option.PASSWORD.key(), password);
        }
        return connect(properties);
    }

    private Connection connect(Properties properties) throws SQLException {
        String to;
        ApprovalListener listener;
        TokenProvider provider;
        Duration timeout;
        synchronized (lock) {
            to = url;
            listener = approvalListener;
            // a password for this one connection wins over the provider of all
            provider = properties.containsKey(Option.PASSWORD.key()) ? null : tokenProvider;
            timeout = Duration.ofSeconds(loginTimeoutSeconds);
            options.forEach((option, value) -> properties.putIfAbsent(option.key(), value));
        }
        if (!HoopUrl.isOurs(to)) {
            throw CallerErrors.badArgument(
                    "the data source has no jdbc:hoop: URL; set url to jdbc:hoop://host:port/target");
        }
        return HoopDriver.connect(to, properties, provider, listener, timeout);
    }

    public String getUrl() {
        synchronized (lock) {
            return url;
        }
    }

    public void setUrl(String value) {
        synchronized (lock) {
            url = value;
        }
    }

    /** Tells the listener of held statements, whatever the option {@code approval} says; it is called by the thread that waits. */
    public void setApprovalListener(@Nullable ApprovalListener listener) {
        synchronized (lock) {
            approvalListener = listener;
        }
    }

    public @Nullable ApprovalListener getApprovalListener() {
        synchronized (lock) {
            return approvalListener;
        }
    }

    /** Where tokens come from, instead of the options that name a source. */
    public void setTokenProvider(@Nullable TokenProvider provider) {
        synchronized (lock) {
            tokenProvider = provider;
        }
    }

    public @Nullable TokenProvider getTokenProvider() {
        synchronized (lock) {
            return tokenProvider;
        }
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        if (seconds < 0) {
            throw CallerErrors.badArgument("the login timeout " + seconds + " is negative");
        }
        synchronized (lock) {
            loginTimeoutSeconds = seconds;
        }
    }

    @Override
    public int getLoginTimeout() {
        synchronized (lock) {
            return loginTimeoutSeconds;
        }
    }

    /** Never any: the driver logs through {@link System.Logger}. */
    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    /** Ignored: the driver logs through {@link System.Logger}. */
    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public ConnectionBuilder createConnectionBuilder() throws SQLException {
        throw NotSupported.method("DataSource.createConnectionBuilder", "there are no shards; use getConnection");
    }

    @Override
    public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
        throw NotSupported.method("DataSource.createShardingKeyBuilder", "there are no shards; use getConnection");
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("dev.hoop.gateway.jdbc");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Wrappers.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    private String text(Option option) {
        synchronized (lock) {
            return options.getOrDefault(option, option.byDefault());
        }
    }

    private void set(Option option, @Nullable String value) {
        synchronized (lock) {
            if (value == null) {
                options.remove(option);
            } else {
                options.put(option, value);
            }
        }
    }

    // ---- one property per option; what each means stands in the table of options

    public String getUser() {
        return text(Option.USER);
    }

    public void setUser(String value) {
        set(Option.USER, value);
    }

    public String getPassword() {
        return text(Option.PASSWORD);
    }

    public void setPassword(String value) {
        set(Option.PASSWORD, value);
    }

    public String getToken() {
        return text(Option.TOKEN);
    }

    public void setToken(String value) {
        set(Option.TOKEN, value);
    }

    public String getTokenFile() {
        return text(Option.TOKEN_FILE);
    }

    public void setTokenFile(String value) {
        set(Option.TOKEN_FILE, value);
    }

    public String getTokenEnv() {
        return text(Option.TOKEN_ENV);
    }

    public void setTokenEnv(String value) {
        set(Option.TOKEN_ENV, value);
    }

    public String getTokenCommand() {
        return text(Option.TOKEN_COMMAND);
    }

    public void setTokenCommand(String value) {
        set(Option.TOKEN_COMMAND, value);
    }

    public String getTls() {
        return text(Option.TLS);
    }

    public void setTls(String value) {
        set(Option.TLS, value);
    }

    public String getTrustStore() {
        return text(Option.TRUST_STORE);
    }

    public void setTrustStore(String value) {
        set(Option.TRUST_STORE, value);
    }

    public String getTrustStorePassword() {
        return text(Option.TRUST_STORE_PASSWORD);
    }

    public void setTrustStorePassword(String value) {
        set(Option.TRUST_STORE_PASSWORD, value);
    }

    public String getCaFile() {
        return text(Option.CA_FILE);
    }

    public void setCaFile(String value) {
        set(Option.CA_FILE, value);
    }

    public String getPin() {
        return text(Option.PIN);
    }

    public void setPin(String value) {
        set(Option.PIN, value);
    }

    public String getConnectTimeout() {
        return text(Option.CONNECT_TIMEOUT);
    }

    public void setConnectTimeout(String value) {
        set(Option.CONNECT_TIMEOUT, value);
    }

    public String getSocketTimeout() {
        return text(Option.SOCKET_TIMEOUT);
    }

    public void setSocketTimeout(String value) {
        set(Option.SOCKET_TIMEOUT, value);
    }

    public String getKeepAlive() {
        return text(Option.KEEP_ALIVE);
    }

    public void setKeepAlive(String value) {
        set(Option.KEEP_ALIVE, value);
    }

    public String getApproval() {
        return text(Option.APPROVAL);
    }

    public void setApproval(String value) {
        set(Option.APPROVAL, value);
    }

    public String getApprovalTimeout() {
        return text(Option.APPROVAL_TIMEOUT);
    }

    public void setApprovalTimeout(String value) {
        set(Option.APPROVAL_TIMEOUT, value);
    }

    public String getTask() {
        return text(Option.TASK);
    }

    public void setTask(String value) {
        set(Option.TASK, value);
    }

    public String getApplicationName() {
        return text(Option.APPLICATION_NAME);
    }

    public void setApplicationName(String value) {
        set(Option.APPLICATION_NAME, value);
    }

    public String getFetchSize() {
        return text(Option.FETCH_SIZE);
    }

    public void setFetchSize(String value) {
        set(Option.FETCH_SIZE, value);
    }

    public String getRowWindow() {
        return text(Option.ROW_WINDOW);
    }

    public void setRowWindow(String value) {
        set(Option.ROW_WINDOW, value);
    }

    public String getMaxBuffered() {
        return text(Option.MAX_BUFFERED);
    }

    public void setMaxBuffered(String value) {
        set(Option.MAX_BUFFERED, value);
    }

    public String getMaxStream() {
        return text(Option.MAX_STREAM);
    }

    public void setMaxStream(String value) {
        set(Option.MAX_STREAM, value);
    }

    public String getAutoCommit() {
        return text(Option.AUTO_COMMIT);
    }

    public void setAutoCommit(String value) {
        set(Option.AUTO_COMMIT, value);
    }

    public String getReadOnly() {
        return text(Option.READ_ONLY);
    }

    public void setReadOnly(String value) {
        set(Option.READ_ONLY, value);
    }

    public String getSchema() {
        return text(Option.SCHEMA);
    }

    public void setSchema(String value) {
        set(Option.SCHEMA, value);
    }
}
