package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.exchange.Answer;
import dev.hoop.gateway.jdbc.exchange.Part;
import dev.hoop.gateway.jdbc.exchange.Session;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.result.Cells;
import dev.hoop.gateway.jdbc.result.RowsResultSet;
import dev.hoop.gateway.jdbc.result.Wrappers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers as the database behind the gateway would, so that frameworks take it for what it is; only where this driver itself decides, in how
 * results behave, does it answer for itself. Questions that are answered by rows go to the target. Thread-safe.
 */
final class DatabaseFacts extends FixedFacts {
    private static final String SUFFIX = " (hoop)";

    private final Connection connection;
    private final Session session;
    private final String target;
    private final Cells cells;
    private final int maxBuffered;

    DatabaseFacts(Connection connection, Session session, String target, Cells cells, int maxBuffered) {
        super(new Facts(session.facts()));
        this.target = target;
        this.connection = connection;
        this.session = session;
        this.cells = cells;
        this.maxBuffered = maxBuffered;
    }

    // ---- who answers

    @Override
    public Connection getConnection() {
        return connection;
    }

    /** The database's scheme with the gateway's address: tools choose their dialect by the scheme, and the real host is nobody's business. */
    @Override
    public @Nullable String getURL() {
        String scheme = facts().orNull("getURL");
        return scheme == null ? null : scheme + session.address() + "/" + target;
    }

    /** Who the caller is to the gateway; the target's own account is nobody's business. */
    @Override
    public String getUserName() {
        return session.subject();
    }

    /**
     * The name of the database's own driver, marked: frameworks look at how it begins, and those that compare it whole would otherwise expect
     * that driver's classes.
     */
    @Override
    public String getDriverName() throws SQLException {
        String name = facts().text("getDriverName");
        return name.endsWith(SUFFIX) ? name : name + SUFFIX;
    }

    @Override
    public int getJDBCMajorVersion() {
        return 4;
    }

    @Override
    public int getJDBCMinorVersion() {
        return 3;
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return connection.isReadOnly();
    }

    // ---- how results behave, which is this driver's doing

    @Override
    public boolean supportsResultSetType(int type) {
        return type == ResultSet.TYPE_FORWARD_ONLY || type == ResultSet.TYPE_SCROLL_INSENSITIVE;
    }

    @Override
    public boolean supportsResultSetConcurrency(int type, int concurrency) {
        return supportsResultSetType(type) && concurrency == ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public boolean supportsResultSetHoldability(int holdability) {
        return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT || holdability == ResultSet.CLOSE_CURSORS_AT_COMMIT;
    }

    @Override
    public boolean supportsMultipleOpenResults() {
        return false;
    }

    @Override
    public boolean supportsNamedParameters() {
        return false;
    }

    @Override
    public boolean supportsRefCursors() {
        return cells.knowsCursors();
    }

    @Override
    public boolean supportsSharding() {
        return false;
    }

    @Override
    public boolean supportsStatementPooling() {
        return true;
    }

    @Override
    public boolean locatorsUpdateCopy() {
        return true;
    }

    @Override
    public boolean generatedKeyAlwaysReturned() {
        return facts().isTrue("generatedKeyAlwaysReturned");
    }

    @Override
    public long getMaxLogicalLobSize() {
        return 0;
    }

    @Override
    public RowIdLifetime getRowIdLifetime() {
        return RowIdLifetime.ROWID_UNSUPPORTED;
    }

    @Override
    public boolean ownUpdatesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean ownDeletesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean ownInsertsAreVisible(int type) {
        return false;
    }

    @Override
    public boolean othersUpdatesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean othersDeletesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean othersInsertsAreVisible(int type) {
        return false;
    }

    @Override
    public boolean updatesAreDetected(int type) {
        return false;
    }

    @Override
    public boolean deletesAreDetected(int type) {
        return false;
    }

    @Override
    public boolean insertsAreDetected(int type) {
        return false;
    }

    // ---- yes or no, by arguments

    @Override
    public boolean supportsConvert(int fromType, int toType) {
        return facts().isTrue("supportsConvert(*)")
                || facts().isTrue("supportsConvert(" + fromType + "," + toType + ")");
    }

    @Override
    public boolean supportsTransactionIsolationLevel(int level) {
        return facts().isTrue("supportsTransactionIsolationLevel(" + level + ")");
    }

    // ---- rows

    /** The rows are read whole: nothing of a catalogue stays open while the application asks on. */
    private ResultSet rows(String method, @Nullable Object... arguments) throws SQLException {
        List<Value> values = new ArrayList<>();
        for (Object argument : arguments) {
            values.add(value(argument));
        }
        Answer answer = session.metadata(method, values);
        if (answer.next() instanceof Part.Rows rows) {
            ResultSet result = RowsResultSet.scrollable(rows.rows(), maxBuffered, cells, null, closed -> {});
            answer.close();
            return result;
        }
        throw CallerErrors.badSequence("DatabaseMetaData." + method + " was answered without rows");
    }

    private static Value value(@Nullable Object argument) {
        if (argument instanceof String text) {
            return new Value.Text(text);
        } else if (argument instanceof Boolean bool) {
            return new Value.Bool(bool);
        } else if (argument instanceof Integer number) {
            return new Value.Int64(number);
        } else if (argument instanceof String[] texts) { // a type that is none is asked for by nobody
            return new Value.Array(
                    "VARCHAR",
                    Arrays.stream(texts)
                            .filter(Objects::nonNull)
                            .<Value>map(Value.Text::new)
                            .toList());
        } else if (argument instanceof int[] numbers) {
            return new Value.Array(
                    "INTEGER",
                    Arrays.stream(numbers).<Value>mapToObj(Value.Int64::new).toList());
        }
        return new Value.Null();
    }

    @Override
    public ResultSet getCatalogs() throws SQLException {
        return rows("getCatalogs");
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return rows("getSchemas");
    }

    @Override
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern) throws SQLException {
        return rows("getSchemas", catalog, schemaPattern);
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        return rows("getTableTypes");
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        return rows("getTypeInfo");
    }

