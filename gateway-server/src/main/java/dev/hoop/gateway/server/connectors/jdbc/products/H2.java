package dev.hoop.gateway.server.connectors.jdbc.products;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.connectors.jdbc.catalogues.H2Catalogue;
import dev.hoop.gateway.server.connectors.jdbc.cells.CellReaders;
import dev.hoop.gateway.server.connectors.jdbc.cells.H2Cells;
import dev.hoop.gateway.server.connectors.jdbc.cells.VendorParameters;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * H2, in process or over its own network protocol. It has no cursor at the database: a result is complete in the memory of the process
 * that runs the database (on disk beyond its {@code MAX_MEMORY_ROWS}) before the first row is read.
 */
final class H2 implements Product {
    private static final Pattern SCHEMA_NAME = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,\\s\"]+)");

    @Override
    public boolean tellsOfServer(String clientInformation) {
        return clientInformation.startsWith("server");
    }

    @Override
    public Driver driver() {
        return org.h2.Driver.load();
    }

    @Override
    public Optional<String> objection(String url) {
        return UrlObjections.find(url, ';');
    }

    @Override
    public Properties safeguards(Duration connectTimeout) {
        return new Properties();
    }

    @Override
    public SessionSettings settings(Connection connection) throws SQLException {
        Map<String, String> lexical = new HashMap<>();
        List<String> path = new ArrayList<>();
        String database;
        try (Statement ask = connection.createStatement()) {
            try (ResultSet row = ask.executeQuery("SELECT DATABASE(), CURRENT_SCHEMA, H2VERSION()")) {
                row.next();
                database = row.getString(1);
                path.add(row.getString(2));
                lexical.put("VERSION", row.getString(3));
            }
            try (ResultSet row = ask.executeQuery("SELECT SETTING_NAME, SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                    + " WHERE SETTING_NAME IN ('MODE', 'DATABASE_TO_UPPER', 'DATABASE_TO_LOWER',"
                    + " 'CASE_INSENSITIVE_IDENTIFIERS', 'NON_KEYWORDS', 'OLD_INFORMATION_SCHEMA')")) {
                while (row.next()) {
                    lexical.put(row.getString(1), row.getString(2));
                }
            }
            try (ResultSet row = ask.executeQuery("SELECT STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE"
                    + " WHERE STATE_KEY = 'SCHEMA_SEARCH_PATH'")) {
                while (row.next()) {
                    path.addAll(names(row.getString(1)));
                }
            }
        }
        return new SessionSettings(
                Dialect.H2, database, path.stream().distinct().toList(), lexical);
    }

    /** The names in {@code SET SCHEMA_SEARCH_PATH "A", "B"}. */
    private static List<String> names(String command) {
        List<String> names = new ArrayList<>();
        Matcher matcher = SCHEMA_NAME.matcher(command.replaceFirst("^SET SCHEMA_SEARCH_PATH", ""));
        while (matcher.find()) {
            names.add(
                    matcher.group(1) == null
                            ? matcher.group(2)
                            : matcher.group(1).replace("\"\"", "\""));
        }
        return names;
    }

    @Override
    public Catalogue catalogue(Connection connection) throws SQLException {
        return H2Catalogue.read(connection);
    }

    @Override
    public Catalogue catalogue(Connection connection, Supplier<Catalogue> shared, Set<ObjectName> named)
            throws SQLException {
        return H2Catalogue.read(connection);
    }

    @Override
    public void zone(Connection connection, ZoneId zone) throws SQLException {
        ZoneId plain = zone.normalized();
        try (Statement set = connection.createStatement()) {
            set.execute("SET TIME ZONE '" + (plain.equals(ZoneOffset.UTC) ? "UTC" : plain.getId())
                    + "'"); // an id holds no quote
        }
    }

    @Override
    public void schema(Connection connection, String schema, String usual) throws SQLException {
        connection.setSchema(schema);
    }

    /** H2 has no read-only transactions; what the statement may do was judged before. */
    @Override
    public void readOnly(Connection connection, Access access) {}

    @Override
    public TransactionState transaction(Connection connection) throws SQLException {
        return connection.getAutoCommit() ? TransactionState.IDLE : TransactionState.OPEN;
    }

    @Override
    public Cleaning clean(Connection connection) {
        return Cleaning.DISCARD;
    }

    @Override
    public void cancel(Connection connection, Statement running) throws SQLException {
        running.cancel();
    }

    /** A cancel names the command it stops, so it cannot come too late. */
    @Override
    public void absorbCancel(Connection connection) {}

    @Override
    public boolean readsOutsFromResult() {
        return true;
    }

    @Override
    public CellReaders cells(ZoneId zone, long limitBytes) {
        return new H2Cells(limitBytes);
    }

    @Override
    public VendorParameters parameters(ZoneId zone) {
        return VendorParameters.H2;
    }
}
