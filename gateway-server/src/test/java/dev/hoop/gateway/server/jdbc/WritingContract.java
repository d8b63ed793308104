package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Parameters, generated keys and batches. */
interface WritingContract extends Bench {
    @Test
    default void parametersArriveAsTheyDoDirectly() throws SQLException {
        LocalDateTime clock = LocalDateTime.of(2024, 7, 2, 3, 4, 5, 123_456_000);
        Map<String, Setter> setters = new TreeMap<>(Map.ofEntries(
                Map.entry("n", statement -> statement.setInt(1, 42)),
                Map.entry("big", statement -> statement.setLong(1, Long.MAX_VALUE)),
                Map.entry("deci", statement -> statement.setBigDecimal(1, new BigDecimal("12.3400"))),
                Map.entry("dbl", statement -> statement.setDouble(1, 1.5)),
                Map.entry("flag", statement -> statement.setBoolean(1, true)),
                Map.entry("txt", statement -> statement.setString(1, "grüße 'quoted' \\ \uD83D\uDE00")),
                Map.entry("bin", statement -> statement.setBytes(1, new byte[] {0, 1, -1})),
                Map.entry("dt", statement -> statement.setDate(1, Date.valueOf("2024-02-29"))),
                Map.entry("tm", statement -> statement.setTime(1, Time.valueOf("01:02:03"))),
                Map.entry("ts", statement -> statement.setTimestamp(1, Timestamp.valueOf(clock)))));
        Map<String, Setter> others = new TreeMap<>(Map.ofEntries(
                Map.entry("n", statement -> statement.setObject(1, (short) 7)),
                Map.entry("big", statement -> statement.setObject(1, 7L)),
                Map.entry("deci", statement -> statement.setObject(1, "12.3", Types.NUMERIC)),
                Map.entry("dbl", statement -> statement.setNull(1, Types.DOUBLE)),
                Map.entry("flag", statement -> statement.setObject(1, false)),
                Map.entry("txt", statement -> statement.setCharacterStream(1, new StringReader("stream"))),
                Map.entry("bin", statement -> statement.setBinaryStream(1, new ByteArrayInputStream(new byte[] {9}))),
                Map.entry("dt", statement -> statement.setObject(1, clock.toLocalDate())),
                Map.entry(
                        "tm",
                        statement -> statement.setObject(1, clock.toLocalTime().withNano(0))),
                Map.entry("ts", statement -> statement.setObject(1, clock))));
        for (Map<String, Setter> set : List.of(setters, others, ownTypes())) {
            for (Map.Entry<String, Setter> entry : set.entrySet()) {
                assertThat(stored(through(), entry.getKey(), entry.getValue()))
                        .as(entry.getKey())
                        .isEqualTo(stored(direct(), entry.getKey(), entry.getValue()));
            }
        }
    }

