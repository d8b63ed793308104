package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.TransactAction;
import dev.hoop.gateway.jdbc.conversion.Parameters;
import dev.hoop.gateway.jdbc.conversion.Product;
import dev.hoop.gateway.jdbc.exchange.Session;
import dev.hoop.gateway.jdbc.exchange.SessionState;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.failure.NotSupported;
import dev.hoop.gateway.jdbc.result.Cells;
import dev.hoop.gateway.jdbc.result.InlineBlob;
import dev.hoop.gateway.jdbc.result.InlineClob;
import dev.hoop.gateway.jdbc.result.InlineXml;
import dev.hoop.gateway.jdbc.result.ValueArray;
import dev.hoop.gateway.jdbc.result.Wrappers;
import dev.hoop.gateway.jdbc.statement.GatewayCallableStatement;
import dev.hoop.gateway.jdbc.statement.GatewayPreparedStatement;
import dev.hoop.gateway.jdbc.statement.GatewayStatement;
import dev.hoop.gateway.jdbc.statement.Keys;
import dev.hoop.gateway.jdbc.statement.Origin;
import dev.hoop.gateway.jdbc.statement.Shape;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.ClientInfoStatus;
import java.sql.Clob;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.sql.Struct;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a target through a gateway. What is set here is told to the gateway with the next statement, and what is asked here is
 * answered from what the gateway has told, so that neither costs a round trip. Thread-safe as far as statements of one connection can be.
 */
final class GatewayConnection implements HoopConnection {
    /** What {@code isValid(0)} means here: no wait is without an end. */
    private static final Duration LONGEST_VALIDITY_CHECK = Duration.ofSeconds(30);

    private final Session session;
    private final Origin origin;
    private final DatabaseFacts facts;
    private final AtomicInteger savepoints = new AtomicInteger();
    private final Properties clientInfo = new Properties();
    private volatile @Nullable SQLWarning warnings;
    private volatile boolean closed;

    GatewayConnection(Session session, String target, Parameters parameters, int fetchSize, int maxBuffered) {
        this.session = session;
        Product product = Product.of(session.facts().getOrDefault("getDatabaseProductName", ""));
        Cells cells = new Cells(product, session::largeObject);
        this.origin = new Origin(this, session, product, cells, parameters, fetchSize, maxBuffered);
        this.facts = new DatabaseFacts(this, session, target, cells, maxBuffered);
    }

    // ---- hoop

    @Override
    public void onApproval(ApprovalListener listener) throws SQLException {
        check();
        session.onApproval(listener);
    }

    @Override
    public void resume(String requestId) throws SQLException {
        check();
        if (requestId == null || requestId.isBlank()) {
            throw CallerErrors.badArgument("resume needs the id of a request, as HoopHeldException gives it");
        }
        session.resumeNext(requestId);
    }

    @Override
    public String sessionId() {
        return session.id();
    }

    @Override
    public String subject() {
        return session.subject();
    }

    // ---- statements

    private Shape shape() throws SQLException {
        return Shape.of(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, getHoldability());
    }

    private Shape shape(int type, int concurrency) throws SQLException {
        return shape(type, concurrency, getHoldability());
    }

    /** What is not offered is lowered to what is, with a warning, as JDBC wants it. */
    private Shape shape(int type, int concurrency, int holdability) throws SQLException {
        check();
        Shape shape = Shape.of(type, concurrency, holdability);
        if (concurrency == ResultSet.CONCUR_UPDATABLE) {
            warn("results are read-only because they may hold masked values; send an UPDATE instead");
        }
        if (shape.type() != type) {
            warn("results do not see later changes; the statement is TYPE_SCROLL_INSENSITIVE");
        }
        return shape;
    }