    @Override
    public ResultSet getClientInfoProperties() throws SQLException {
        return rows("getClientInfoProperties");
    }

    @Override
    public ResultSet getTables(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tableNamePattern,
            String @Nullable [] types)
            throws SQLException {
        return rows("getTables", catalog, schemaPattern, tableNamePattern, types);
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tableNamePattern,
            @Nullable String columnNamePattern)
            throws SQLException {
        return rows("getColumns", catalog, schemaPattern, tableNamePattern, columnNamePattern);
    }

    @Override
    public ResultSet getPseudoColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tableNamePattern,
            @Nullable String columnNamePattern)
            throws SQLException {
        return rows("getPseudoColumns", catalog, schemaPattern, tableNamePattern, columnNamePattern);
    }

    @Override
    public ResultSet getColumnPrivileges(
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String table,
            @Nullable String columnNamePattern)
            throws SQLException {
        return rows("getColumnPrivileges", catalog, schema, table, columnNamePattern);
    }

    @Override
    public ResultSet getTablePrivileges(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tableNamePattern)
            throws SQLException {
        return rows("getTablePrivileges", catalog, schemaPattern, tableNamePattern);
    }

    @Override
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, int scope, boolean nullable)
            throws SQLException {
        return rows("getBestRowIdentifier", catalog, schema, table, scope, nullable);
    }

    @Override
    public ResultSet getVersionColumns(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return rows("getVersionColumns", catalog, schema, table);
    }

    @Override
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return rows("getPrimaryKeys", catalog, schema, table);
    }

    @Override
    public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return rows("getImportedKeys", catalog, schema, table);
    }

    @Override
    public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return rows("getExportedKeys", catalog, schema, table);
    }

    @Override
    public ResultSet getCrossReference(
            @Nullable String parentCatalog,
            @Nullable String parentSchema,
            @Nullable String parentTable,
            @Nullable String foreignCatalog,
            @Nullable String foreignSchema,
            @Nullable String foreignTable)
            throws SQLException {
        return rows(
                "getCrossReference",
                parentCatalog,
                parentSchema,
                parentTable,
                foreignCatalog,
                foreignSchema,
                foreignTable);
    }

    @Override
    public ResultSet getIndexInfo(
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String table,
            boolean unique,
            boolean approximate)
            throws SQLException {
        return rows("getIndexInfo", catalog, schema, table, unique, approximate);
    }

    @Override
    public ResultSet getProcedures(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String procedureNamePattern)
            throws SQLException {
        return rows("getProcedures", catalog, schemaPattern, procedureNamePattern);
    }

    @Override
    public ResultSet getProcedureColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String procedureNamePattern,
            @Nullable String columnNamePattern)
            throws SQLException {
        return rows("getProcedureColumns", catalog, schemaPattern, procedureNamePattern, columnNamePattern);
    }

    @Override
    public ResultSet getFunctions(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String functionNamePattern)
            throws SQLException {
        return rows("getFunctions", catalog, schemaPattern, functionNamePattern);
    }

    @Override
    public ResultSet getFunctionColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String functionNamePattern,
            @Nullable String columnNamePattern)
            throws SQLException {
        return rows("getFunctionColumns", catalog, schemaPattern, functionNamePattern, columnNamePattern);
    }

    @Override
    public ResultSet getUDTs(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String typeNamePattern,
            int @Nullable [] types)
            throws SQLException {
        return rows("getUDTs", catalog, schemaPattern, typeNamePattern, types);
    }

    @Override
    public ResultSet getSuperTypes(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String typeNamePattern)
            throws SQLException {
        return rows("getSuperTypes", catalog, schemaPattern, typeNamePattern);
    }

    @Override
    public ResultSet getSuperTables(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tableNamePattern)
            throws SQLException {
        return rows("getSuperTables", catalog, schemaPattern, tableNamePattern);
    }

    @Override
    public ResultSet getAttributes(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String typeNamePattern,
            @Nullable String attributeNamePattern)
            throws SQLException {
        return rows("getAttributes", catalog, schemaPattern, typeNamePattern, attributeNamePattern);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Wrappers.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
