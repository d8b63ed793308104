package dev.hoop.gateway.server.connectors.jdbc.products;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.connectors.jdbc.catalogues.PostgreSqlCatalogue;
import dev.hoop.gateway.server.connectors.jdbc.catalogues.PostgreSqlSystem;
import dev.hoop.gateway.server.connectors.jdbc.catalogues.PostgreSqlViews;
import dev.hoop.gateway.server.connectors.jdbc.cells.CellReaders;
import dev.hoop.gateway.server.connectors.jdbc.cells.PostgreSqlCells;
import dev.hoop.gateway.server.connectors.jdbc.cells.VendorParameters;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.BaseConnection;

/** PostgreSQL through pgjdbc. */
final class PostgreSql implements Product {
    private static final String SETTINGS =
            "SELECT pg_catalog.current_database(), pg_catalog.current_schemas(true)::text[],"
                    + " pg_catalog.current_setting('standard_conforming_strings'), pg_catalog.current_setting('backslash_quote'),"
                    + " pg_catalog.current_setting('client_encoding'), pg_catalog.current_setting('server_version'),"
                    + " pg_catalog.current_setting('search_path'), current_user::text,"
                    + " ARRAY(SELECT nspname::text FROM pg_catalog.pg_namespace WHERE NOT pg_catalog.has_schema_privilege(oid, 'USAGE'))";

    private static final int ABSORB_ATTEMPTS = 3;
    private static final String APPLICATION_NAME = "ApplicationName";
    private static final String OURSELVES = "hoop gateway";

    private final PostgreSqlSystem system = new PostgreSqlSystem();
    private final PostgreSqlViews views = new PostgreSqlViews();

    /** Connections whose driver has looked up types that users made. */
    private final Set<Connection> learnt = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** What the first plan below the change answers is what is changed; beside further plans nobody can tell. */
    private static final Pattern CHANGED = Pattern.compile("^\\s*->  .* rows=([0-9]+) .*");

    @Override
    public String explains() {
        return "explain ";
    }

    @Override
    public OptionalLong planned(ResultSet plan) throws SQLException {
        while (plan.next()) {
            String line = plan.getString(1);
            if (line.stripLeading().startsWith("CTE ") || line.stripLeading().startsWith("InitPlan")) {
                return OptionalLong.empty();
            }
            Matcher changed = CHANGED.matcher(line);
            if (changed.matches()) {
                return OptionalLong.of(Long.parseLong(changed.group(1)));
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public Driver driver() {
        return new org.postgresql.Driver();
    }

    @Override
    public Optional<String> objection(String url) {
        return UrlObjections.find(url, '&');
    }

    @Override
    public Properties safeguards(Duration connectTimeout) {
        String seconds = Long.toString(Math.max(1, connectTimeout.toSeconds()));
        Properties properties = new Properties();
        properties.setProperty(APPLICATION_NAME, OURSELVES);
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", WakefulSockets.class.getName());
        properties.setProperty("logServerErrorDetail", "true");
        return properties;
    }

    @Override
    public SessionSettings settings(Connection connection) throws SQLException {
        try (Statement ask = connection.createStatement();
                ResultSet row = ask.executeQuery(SETTINGS)) {
            row.next();
            List<String> path =
                    SearchPath.of(texts(row.getArray(2)), row.getString(7), row.getString(8), texts(row.getArray(9)));
            Map<String, String> lexical = new HashMap<>();
            lexical.put("standard_conforming_strings", row.getString(3));
            lexical.put("backslash_quote", row.getString(4));
            lexical.put("client_encoding", row.getString(5));
            lexical.put("server_version", row.getString(6));
            return new SessionSettings(Dialect.POSTGRESQL, row.getString(1), path, lexical);
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    @Override
    public Catalogue catalogue(Connection connection) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute("SET lock_timeout = '200ms'"); // of what is locked by others, nothing is asked
        }
        return PostgreSqlCatalogue.read(connection, system, views);
    }

    /**
     * Names are looked up in the newest definitions, but where the transaction keeps its first snapshot the catalogue is only read as it
     * was then: what has been changed since, by whomever, is not known there.
     */
    @Override
    public Catalogue catalogue(Connection connection, Supplier<Catalogue> shared, Set<ObjectName> named)
            throws SQLException {
        Catalogue own = PostgreSqlCatalogue.read(connection, system, views);
        if (connection.getTransactionIsolation() <= Connection.TRANSACTION_READ_COMMITTED) {
            return own;
        }
        Catalogue settled = shared.get();
        return own.with(settled.missingIn(own))
                .without(relation -> !relation.name().schema().startsWith("pg_temp")
                        && settled.relation(relation.name()).stream().anyMatch(other -> !other.equals(relation)));
    }

    @Override
    public boolean definesInTransactions() {
        return true;
    }

    @Override
    public void application(Connection connection, String name) throws SQLException {
        String shown = name.replaceAll("\\p{Cntrl}", " ");
        connection.setClientInfo(APPLICATION_NAME, shown.isBlank() ? OURSELVES : shown);
    }

    @Override
    public void zone(Connection connection, ZoneId zone) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute("SET TIME ZONE '" + zoneName(zone.normalized()) + "'"); // an id holds no quote
        }
    }

    /** An offset is written with its sign turned round, as POSIX has it; the driver reads it back the same way. */
    private static String zoneName(ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        if (zone instanceof ZoneOffset offset) {
            return "GMT" + ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds()).getId();
        }
        return zone.getId();
    }