    @Override
    public Statement createStatement() throws SQLException {
        check();
        return new GatewayStatement(origin, shape());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return new GatewayStatement(origin, shape(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return new GatewayStatement(origin, shape(type, concurrency, holdability));
    }

    private PreparedStatement prepare(String sql, KeyRequest keys) throws SQLException {
        check();
        return new GatewayPreparedStatement(origin, shape(), sql, keys);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return prepare(sql, KeyRequest.NONE);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return prepare(sql, Keys.flag(autoGeneratedKeys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return prepare(sql, Keys.indexes(columnIndexes));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return prepare(sql, Keys.names(columnNames));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return new GatewayPreparedStatement(origin, shape(type, concurrency), sql, KeyRequest.NONE);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return new GatewayPreparedStatement(origin, shape(type, concurrency, holdability), sql, KeyRequest.NONE);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        check();
        return new GatewayCallableStatement(origin, shape(), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return new GatewayCallableStatement(origin, shape(type, concurrency), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return new GatewayCallableStatement(origin, shape(type, concurrency, holdability), sql);
    }

    /** The text as it is: JDBC's escapes are resolved by the database's own driver in the gateway. */
    @Override
    public String nativeSQL(String sql) throws SQLException {
        check();
        return sql;
    }

    // ---- transactions

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        check();
        session.set(SessionSetting.AUTO_COMMIT, Boolean.toString(autoCommit));
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        return state().isTrue(SessionSetting.AUTO_COMMIT);
    }

    @Override
    public void commit() throws SQLException {
        check();
        session.transact(TransactAction.COMMIT, "");
    }

    @Override
    public void rollback() throws SQLException {
        check();
        session.transact(TransactAction.ROLLBACK, "");
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return savepoint("", null);
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        if (name == null || name.isEmpty()) {
            throw CallerErrors.badArgument("the savepoint has no name; call setSavepoint() for one without");
        }
        return savepoint(name, name);
    }

    private Savepoint savepoint(String wanted, @Nullable String name) throws SQLException {
        if (getAutoCommit()) {
            throw CallerErrors.badSequence("a savepoint needs a transaction; call setAutoCommit(false) first");
        }
        session.transact(TransactAction.SET_SAVEPOINT, wanted);
        String handle = state().value(SessionSetting.SAVEPOINT);
        return new GatewaySavepoint(handle.isEmpty() ? wanted : handle, savepoints.incrementAndGet(), name);
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        check();
        session.transact(TransactAction.ROLLBACK_TO_SAVEPOINT, own(savepoint).handle());
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        check();
        GatewaySavepoint own = own(savepoint);
        session.transact(TransactAction.RELEASE_SAVEPOINT, own.handle());
        own.release();
    }

    private static GatewaySavepoint own(Savepoint savepoint) throws SQLException {
        if (savepoint instanceof GatewaySavepoint own) {
            return own;
        }
        throw CallerErrors.badArgument("the savepoint is not one of this driver's");
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        check();
        switch (level) {
            case TRANSACTION_READ_UNCOMMITTED,
                    TRANSACTION_READ_COMMITTED,
                    TRANSACTION_REPEATABLE_READ,
                    TRANSACTION_SERIALIZABLE -> session.set(SessionSetting.ISOLATION, Integer.toString(level));
            default ->
                throw CallerErrors.badArgument("isolation level " + level + " is not one of Connection.TRANSACTION_…");
        }
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        return number(SessionSetting.ISOLATION, TRANSACTION_READ_COMMITTED);
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        check();
        session.set(SessionSetting.READ_ONLY, Boolean.toString(readOnly));
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return state().isTrue(SessionSetting.READ_ONLY);
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        check();
        Shape.of(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability);
        session.state().want(SessionSetting.HOLDABILITY, Integer.toString(holdability));
    }

    @Override
    public int getHoldability() throws SQLException {
        return number(SessionSetting.HOLDABILITY, ResultSet.HOLD_CURSORS_OVER_COMMIT);
    }

    // ---- place

    @Override
    public void setCatalog(@Nullable String catalog) throws SQLException {
        check();
        if (catalog != null && !catalog.isEmpty()) {
            session.set(SessionSetting.CATALOG, catalog);
        }
    }

    @Override
    public @Nullable String getCatalog() throws SQLException {
        return orNull(state().value(SessionSetting.CATALOG));
    }

    @Override
    public void setSchema(@Nullable String schema) throws SQLException {
        check();
        if (schema != null && !schema.isEmpty()) {
            session.set(SessionSetting.SCHEMA, schema);
        }
    }

    @Override
    public @Nullable String getSchema() throws SQLException {
        String known = state().value(SessionSetting.SCHEMA);
        if (known.indexOf(',') < 0) {
            return orNull(known);
        }
        try (Statement ask = createStatement(); // a path was set; which of its schemas there is, the database knows
                ResultSet row = ask.executeQuery("select current_schema()")) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }

    private int number(SessionSetting setting, int otherwise) throws SQLException {
        try {
            return Integer.parseInt(state().value(setting));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private SessionState state() throws SQLException {
        check();
        return session.state();
    }

    // ---- client information

    @Override
    public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
        if (name == null || name.isEmpty() || name.indexOf('=') >= 0) {
            throw new SQLClientInfoException("a name of client information is empty or holds '='", "HY024", Map.of());
        }
        if (isClosed()) {
            throw new SQLClientInfoException(
                    "the connection is closed", "08003", Map.of(name, ClientInfoStatus.REASON_UNKNOWN));
        }
        String kept = value == null ? "" : value;
        synchronized (clientInfo) {
            clientInfo.setProperty(name, kept);
        }
        session.state().wantClientInformation(name, kept);
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        for (String name : properties.stringPropertyNames()) {
            setClientInfo(name, properties.getProperty(name));
        }
    }

    @Override
    public @Nullable String getClientInfo(String name) throws SQLException {
        check();
        synchronized (clientInfo) {
            return clientInfo.getProperty(name);
        }
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        check();
        Properties copy = new Properties();
        synchronized (clientInfo) {
            copy.putAll(clientInfo);
        }
        return copy;
    }

    // ---- objects

    @Override
    public Array createArrayOf(String typeName, Object @Nullable [] elements) throws SQLException {
        check();
        return new ValueArray(origin.parameters().elements(typeName, elements), origin.cells());
    }

    @Override
    public Blob createBlob() throws SQLException {
        check();
        return new InlineBlob(new byte[0]);
    }

    @Override
    public Clob createClob() throws SQLException {
        return createNClob();
    }

    @Override
    public NClob createNClob() throws SQLException {
        check();
        return new InlineClob("");
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        check();
        return new InlineXml();
    }

    @Override
    public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
        throw NotSupported.method("Connection.createStruct", "pass the value as text, as the database writes it");
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        check();
        return new HashMap<>();
    }

    @Override
    public void setTypeMap(@Nullable Map<String, Class<?>> map) throws SQLException {
        check();
        if (map != null && !map.isEmpty()) {
            throw NotSupported.method("Connection.setTypeMap", "read user-defined types as text");
        }
    }

    // ---- life

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        check();
        return facts;
    }

    @Override
    public boolean isValid(int timeoutSeconds) throws SQLException {
        if (timeoutSeconds < 0) {
            throw CallerErrors.badArgument("the timeout " + timeoutSeconds + " is negative");
        }
        Duration timeout = timeoutSeconds == 0 ? LONGEST_VALIDITY_CHECK : Duration.ofSeconds(timeoutSeconds);
        return !isClosed() && session.isAlive(timeout);
    }

    @Override
    public void setNetworkTimeout(@Nullable Executor executor, int milliseconds) throws SQLException {
        check();
        if (milliseconds < 0) {
            throw CallerErrors.badArgument("the network timeout " + milliseconds + " is negative");
        }
        session.networkTimeout(Duration.ofMillis(milliseconds));
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        check();
        return Math.toIntExact(session.networkTimeout().toMillis());
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        if (executor == null) {
            throw CallerErrors.badArgument("abort needs an executor");
        }
        closed = true;
        session.abort();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.close();
        }
    }

    /** True also when the gateway has ended the connection: a pool that asks should not hand it out. */
    @Override
    public boolean isClosed() {
        return closed || session.isClosed();
    }

    private void check() throws SQLException {
        if (isClosed()) {
            throw CallerErrors.connectionClosed();
        }
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        check();
        return warnings;
    }

    @Override
    public void clearWarnings() throws SQLException {
        check();
        warnings = null;
    }

    private void warn(String text) {
        SQLWarning warning = new SQLWarning(text, "01000");
        SQLWarning before = warnings;
        if (before == null) {
            warnings = warning;
        } else {
            before.setNextWarning(warning);
        }
    }

    // ---- sharding

    private static SQLException noShards() {
        return NotSupported.method("Connection.setShardingKey", "name the shard as a target of its own");
    }

    @Override
    public void setShardingKey(ShardingKey key) throws SQLException {
        throw noShards();
    }

    @Override
    public void setShardingKey(ShardingKey key, ShardingKey superKey) throws SQLException {
        throw noShards();
    }

    @Override
    public boolean setShardingKeyIfValid(ShardingKey key, int timeout) throws SQLException {
        throw noShards();
    }

    @Override
    public boolean setShardingKeyIfValid(ShardingKey key, ShardingKey superKey, int timeout) throws SQLException {
        throw noShards();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Wrappers.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** Names the session, never the token or the URL. */
    @Override
    public String toString() {
        return "GatewayConnection[session " + session.id() + "]";
    }
}
