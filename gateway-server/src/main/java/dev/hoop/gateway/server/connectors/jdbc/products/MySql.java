package dev.hoop.gateway.server.connectors.jdbc.products;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.connectors.jdbc.catalogues.MySqlCatalogue;
import dev.hoop.gateway.server.connectors.jdbc.catalogues.MySqlTemporaryTables;
import dev.hoop.gateway.server.connectors.jdbc.cells.CellReaders;
import dev.hoop.gateway.server.connectors.jdbc.cells.MySqlCells;
import dev.hoop.gateway.server.connectors.jdbc.cells.VendorParameters;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.mariadb.jdbc.util.constants.ServerStatus;

/** MariaDB and MySQL, both through MariaDB Connector/J. */
final class MySql implements Product {
    private static final int ABSORB_ATTEMPTS = 3;

    @Override
    public String explains() {
        return "explain ";
    }

    @Override
    public OptionalLong planned(ResultSet plan) throws SQLException {
        if (!plan.next()) {
            return OptionalLong.empty();
        }
        long rows = plan.getLong("rows");
        boolean known = !plan.wasNull() && !plan.next(); // of several tables nobody can tell which row is changed
        return known ? OptionalLong.of(rows) : OptionalLong.empty();
    }

    /** Triggers of the tables are not looked at; what they change in tables without transactions stays. */
    @Override
    public boolean undoes(Connection connection, List<ObjectName> tables) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select count(*) from information_schema.tables t
                 where t.table_schema = ? and t.table_name = ?
                   and t.engine is not null
                   and t.engine not in (select e.engine from information_schema.engines e where e.transactions = 'YES')
                """)) {
            for (ObjectName table : tables) {
                query.setString(1, table.schema());
                query.setString(2, table.name());
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    if (row.getLong(1) > 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @Override
    public Driver driver() {
        return new org.mariadb.jdbc.Driver();
    }

    @Override
    public String url(String configured) {
        return configured.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
    }

    @Override
    public Optional<String> objection(String url) {
        return UrlObjections.find(url, '&', "allowLocalInfile", "allowMultiQueries");
    }

    @Override
    public Properties safeguards(Duration connectTimeout) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", Long.toString(connectTimeout.toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("allowLocalInfile", "false"); // it would read files of the gateway's host
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("dumpQueriesOnException", "false");
        return properties;
    }

    @Override
    public SessionSettings settings(Connection connection) throws SQLException {
        try (Statement ask = connection.createStatement();
                ResultSet row = ask.executeQuery("SELECT DATABASE(), @@sql_mode, @@lower_case_table_names,"
                        + " @@character_set_client, VERSION()")) {
            row.next();
            String database = Objects.requireNonNullElse(row.getString(1), "");
            Map<String, String> lexical = new HashMap<>();
            lexical.put("sql_mode", row.getString(2));
            lexical.put("lower_case_table_names", row.getString(3));
            lexical.put("character_set_client", row.getString(4));
            lexical.put("version", row.getString(5));
            return new SessionSettings(
                    dialect(row.getString(5)), "", database.isEmpty() ? List.of() : List.of(database), lexical);
        }
    }

    private static Dialect dialect(String version) {
        return version.toLowerCase(Locale.ROOT).contains("mariadb") ? Dialect.MARIADB : Dialect.MYSQL;
    }

    @Override
    public Catalogue catalogue(Connection connection) throws SQLException {
        return MySqlCatalogue.read(connection, settings(connection).dialect());
    }

    /** Temporary tables are in no list: each that may be there is asked for by its name. It hides a table or view of that name. */
    @Override
    public Catalogue catalogue(Connection connection, Supplier<Catalogue> shared, Set<ObjectName> named)
            throws SQLException {
        return shared.get().with(MySqlTemporaryTables.read(connection, named));
    }

    /** The driver leaves the zone of a session to the server, and so do we. */
    @Override
    public void zone(Connection connection, ZoneId zone) {}

    /** A schema is the same as a catalog here, and the driver knows it as one. */
    @Override
    public void schema(Connection connection, String schema, String usual) {}

    @Override
    public void readOnly(Connection connection, Access access) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute("SET SESSION TRANSACTION " + (access == Access.READ_ONLY ? "READ ONLY" : "READ WRITE"));
        }
    }

    @Override
    public TransactionState transaction(Connection connection) throws SQLException {
        int status = connection
                .unwrap(org.mariadb.jdbc.Connection.class)
                .getContext()
                .getServerStatus();
        return (status & ServerStatus.IN_TRANSACTION) == 0 ? TransactionState.IDLE : TransactionState.OPEN;
    }

    @Override
    public Cleaning clean(Connection connection) {
        return Cleaning.DISCARD;
    }

    @Override
    public void cancel(Connection connection, Statement running) throws SQLException {
        running.cancel();
    }

    @Override
    public void absorbCancel(Connection connection) throws SQLException {
        Probe.run(connection, "DO 0", "70100", ABSORB_ATTEMPTS);
    }

    /** Else closing would read the rest of the rows to throw them away. */
    @Override
    public Abandoning abandon(Statement running) throws SQLException {
        running.cancel();
        return Abandoning.CANCELLED;
    }

    @Override
    public CellReaders cells(ZoneId zone, long limitBytes) {
        return new MySqlCells(limitBytes);
    }

    @Override
    public VendorParameters parameters(ZoneId zone) {
        return VendorParameters.mySql(zone);
    }
}
