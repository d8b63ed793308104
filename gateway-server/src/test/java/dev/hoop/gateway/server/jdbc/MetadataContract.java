package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What DatabaseMetaData and the descriptions of statements answer. */
interface MetadataContract extends Bench {
    /** The gateway's own, by design: who is asked and where, and how this driver's results behave. */
    Set<String> OURS = Set.of(
            "getConnection",
            "getURL", // the gateway's address
            "getUserName", // the subject
            "getDriverName", // with a suffix
            "getDriverVersion",
            "getDriverMajorVersion",
            "getDriverMinorVersion",
            "getJDBCMajorVersion",
            "getJDBCMinorVersion",
            "getMaxLogicalLobSize", // large objects travel whole, within the limits of a message
            "getMaxStatements",
            "getResultSetHoldability",
            "isReadOnly",
            "supportsGetGeneratedKeys",
            "supportsMultipleOpenResults", // one result at a time, on every database
            "supportsNamedParameters",
            "supportsPositionedDelete", // results are read-only
            "supportsPositionedUpdate",
            "supportsOpenCursorsAcrossCommit",
            "supportsOpenCursorsAcrossRollback",
            "supportsRefCursors",
            "locatorsUpdateCopy",
            "supportsStatementPooling",
            "generatedKeyAlwaysReturned");

    /** A way to ask for rows about the catalogue. */
    interface Question {
        ResultSet ask(DatabaseMetaData metadata, @org.jspecify.annotations.Nullable String catalog, String numbers)
                throws SQLException;
    }

    Map<String, Question> QUESTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("tables", (data, catalog, name) -> data.getTables(catalog, null, "%", new String[] {"TABLE"})),
            Map.entry("tables of any type", (data, catalog, name) -> data.getTables(catalog, null, name, null)),
            Map.entry("columns", (data, catalog, name) -> data.getColumns(catalog, null, name, null)),
            Map.entry("all columns", (data, catalog, name) -> data.getColumns(catalog, null, "_inds", "%")),
            Map.entry("primary keys", (data, catalog, name) -> data.getPrimaryKeys(catalog, null, name)),
            Map.entry("indexes", (data, catalog, name) -> data.getIndexInfo(catalog, null, name, false, true)),
            Map.entry("imported keys", (data, catalog, name) -> data.getImportedKeys(catalog, null, name)),
            Map.entry("exported keys", (data, catalog, name) -> data.getExportedKeys(catalog, null, name)),
            Map.entry("types", (data, catalog, name) -> data.getTypeInfo()),
            Map.entry("table types", (data, catalog, name) -> data.getTableTypes()),
            Map.entry("schemas", (data, catalog, name) -> data.getSchemas()),
            Map.entry("catalogs", (data, catalog, name) -> data.getCatalogs()),
            Map.entry("best row", (data, catalog, name) -> data.getBestRowIdentifier(catalog, null, name, 2, true)),
            Map.entry("version columns", (data, catalog, name) -> data.getVersionColumns(catalog, null, name)),
            Map.entry("client info", (data, catalog, name) -> data.getClientInfoProperties())));

    @Test
    default void questionsAboutTheDatabaseAreAnsweredAsByItsOwnDriver() throws SQLException {
        Map<String, String> different = new TreeMap<>();
        for (Method question : DatabaseMetaData.class.getDeclaredMethods()) {
            if (question.getParameterCount() == 0
                    && question.getReturnType() != ResultSet.class
                    && !OURS.contains(question.getName())) {
                String expected = answer(question, direct().getMetaData());
                String actual = answer(question, through().getMetaData());
                if (!expected.equals(Behaviour.REFUSED) && !expected.equals(actual)) {
                    different.put(question.getName(), expected + " -> " + actual);
                }
            }
        }

        assertThat(different).isEmpty();
    }

    private static String answer(Method question, DatabaseMetaData metadata) {
        try {
            return String.valueOf(question.invoke(metadata));
        } catch (InvocationTargetException | IllegalAccessException e) {
            return Behaviour.REFUSED;
        }
    }

    @Test
    default void driverSaysWhatItStandsFor() throws SQLException {
        DatabaseMetaData expected = direct().getMetaData();
        DatabaseMetaData actual = through().getMetaData();

        assertThat(actual.getDriverName()).isEqualTo(expected.getDriverName() + " (hoop)");
        assertThat(actual.getUserName()).isEqualTo("sue");
        String scheme = database().url().substring(0, database().url().indexOf(':', 5) + 1);
        assertThat(actual.getURL())
                .startsWith(scheme + "//")
                .endsWith("/shop")
                .doesNotContain(database().user() + "@");
    }

    @Test
    default void catalogueIsTheDatabasesOwn() throws SQLException {
        for (Map.Entry<String, Question> question : QUESTIONS.entrySet()) {
            List<String> expected = rows(direct(), question.getValue());
            List<String> actual = rows(through(), question.getValue());
            List<String> missing = new ArrayList<>(expected);
            missing.removeAll(actual);
            assertThat(missing).as(question.getKey()).isEmpty();
            assertThat(actual).as(question.getKey()).hasSameSizeAs(expected);
        }
        assertThat(rows(through(), Objects.requireNonNull(QUESTIONS.get("columns"))))
                .hasSizeGreaterThan(5);
    }

    /** Every column of every row, its label before it. */
    private static List<String> rows(Connection connection, Question question) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        String numbers = metadata.storesUpperCaseIdentifiers() ? "NUMBERS" : "numbers";
        List<String> found = new ArrayList<>();
        try (ResultSet result = question.ask(metadata, connection.getCatalog(), numbers)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(result.getMetaData().getColumnLabel(i))
                            .append('=')
                            .append(result.getString(i))
                            .append(' ');
                }
                found.add(row.toString());
            }
        }
        return found;
    }

    /** No database knows the type of such a column before there is a value. */
    @Test
    default void parametersAreCountedAlsoWhereTheyAreColumns() throws SQLException {
        try (PreparedStatement expected = direct().prepareStatement("select ?, id from people where id = ?");
                PreparedStatement actual = through().prepareStatement("select ?, id from people where id = ?")) {
            assertThat(actual.getParameterMetaData().getParameterCount())
                    .isEqualTo(expected.getParameterMetaData().getParameterCount());
        }
    }

    @Test
    default void preparedStatementIsDescribedBeforeItRunsAsByTheDatabasesOwnDriver() throws SQLException {
        String text = "select id, name as who, id + 1 from people where id = ? and name = ?";
        try (PreparedStatement one = direct().prepareStatement(text);
                PreparedStatement two = through().prepareStatement(text)) {
            assertThat(Behaviour.differing(
                            Behaviour.of(Objects.requireNonNull(one.getMetaData())),
                            Behaviour.of(Objects.requireNonNull(two.getMetaData()))))
                    .isEmpty();
            assertThat(Behaviour.differing(
                            parameters(one.getParameterMetaData()), parameters(two.getParameterMetaData())))
                    .isEmpty();
        }
    }

    private static Map<String, String> parameters(ParameterMetaData from) throws SQLException {
        Map<String, String> seen = new TreeMap<>();
        for (int i = 1; i <= from.getParameterCount(); i++) {
            for (Method question : ParameterMetaData.class.getDeclaredMethods()) {
                if (question.getParameterCount() == 1) {
                    seen.put(i + " " + question.getName(), Behaviour.shown(question, from, i));
                }
            }
        }
        return seen;
    }
}
