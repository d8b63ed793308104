package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Results: every getter of every type, how columns are described, and how rows stream. */
interface ReadingContract extends Bench {
    @Test
    default void everyGetterOfEveryTypeGivesWhatTheDatabasesOwnDriverGives() throws SQLException {
        Map<String, String> different = new TreeMap<>();
        try (Statement one = direct().createStatement();
                Statement two = through().createStatement();
                ResultSet expected = one.executeQuery("select * from kinds order by id");
                ResultSet actual = two.executeQuery("select * from kinds order by id")) {
            while (expected.next()) {
                assertThat(actual.next()).isTrue();
                for (int column = 1; column <= expected.getMetaData().getColumnCount(); column++) {
                    String name = expected.getMetaData().getColumnLabel(column) + " ";
                    Map<String, String> answers = Behaviour.of(actual, column);
                    Behaviour.of(expected, column).forEach((getter, wanted) -> {
                        String got = Objects.requireNonNull(answers.get(getter));
                        if (!wanted.equals(Behaviour.REFUSED) && !wanted.equals(got)) {
                            different.merge(name + getter, wanted + " -> " + got, (a, b) -> a + " | " + b);
                        }
                    });
                }
            }
            assertThat(actual.next()).isFalse();
        }

        different.keySet().removeAll(differences());
        assertThat(different).isEmpty();
    }

    /** Some drivers know a column by its table, too. */
    @Test
    default void columnsAreFoundByWhatTheDatabasesOwnDriverFindsThem() throws SQLException {
        Map<String, String> different = new TreeMap<>();
        try (Statement one = direct().createStatement();
                Statement two = through().createStatement();
                ResultSet expected = one.executeQuery("select id, name as called, ssn from people");
                ResultSet actual = two.executeQuery("select id, name as called, ssn from people")) {
            for (String label : List.of("id", "CALLED", "people.id", "PEOPLE.SSN", "people.called", "people.name")) {
                String wanted = found(expected, label);
                String got = found(actual, label);
                if (!wanted.equals(Behaviour.REFUSED) && !wanted.equals(got)) {
                    different.put(label, wanted + " -> " + got);
                }
            }
            assertThat(found(actual, "others.id")).isEqualTo(Behaviour.REFUSED);
        }

        assertThat(different).isEmpty();
    }

    private static String found(ResultSet result, String label) {
        try {
            return String.valueOf(result.findColumn(label));
        } catch (SQLException e) {
            return Behaviour.REFUSED;
        }
    }

    @Test
    default void statementsAreClosedWithTheirConnection() throws SQLException {
        Connection connection = DriverManager.getConnection(url(), "sue", token());
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("select id from people");
        ResultSet result = prepared.executeQuery();
        assertThat(statement.isClosed()).isFalse();

        connection.close();

        assertThat(statement.isClosed()).isTrue();
        assertThat(prepared.isClosed()).isTrue();
        assertThat(result.isClosed()).isTrue();
    }

    @Test
    default void columnsAreDescribedAsTheDatabasesOwnDriverDescribesThem() throws SQLException {
        Map<String, String> different;
        try (Statement one = direct().createStatement();
                Statement two = through().createStatement();
                ResultSet expected = one.executeQuery("select * from kinds");
                ResultSet actual = two.executeQuery("select * from kinds")) {
            different = Behaviour.differing(Behaviour.of(expected.getMetaData()), Behaviour.of(actual.getMetaData()));
        }

        different.keySet().removeAll(differences());
        assertThat(different).isEmpty();
    }

    @Test
    default void noGetterShowsAMaskedValue() throws SQLException {
        try (Statement statement = through().createStatement();
                ResultSet result = statement.executeQuery("select ssn, id from people")) {
            assertThat(result.next()).isTrue();
            assertThat(Behaviour.of(result, 1).toString()).doesNotContain("078").doesNotContain("1120");
        }
    }

    @Test
    default void resultOfManyRowsStreamsWithASmallWindow() throws SQLException {
        for (int fetchSize : List.of(0, 100)) {
            try (Statement statement = through().createStatement()) {
                statement.setFetchSize(fetchSize);
                try (ResultSet result = statement.executeQuery(database().many())) {
                    int rows = 0;
                    while (result.next()) {
                        rows++;
                    }
                    assertThat(rows).isEqualTo(100_000);
                }
            }
        }
    }

    @Test
    default void resultClosedEarlyLeavesTheConnectionUsable() throws SQLException {
        for (int i = 0; i < 20; i++) {
            try (Statement statement = through().createStatement();
                    ResultSet result = statement.executeQuery(database().many())) {
                assertThat(result.next()).isTrue();
            }
        }
        assertThat(through().isValid(5)).isTrue();
    }

    @Test
    default void statementRunsWhileAnotherResultIsOpen() throws SQLException {
        through().setAutoCommit(false);
        try (Statement reading = through().createStatement();
                PreparedStatement writing = through().prepareStatement("insert into numbers (n) values (?)")) {
            reading.setFetchSize(100);
            ResultSet result = reading.executeQuery(database().many());
            for (int i = 0; i < 500; i++) {
                assertThat(result.next()).isTrue();
                if (i % 100 == 0) {
                    writing.setInt(1, i);
                    writing.executeUpdate();
                }
            }
            result.close();
        }
        through().commit();

        assertThat(count()).isEqualTo(5);
    }

    @Test
    default void maxRowsIsKept() throws SQLException {
        try (Statement statement = through().createStatement()) {
            statement.setMaxRows(7);
            ResultSet result = statement.executeQuery(database().many());
            int rows = 0;
            while (result.next()) {
                rows++;
            }
            assertThat(rows).isEqualTo(7);
        }
    }

    @Test
    default void rowsBeyondWhatAGrantAllowsAreCutOffWithAWarning() throws SQLException {
        try (Connection capped = DriverManager.getConnection(url(), "tim", cappedToken());
                Statement statement = capped.createStatement()) {
            assertThat(rows(statement, database().many())).isEqualTo(ROWS_OF_CAPPED);
            assertThat(Objects.requireNonNull(statement.getWarnings()).getSQLState())
                    .isEqualTo("01004");

            assertThat(rows(statement, "select id from kinds where id <= " + ROWS_OF_CAPPED))
                    .isEqualTo(ROWS_OF_CAPPED);
            assertThat((Throwable) statement.getWarnings()).isNull();
        }
    }

    private static int rows(Statement statement, String query) throws SQLException {
        int rows = 0;
        try (ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows++;
            }
        }
        return rows;
    }

    @Test
    default void scrollableResultMoves() throws SQLException {
        try (Statement statement =
                        through().createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet result = statement.executeQuery("select id from kinds order by id")) {
            assertThat(result.last()).isTrue();
            int last = result.getInt(1);
            assertThat(last).isGreaterThan(4);
            assertThat(result.previous()).isTrue();
            assertThat(result.getInt(1)).isEqualTo(last - 1);
            assertThat(result.absolute(1)).isTrue();
            assertThat(result.getInt(1)).isEqualTo(1);
        }
    }
}
