package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.transform.Result;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.sax.SAXResult;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stax.StAXResult;
import javax.xml.transform.stax.StAXSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.Test;
import org.postgresql.util.ByteStreamWriter;
import org.postgresql.util.PGTime;
import org.postgresql.util.PGTimestamp;

/** What PostgreSQL's own driver does in a way of its own, and applications written for it expect. */
interface PostgresBehaviours extends Bench {
    /** Something done with a connection, told as text. */
    @FunctionalInterface
    interface Doing {
        String with(Connection connection) throws Exception;
    }

    private void same(Doing doing) throws Exception {
        String expected = doing.with(direct());
        assertThat(doing.with(through())).isEqualTo(expected);
    }

    @Test
    default void aQuestionMarkInAPlainStatementIsTheDatabases() throws Exception {
        for (String query : new String[] {
            "select '{\"a\": 1}'::jsonb ? 'a', '?' || '??'",
            "select '{\"a\": 1}'::jsonb ?? 'b'",
            "select '{\"a\": 1}'::jsonb ?| array['b', 'a'], '{\"a\": 1}'::jsonb ?& array['b', 'a'] /* ? */",
            "select '{\"a\": [1, 5]}'::jsonb @? '$.a[*] ? (@ > 2)' -- ?",
            "select '\"?\"'::jsonb ? '?', $$ ? $$ as \"?\"",
        }) {
            same(connection -> rows(connection, query));
        }
        same(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select ?")) {
                statement.executeQuery();
                return "ran";
            } catch (SQLException e) {
                return e.getSQLState();
            }
        });
        same(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery("select 1 where 1 = ?");
                return "ran";
            } catch (SQLException e) {
                return e.getSQLState().substring(0, 2);
            }
        });
    }

    @Test
    default void asManyParametersAsTheProtocolHasAreTaken() throws Exception {
        same(connection -> {
            String marks = "?,".repeat(65_534) + "?";
            try (PreparedStatement statement =
                    connection.prepareStatement("select 'found' where 65535 in (" + marks + ")")) {
                for (int i = 1; i <= 65_535; i++) {
                    statement.setInt(i, i);
                }
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    return result.getString(1);
                }
            }
        });
    }

    @Test
    default void numbersOfAnyClassAreRoundedToTheScaleGiven() throws Exception {
        for (Object number : new Object[] {"3.14159", 2.71828f, 2.71828d, 7, "2.5", "NaN"}) {
            same(connection -> {
                try (PreparedStatement statement = connection.prepareStatement("select ?::numeric::text")) {
                    statement.setObject(1, number, Types.NUMERIC, 2);
                    try (ResultSet result = statement.executeQuery()) {
                        result.next();
                        return result.getString(1);
                    }
                } catch (SQLException e) {
                    return e.getSQLState();
                }
            });
        }
    }

    @Test
    default void whatIsNeitherOneNorZeroIsNoBoolean() throws Exception {
        for (String cell : new String[] {"1", "0", "2", "2.5", "'2'", "'t'", "-1", "1::float8", "0.5::float4"}) {
            same(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet result = statement.executeQuery("select " + cell)) {
                    result.next();
                    return String.valueOf(result.getBoolean(1));
                } catch (SQLException e) {
                    return "refused";
                }
            });
        }
    }

    @Test
    default void updateOfACallOfAFunctionIsACall() throws Exception {
        Doing doing = connection -> {
            try (CallableStatement call = connection.prepareCall("{? = call twice(?)}")) {
                call.registerOutParameter(1, Types.INTEGER);
                call.setInt(2, -7);
                return call.executeUpdate() + " " + call.getInt(1);
            }
        };
        try (Connection seeing = DriverManager.getConnection(url(), "ann", seeingToken())) {
            assertThat(doing.with(seeing)).isEqualTo(doing.with(direct()));
        }
    }

    @Test
    default void bytesThatWriteThemselvesAreTaken() throws Exception {
        for (int promised : new int[] {4, 6}) {
            same(connection -> {
                try (PreparedStatement statement = connection.prepareStatement("select encode(?::bytea, 'hex')")) {
                    statement.setObject(1, new ByteStreamWriter() {
                        @Override
                        public int getLength() {
                            return promised;
                        }

                        @Override
                        public void writeTo(ByteStreamTarget target) throws IOException {
                            target.getOutputStream().write(new byte[] {1, 2, 3, 4});
                        }
                    });
                    try (ResultSet result = statement.executeQuery()) {
                        result.next();
                        return result.getString(1);
                    }
                } catch (SQLException e) {
                    return String.valueOf(e.getCause() instanceof IOException);
                }
            });
        }
    }

    @Test
    default void whateverEndsTheWritingOfBytesIsAFailureOfWriting() throws Exception {
        Doing doing = connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select ?::bytea")) {
                statement.setObject(1, new ByteStreamWriter() {
                    @Override
                    public int getLength() {
                        return 4;
                    }

                    @Override
                    public void writeTo(ByteStreamTarget target) {
                        throw new IllegalStateException("no bytes");
                    }
                });
                statement.executeQuery();
                return "ran";
            } catch (SQLException e) {
                Throwable cause = e.getCause();
                return (cause instanceof IOException) + " " + (cause == null ? null : cause.getCause());
            }
        };
        String expected;
        try (Connection own = DriverManager.getConnection(
                database().url(), database().user(), database().password())) { // it does not outlive that
            expected = doing.with(own);
        }
        assertThat(doing.with(through())).isEqualTo(expected);
    }

    @Test
    default void textMayBeShorterThanPromised() throws Exception {
        same(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select ?::text")) {
                statement.setCharacterStream(1, new StringReader("short"), 100);
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    return result.getString(1);
                }
            }
        });
    }

    @Test
    default void pathOfSchemasIsAProperty() throws Exception {
        String path = "pg_catalog,public";
        Properties properties = new Properties();
        properties.setProperty("user", "sue");
        properties.setProperty("password", token());
        properties.setProperty("currentSchema", path);
        try (Connection connection = DriverManager.getConnection(url(), properties);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show search_path")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo(path);
            assertThat(connection.getSchema()).isEqualTo("pg_catalog");
        }
    }

    @Test
    default void severalStatementsOfATextGiveTheirResultsInTurn() throws Exception {
        for (String text : new String[] {
            "select 1 as a; select 'x' as b, 2 as c",
            "insert into turns values (1), (2); select n from turns order by n; "
                    + "update turns set n = n + 1 where n > 0; select count(*) as many from turns",
            "select generate_series(1, 2000) as n; select generate_series(1, 3) as m",
        }) {
            same(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("drop table if exists turns");
                    statement.execute("create temp table turns (n int)");
                    StringBuilder seen = new StringBuilder();
                    boolean rows = statement.execute(text);
                    while (rows || statement.getUpdateCount() >= 0) {
                        if (rows) {
                            ResultSet result = statement.getResultSet();
                            seen.append(result.getMetaData().getColumnLabel(1)).append(':');
                            while (result.next()) {
                                seen.append(result.getString(1)).append(' ');
                            }
                        } else {
                            seen.append(statement.getUpdateCount()).append(" changed ");
                        }
                        rows = statement.getMoreResults();
                    }
                    return seen.toString();
                }
            });
        }
    }

    @Test
    default void positionsOfAResultThatIsReadOnceAreKnown() throws Exception {
        for (String query : new String[] {"select 1 where false", "select 1", "select generate_series(1, 3)"}) {
            same(connection -> {
                StringBuilder seen = new StringBuilder();
                try (ResultSet rows = connection.createStatement().executeQuery(query)) {
                    boolean more;
                    do {
                        seen.append(rows.isBeforeFirst() + " " + rows.isFirst() + " " + rows.isLast() + " ");
                        seen.append(rows.isAfterLast() + " " + rows.getRow() + "\n");
                        more = rows.next();
                    } while (more);
                    seen.append(rows.isBeforeFirst() + " " + rows.isLast() + " " + rows.isAfterLast());
                }
                return seen.toString();
            });
        }
    }

    @Test
    default void lookingForTheLastRowCostsNoRow() throws SQLException {
        try (Statement statement = through().createStatement()) {
            statement.setFetchSize(7);
            try (ResultSet rows =
                    statement.executeQuery("select x, repeat('x', 2000) from generate_series(1, 500) x")) {
                int count = 0;
                while (rows.next()) {
                    count++;
                    assertThat(rows.isLast()).isEqualTo(count == 500);
                    assertThat(rows.getInt(1)).isEqualTo(count);
                }
                assertThat(count).isEqualTo(500);
            }
        }
    }

    @Test
    default void keysAreClosedWithTheirStatement() throws Exception {
        same(connection -> {
            Statement statement = connection.createStatement();
            statement.executeUpdate("insert into numbers (n) values (1)", Statement.RETURN_GENERATED_KEYS);
            ResultSet keys = statement.getGeneratedKeys();
            statement.close();
            return Boolean.toString(keys.isClosed());
        });
    }

    @Test
    default void wrongMethodForAStatementIsToldByTheSameState() throws Exception {
        same(connection -> {
            Statement statement = connection.createStatement();
            return state(() -> statement.executeUpdate("select 1"))
                    + state(() -> statement.executeQuery("delete from numbers where n = -1"))
                    + statement.execute("")
                    + statement.getResultSet();
        });
    }

    @Test
    default void batchThatFailsReportsAllOfItsRows() throws Exception {
        for (boolean autoCommit : new boolean[] {true, false}) {
            same(connection -> {
                connection.setAutoCommit(autoCommit);
                try (Statement statement = connection.createStatement()) {
                    statement.addBatch("update numbers set n = 1 where n = 0");
                    statement.addBatch("select 0 / 0");
                    statement.addBatch("update numbers set n = 2 where n = 0");
                    return "ran " + Arrays.toString(statement.executeBatch());
                } catch (BatchUpdateException e) {
                    long[] counts = e.getLargeUpdateCounts();
                    // whether what ran before is kept depends on what is sent at once, which is each driver's own
                    counts[0] = autoCommit ? 0 : counts[0];
                    return e.getSQLState() + Arrays.toString(counts);
                } finally {
                    if (!autoCommit) {
                        connection.rollback();
                        connection.setAutoCommit(true);
                    }
                }
            });
        }
    }

    @Test
    default void whatABatchDidBeforeARefusalStaysAndIsCounted() throws Exception {
        Connection connection = through();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("insert into numbers (n) values (71)");
            statement.addBatch("insert into numbers (n) values (72), (73)");
            statement.addBatch("this is no statement");
            statement.addBatch("insert into numbers (n) values (74)");
            assertThatThrownBy(statement::executeBatch)
                    .isInstanceOfSatisfying(
                            BatchUpdateException.class,
                            refused -> assertThat(refused.getUpdateCounts())
                                    .containsExactly(1, 2, Statement.EXECUTE_FAILED, Statement.EXECUTE_FAILED));
            connection.commit();
            try (ResultSet result = statement.executeQuery("select count(*) from numbers where n between 71 and 74")) {
                result.next();
                assertThat(result.getInt(1)).isEqualTo(3);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Test
    default void functionsThatGiveTablesHaveTheirColumns() throws SQLException {
        try (Connection seeing = DriverManager.getConnection(url(), "ann", seeingToken())) {
            for (String query : new String[] {
                "select * from several(2)",
                "select s.label, s.id from several(3) s where s.id > 1 order by label desc",
                "select * from several(2) as t(a)",
                "select * from several(2) with ordinality as t(a, b, c)",
                "select * from several(1) a join several(2) b using (id)",
                "select x.*, p.name from people p, several(p.id) x",
                "select * from mirror('abc')",
                "select m.b from mirror('abc') as m",
                "select * from single(3) as another",
                "select only_one from single(3) as another",
            }) {
                assertThat(rows(seeing, query)).as(query).isEqualTo(rows(direct(), query));
            }
        }
    }

    private static String rows(Connection connection, String query) throws SQLException {
        StringBuilder seen = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    seen.append(result.getMetaData().getColumnLabel(i))
                            .append('=')
                            .append(result.getString(i))
                            .append(' ');
                }
            }
        }
        return seen.toString();
    }

    @Test
    default void whatAFunctionMakesOfAProtectedColumnIsProtected() throws SQLException {
        for (String query : new String[] {
            "select m.* from people p, mirror(p.ssn) m",
            "select m.a from people p cross join lateral mirror(p.ssn) as m(x, a)",
            "select reverse(b) from people, mirror(ssn)",
            "select (mirror(ssn)).* from people",
            "select * from folk()",
            "select ssn from folk()",
        }) {
            String seen;
            try {
                seen = rows(through(), query);
            } catch (SQLException refused) {
                seen = refused.getMessage() + refused.getSQLState();
            }
            assertThat(seen).as(query).isNotEmpty().doesNotContain("078", "1120", "870", "0211");
        }
    }

    @Test
    default void functionsOfAnotherDatabaseAreNone() throws Exception {
        same(connection -> {
            try (ResultSet functions = connection.getMetaData().getFunctions("another", null, "%")) {
                return Boolean.toString(functions.next());
            }
        });
    }

    @Test
    default void rowsOfAnArrayHaveTheSameColumns() throws Exception {
        same(connection -> {
            try (ResultSet rows =
                    connection.createArrayOf("text", new String[] {"a", null}).getResultSet()) {
                StringBuilder seen = new StringBuilder();
                seen.append(rows.getMetaData().getColumnType(1))
                        .append(rows.getMetaData().getColumnLabel(1))
                        .append(rows.getMetaData().getColumnType(2))
                        .append(rows.getMetaData().getColumnLabel(2));
                while (rows.next()) {
                    seen.append(rows.getObject(1))
                            .append(rows.getObject(1).getClass())
                            .append(rows.getString(2));
                }
                return seen.toString();
            }
        });
    }

    @Test
    default void rowsOfAnArrayOfArraysAreArraysThemselves() throws Exception {
        for (String array : new String[] {"'{{1,2},{3,4}}'::int[]", "'{{{a,b}},{{c,d}}}'::text[]", "'{1,2}'::int8[]"}) {
            same(connection -> {
                StringBuilder seen = new StringBuilder();
                try (Statement statement = connection.createStatement();
                        ResultSet result = statement.executeQuery("select " + array)) {
                    result.next();
                    tell(result.getArray(1), seen);
                }
                return seen.toString();
            });
        }
    }

    private static void tell(Array array, StringBuilder seen) throws SQLException {
        try (ResultSet rows = array.getResultSet()) {
            ResultSetMetaData columns = rows.getMetaData();
            seen.append(columns.getColumnType(2)).append(columns.getColumnTypeName(2));
            while (rows.next()) {
                seen.append(' ').append(rows.getInt(1)).append(' ');
                if (columns.getColumnType(2) == Types.ARRAY) {
                    tell(rows.getArray(2), seen);
                } else {
                    seen.append(rows.getString(2));
                }
            }
        }
    }

    @Test
    default void statementClosesWithTheLastOfItsResults() throws Exception {
        for (String text : new String[] {
            "select 1; select 2", "select 1; update numbers set n = n where n > 0; select 2", "select 1",
        }) {
            same(connection -> {
                StringBuilder seen = new StringBuilder();
                try (Statement statement = connection.createStatement()) {
                    statement.closeOnCompletion();
                    boolean rows = statement.execute(text);
                    while (!statement.isClosed() && (rows || statement.getUpdateCount() >= 0)) {
                        if (rows) {
                            ResultSet result = statement.getResultSet();
                            result.next();
                            seen.append(result.getInt(1));
                            result.close();
                        }
                        seen.append(statement.isClosed()).append(' ');
                        rows = !statement.isClosed() && statement.getMoreResults();
                    }
                }
                return seen.toString();
            });
        }
    }

    @Test
    default void closedResultAnswersNothing() throws Exception {
        same(connection -> {
            try (Statement statement = connection.createStatement()) {
                ResultSet result = statement.executeQuery("select 1");
                result.close();
                StringBuilder seen = new StringBuilder();
                for (Callable<Object> question : List.<Callable<Object>>of(
                        result::rowUpdated,
                        result::rowInserted,
                        result::rowDeleted,
                        result::getType,
                        result::getMetaData,
                        result::wasNull,
                        result::isLast)) {
                    try {
                        seen.append(question.call());
                    } catch (SQLException e) {
                        seen.append(e.getSQLState()).append(' ');
                    }
                }
                return seen.toString();
            }
        });
    }

    @Test
    default void callsAreBatched() throws Exception {
        Doing doing = connection -> {
            StringBuilder seen = new StringBuilder();
            for (String text : new String[] {"{call twice(?)}", "{ call twice ( ? ) }"}) {
                for (int calls : new int[] {1, 3}) {
                    try (CallableStatement call = connection.prepareCall(text)) {
                        for (int i = 0; i < calls; i++) {
                            call.setInt(1, i);
                            call.addBatch();
                        }
                        seen.append(Arrays.toString(call.executeBatch()));
                    }
                }
            }
            return seen.toString();
        };
        try (Connection seeing = DriverManager.getConnection(url(), "ann", seeingToken())) {
            assertThat(doing.with(seeing)).isEqualTo(doing.with(direct()));
        }
    }

    @Test
    default void timeWithOffsetIsTakenWithoutItsType() throws Exception {
        same(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select ?::timetz::text")) {
                statement.setObject(1, OffsetTime.parse("16:21:51+12:34"));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }

    @Test
    default void endOfTheDayIsMidnightOfTheNext() throws Exception {
        same(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select time '24:00', time '00:00'")) {
                row.next();
                return row.getTime(1).getTime() + " " + row.getTime(2).getTime();
            }
        });
    }

    @Test
    default void lengthOfAStreamIsNotNegative() throws Exception {
        same(connection -> {
            StringBuilder seen = new StringBuilder();
            try (PreparedStatement statement = connection.prepareStatement("select ?")) {
                for (int length : new int[] {-1, 0, 1}) {
                    InputStream bytes = new ByteArrayInputStream(new byte[] {'a'});
                    seen.append(state(() -> statement.setBinaryStream(1, bytes, length))
                            .isEmpty());
                    seen.append(state(() -> statement.setCharacterStream(1, new StringReader("a"), length))
                            .isEmpty());
                }
            }
            return seen.toString();
        });
    }

    @Test
    default void timesOfThatDriversClassesCountInTheirOwnZones() throws Exception {
        long moment = 1_700_000_000_000L;
        for (Calendar own : new Calendar[] {
            null,
            Calendar.getInstance(TimeZone.getTimeZone("GMT+03:00")),
            Calendar.getInstance(TimeZone.getTimeZone("GMT-08:00"))
        }) {
            same(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(
                        "select ?::timetz::text, ?::timetz::text, ?::timestamptz::text, ?::timestamptz::text, ?::timestamp::text,"
                                + " ?::timestamp::text")) {
                    statement.setTime(1, new PGTime(moment, own));
                    statement.setObject(2, new PGTime(moment, own));
                    statement.setTimestamp(3, new PGTimestamp(moment, own));
                    statement.setObject(4, new PGTimestamp(moment, own));
                    statement.setTimestamp(5, new PGTimestamp(moment, own));
                    statement.setTimestamp(
                            6, new PGTimestamp(moment, own), Calendar.getInstance(TimeZone.getTimeZone("GMT+05:00")));
                    try (ResultSet row = statement.executeQuery()) {
                        row.next();
                        StringBuilder all = new StringBuilder();
                        for (int i = 1; i <= 6; i++) {
                            all.append(row.getString(i)).append(' ');
                        }
                        return all.toString();
                    }
                }
            });
        }
    }

    @Test
    default void queriesInABatchAreRunAndTheirRowsDropped() throws SQLException {
        try (Statement statement = through().createStatement()) {
            statement.addBatch("insert into numbers (n) values (5)");
            statement.addBatch("select n from numbers");
            statement.addBatch("insert into numbers (n) values (6)");

            assertThat(statement.executeBatch()).containsExactly(1, Statement.SUCCESS_NO_INFO, 1);
        }
        assertThat(count()).isEqualTo(2);
    }

    @Test
    default void releasedSavepointIsOfNoUse() throws Exception {
        through().setAutoCommit(false);
        Savepoint savepoint = through().setSavepoint("one");
        through().releaseSavepoint(savepoint);

        assertThatThrownBy(savepoint::getSavepointName).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> through().rollback(savepoint)).isInstanceOf(SQLException.class);
        through().rollback();
    }

    @Test
    default void timesAreReadInTheZonesThatTheDriverUses() throws Exception {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Moscow"));
            same(connection -> {
                StringBuilder seen = new StringBuilder();
                try (PreparedStatement statement = connection.prepareStatement(
                                "select cast(? as timestamptz), timestamp '2000-03-26 02:00:00', timetz '00:00:00+12'");
                        ResultSet row = query(statement, "1934-02-28")) {
                    seen.append(row.getTimestamp(1)).append(row.getObject(1, OffsetDateTime.class));
                    seen.append(row.getTime(2)).append(row.getObject(2, OffsetDateTime.class));
                    seen.append(row.getTime(3).getTime()).append(row.getObject(3, OffsetTime.class));
                    seen.append(state(() -> row.getObject(2, OffsetTime.class)).isEmpty());
                    seen.append(state(() -> row.getObject(2, java.time.LocalTime.class))
                            .isEmpty());
                }
                return seen.toString();
            });
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static ResultSet query(PreparedStatement statement, String date) throws SQLException {
        statement.setObject(1, date, Types.DATE);
        ResultSet row = statement.executeQuery();
        row.next();
        return row;
    }

    @Test
    default void arraysHaveElementsOfTheSameClasses() throws Exception {
        for (String array : new String[] {
            "array['sad', null]::mood[]",
            "array['00112233-4455-6677-8899-aabbccddeeff']::uuid[]",
            "array['{\"a\": 1}']::jsonb[]",
            "array['(1,2),(3,4)']::box[]",
            "array['10.0.0.1']::inet[]",
            "array[[1, 2], [3, null]]"
        }) {
            same(connection -> {
                try (ResultSet row = connection.createStatement().executeQuery("select " + array)) {
                    row.next();
                    Object[] elements = (Object[]) row.getArray(1).getArray();
                    String type = array.contains("inet") || array.contains("box")
                            ? "" // the component class is the driver's own affair there
                            : elements.getClass().getName();
                    return type + Arrays.deepToString(elements) + elements[0].getClass();
                }
            });
        }
        same(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select ?::int[], ?::numeric")) {
                statement.setObject(1, new int[] {1, 2});
                statement.setObject(2, new AtomicLong(7));
                ResultSet row = statement.executeQuery();
                row.next();
                return row.getString(1) + row.getString(2);
            }
        });
    }

    @Test
    default void xmlIsReadAndWrittenInEveryForm() throws Exception {
        for (Class<? extends Source> form :
                List.of(DOMSource.class, SAXSource.class, StAXSource.class, StreamSource.class)) {
            same(connection -> {
                try (ResultSet row = connection.createStatement().executeQuery("select '<a><b>1</b></a>'::xml")) {
                    row.next();
                    DOMResult read = new DOMResult();
                    TransformerFactory.newInstance()
                            .newTransformer()
                            .transform(row.getSQLXML(1).getSource(form), read);
                    return read.getNode().getFirstChild().getTextContent();
                }
            });
        }
        for (Class<? extends Result> form :
                List.of(DOMResult.class, SAXResult.class, StAXResult.class, StreamResult.class)) {
            same(connection -> {
                SQLXML xml = connection.createSQLXML();
                TransformerFactory.newInstance()
                        .newTransformer()
                        .transform(new StreamSource(new java.io.StringReader("<a><b>1</b></a>")), xml.setResult(form));
                try (PreparedStatement statement = connection.prepareStatement("select xpath('//b/text()', ?)::text")) {
                    statement.setSQLXML(1, xml);
                    ResultSet row = statement.executeQuery();
                    row.next();
                    return row.getString(1)
                            + state(() -> xml.setString("again")).isEmpty();
                }
            });
        }
    }

    @Test
    default void xmlThatReachesOutsideIsNotParsed() throws SQLException {
        String hostile = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>";
        try (ResultSet row = through().createStatement().executeQuery("select '" + hostile + "'")) {
            row.next();
            SQLXML xml = row.getSQLXML(1);

            assertThatThrownBy(() -> xml.getSource(DOMSource.class)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> TransformerFactory.newInstance()
                            .newTransformer()
                            .transform(xml.getSource(SAXSource.class), new DOMResult()))
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    default void namesThatTheDriverKnowsForOptionsAreUnderstood() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("password", token());
        properties.setProperty("ApplicationName", "billing " + UUID.randomUUID());
        properties.setProperty("currentSchema", "pg_catalog");
        properties.setProperty("defaultRowFetchSize", "17");
        properties.setProperty("autocommit", "false");
        try (Connection connection = DriverManager.getConnection(url(), properties);
                Statement statement = connection.createStatement()) {
            assertThat(connection.getSchema()).isEqualTo("pg_catalog");
            assertThat(statement.getFetchSize()).isEqualTo(17);
            assertThat(connection.getAutoCommit()).isFalse();
        }
    }

    @Test
    default void manyThreadsUseTheDriverAtOnce() throws Exception {
        String token = token();
        ExecutorService threads = lightThreads();
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int number = i;
                tasks.add(() -> {
                    try (Connection connection = DriverManager.getConnection(url(), "sue", token);
                            PreparedStatement statement = connection.prepareStatement(
                                    "select cast(? as int) + x from " + "generate_series(1, 50) x order by 1 desc")) {
                        statement.setInt(1, number);
                        ResultSet row = statement.executeQuery();
                        row.next();
                        return row.getInt(1) - 50;
                    }
                });
            }
            List<Future<Integer>> answers = threads.invokeAll(tasks, 60, TimeUnit.SECONDS);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(i);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Virtual threads where the JDK has them. */
    private static ExecutorService lightThreads() throws ReflectiveOperationException {
        return Runtime.version().feature() < 21
                ? Executors.newFixedThreadPool(60)
                : (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
    }

    /** A call that may fail. */
    @FunctionalInterface
    interface Risk {
        void run() throws SQLException;
    }

    private static String state(Risk risk) {
        try {
            risk.run();
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState()).substring(0, 2);
        }
    }
}