    /** What the database holds after a parameter was set on that connection, as its own driver shows it. */
    private String stored(Connection connection, String column, Setter setter) throws SQLException {
        try (Statement statement = direct().createStatement()) {
            statement.executeUpdate("delete from numbers where 1 = 1");
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into numbers (" + column + ") values (?)")) {
            setter.set(insert);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        try (Statement statement = direct().createStatement();
                ResultSet result = statement.executeQuery("select " + column + " from numbers")) {
            assertThat(result.next()).isTrue();
            return Behaviour.of(result, 1).get("getString")
                    + Behaviour.of(result, 1).get("getBytes");
        }
    }

    @Test
    default void nullIsStoredByEveryWayToSetIt() throws SQLException {
        Map<String, Integer> types = Map.of(
                "n", Types.INTEGER,
                "deci", Types.NUMERIC,
                "flag", Types.BOOLEAN,
                "txt", Types.VARCHAR,
                "bin", Types.BINARY,
                "dt", Types.DATE,
                "tm", Types.TIME,
                "ts", Types.TIMESTAMP);
        for (Map.Entry<String, Integer> type : types.entrySet()) {
            String column = type.getKey();
            assertThat(stored(through(), column, statement -> statement.setNull(1, type.getValue())))
                    .isEqualTo("nullnull");
            assertThat(stored(through(), column, statement -> statement.setNull(1, Types.NULL)))
                    .isEqualTo("nullnull");
            assertThat(stored(through(), column, statement -> statement.setObject(1, null)))
                    .isEqualTo("nullnull");
            assertThat(stored(through(), column, statement -> statement.setObject(1, null, type.getValue())))
                    .isEqualTo("nullnull");
        }
        assertThat(stored(through(), "txt", statement -> statement.setString(1, null)))
                .isEqualTo("nullnull");
        assertThat(stored(through(), "ts", statement -> statement.setTimestamp(1, null)))
                .isEqualTo("nullnull");
        assertThat(stored(through(), "bin", statement -> statement.setBytes(1, null)))
                .isEqualTo("nullnull");
    }

    @Test
    default void generatedKeysAreThoseThatTheDatabasesOwnDriverGives() throws SQLException {
        String text = "insert into numbers (n) values (?)";
        for (Preparing preparing : List.<Preparing>of(
                connection -> connection.prepareStatement(text, Statement.RETURN_GENERATED_KEYS),
                connection -> connection.prepareStatement(text, new int[] {1}),
                connection -> connection.prepareStatement(text, new String[] {key(connection)}))) {
            assertThat(keys(through(), preparing)).isEqualTo(keys(direct(), preparing));
        }
    }

    /** Makes a statement that gives generated keys. */
    interface Preparing {
        PreparedStatement on(Connection connection) throws SQLException;
    }

    private static String key(Connection connection) throws SQLException {
        return connection.getMetaData().storesUpperCaseIdentifiers() ? "ID" : "id";
    }

    /** Three inserts: each key by its label, less the key of the row in the database, which must leave nothing but the label. */
    private List<String> keys(Connection connection, Preparing preparing) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement insert = preparing.on(connection);
                PreparedStatement check = direct().prepareStatement("select max(id) from numbers where n = ?")) {
            for (int i = 0; i < 3; i++) {
                insert.setInt(1, i);
                assertThat(insert.executeUpdate()).isEqualTo(1);
                check.setInt(1, i);
                try (ResultSet keys = insert.getGeneratedKeys();
                        ResultSet row = check.executeQuery()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(row.next()).isTrue();
                    assertThat(keys.getInt(1)).isEqualTo(row.getInt(1));
                    found.add(keys.getMetaData().getColumnLabel(1) + " "
                            + keys.getMetaData().getColumnCount());
                }
            }
        } catch (SQLException e) {
            return List.of("refused with " + e.getSQLState());
        }
        return found;
    }

    @Test
    default void batchGivesItsKeys() throws SQLException {
        List<Integer> keys = new ArrayList<>();
        try (PreparedStatement insert =
                through().prepareStatement("insert into numbers (n) values (?)", Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < 5; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            insert.executeBatch();
            try (ResultSet given = insert.getGeneratedKeys()) {
                while (given.next()) {
                    keys.add(given.getInt(1));
                }
            }
        }
        try (Statement statement = direct().createStatement();
                ResultSet result = statement.executeQuery("select id from numbers order by n")) {
            for (int key : keys) {
                assertThat(result.next()).isTrue();
                assertThat(key).isEqualTo(result.getInt(1));
            }
        }
        assertThat(keys).hasSize(5);
    }

    @Test
    default void batchOfTextsRunsInOrderAndSaysWhatFailed() throws SQLException {
        BatchUpdateException expected = failedTexts(direct());
        BatchUpdateException actual = failedTexts(through());

        assertThat(actual.getUpdateCounts()).isEqualTo(expected.getUpdateCounts());
        assertThat(actual.getSQLState()).isEqualTo(expected.getSQLState());
        assertThat(actual.getErrorCode()).isEqualTo(expected.getErrorCode());
        assertThat(actual.getLargeUpdateCounts()).hasSize(actual.getUpdateCounts().length);
    }

    private static BatchUpdateException failedTexts(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("insert into numbers (id, n) values (8001, 0)");
            statement.addBatch("insert into numbers (id, n) values (8002, 0), (8003, 0)");
            statement.addBatch("insert into numbers (id, n) values (8001, 0)");
            statement.addBatch("insert into numbers (id, n) values (8004, 0)");
            return catchThrowableOfType(BatchUpdateException.class, statement::executeBatch);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Test
    default void batchReportsItsCounts() throws SQLException {
        try (PreparedStatement insert = through().prepareStatement("insert into numbers (n) values (?)")) {
            for (int i = 0; i < 1000; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            int[] counts = insert.executeBatch();
            assertThat(counts).hasSize(1000);
            for (int count : counts) {
                assertThat(count).isIn(1, Statement.SUCCESS_NO_INFO);
            }
        }
        assertThat(count()).isEqualTo(1000);
    }

    @Test
    default void failedBatchLooksAsItDoesDirectly() throws SQLException {
        BatchUpdateException expected = failedBatch(direct());
        BatchUpdateException actual = failedBatch(through());

        assertThat(actual.getSQLState()).isEqualTo(expected.getSQLState());
        assertThat(actual.getErrorCode()).isEqualTo(expected.getErrorCode());
        assertThat(actual.getUpdateCounts()).isEqualTo(expected.getUpdateCounts());
    }

    private static BatchUpdateException failedBatch(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("insert into numbers (id, n) values (?, 0)")) {
            for (int id : List.of(9001, 9002, 9001, 9003)) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            return catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