    @Override
    public void schema(Connection connection, String schema, String usual) throws SQLException {
        if (schema.equals(usual)) {
            try (Statement set = connection.createStatement()) {
                set.execute("RESET search_path"); // the usual path may be more than its first schema
            }
        } else if (schema.indexOf(',') >= 0) { // a whole path, as its driver's option currentSchema may be
            try (PreparedStatement set = connection.prepareStatement("SELECT set_config('search_path', ?, false)")) {
                set.setString(1, schema);
                set.executeQuery().close();
            }
        } else {
            connection.setSchema(schema);
        }
    }

    @Override
    public void readOnly(Connection connection, Access access) throws SQLException {
        connection.setReadOnly(access == Access.READ_ONLY);
    }

    @Override
    public void readsOnly(Connection connection, Access access) throws SQLException {
        String mode = access == Access.READ_ONLY ? "READ ONLY" : "READ WRITE";
        try (Statement set = connection.createStatement()) {
            set.execute("SET SESSION CHARACTERISTICS AS TRANSACTION " + mode);
        }
    }

    @Override
    public TransactionState transaction(Connection connection) throws SQLException {
        return switch (connection.unwrap(BaseConnection.class).getTransactionState()) {
            case IDLE -> TransactionState.IDLE;
            case OPEN -> TransactionState.OPEN;
            case FAILED -> TransactionState.FAILED;
        };
    }

    /** A plan is made again when its own objects change, and not when there is a new one of the same name. */
    @Override
    public void planAnew(Connection connection) throws SQLException {
        try (Statement discard = connection.createStatement()) {
            discard.execute("DISCARD PLANS");
        }
    }

    @Override
    public boolean keepsNames(Connection connection) {
        return learnt.contains(connection);
    }

    /** The schema of temporary objects stays in the search path for as long as the connection lives, where metadata shows it. */
    @Override
    public Cleaning clean(Connection connection) throws SQLException {
        if (keepsNames(connection)) {
            return Cleaning.DISCARD; // they may have been found along another search path
        }
        try (Statement reset = connection.createStatement()) {
            reset.execute("DISCARD ALL");
            try (ResultSet row = reset.executeQuery("SELECT pg_catalog.pg_my_temp_schema() = 0")) {
                return row.next() && row.getBoolean(1) ? Cleaning.CLEAN : Cleaning.DISCARD;
            }
        }
    }

    /** Not {@code Statement.cancel}, which does nothing while the next rows of a cursor are fetched. */
    @Override
    public void cancel(Connection connection, Statement running) throws SQLException {
        connection.unwrap(BaseConnection.class).cancelQuery();
    }

    @Override
    public void absorbCancel(Connection connection) throws SQLException {
        Probe.run(connection, "SELECT 1", "57014", ABSORB_ATTEMPTS);
    }

    @Override
    public Optional<RowsAtOnce> rowsAtOnce(StatementFacts facts, List<List<Parameter>> rows, InsertedTable before) {
        return RepeatedInsert.of(facts).flatMap(insert -> PostgreSqlRowsAtOnce.of(insert, rows, before));
    }

    @Override
    public boolean streamsInTransactionOnly() {
        return true;
    }

    @Override
    public CellReaders cells(ZoneId zone, long limitBytes) {
        return new PostgreSqlCells(zone, limitBytes);
    }

    @Override
    public VendorParameters parameters(ZoneId zone) {
        return VendorParameters.postgreSql(learnt::add);
    }
}
