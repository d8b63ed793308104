package dev.hoop.gateway.server.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.server.fixture.PostgresServer;
import dev.hoop.gateway.server.ports.targets.TargetException;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of parameter into every type of column, in groups and as it was given, on a real PostgreSQL: what is stored, in which order, and
 * what is refused is the same. The natural pairs are grouped, so this compares something.
 */
final class InsertedValuesIT {
    private static final int ROWS = 100;
    private static final ZoneId HERE = ZoneId.of("America/New_York");
    private static final RunOptions BATCH =
            new RunOptions(ExecuteKind.BATCH, List.of(), KeyRequest.NONE, 0, 0, 0, Duration.ZERO, true);
    private static final List<String> COLUMNS = List.of(
            "smallint",
            "integer",
            "bigint",
            "numeric(12,2)",
            "double precision",
            "boolean",
            "text",
            "varchar(12)",
            "char(8)",
            "\"char\"",
            "bytea",
            "uuid",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamp(0)",
            "timestamptz",
            "json",
            "jsonb",
            "inet",
            "interval",
            "bit(4)",
            "box",
            "mood",
            "integer[]");

    private static PostgresServer server;
    private static TestDatabase database;
    private static JdbcConnector connector;
    private static TargetLink grouped;
    private static TargetLink given;
    private static Connection beside;

    @BeforeAll
    static void open() throws SQLException {
        server = PostgresServer.shared();
        database = new TestDatabase(Dialect.POSTGRESQL, server.url(), server.user(), server.password(), "", "");
        connector = new JdbcConnector(database.credentials(), ForkJoinPool.commonPool());
        database.run("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "CREATE TYPE mood AS ENUM ('happy', 'sad')");
        grouped = connector.open(database.target(Map.of()), HERE);
        given = connector.open(database.target(Map.of("group-inserts", "false")), HERE);
        beside = DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    @AfterAll
    static void close() throws SQLException {
        beside.close();
        grouped.close();
        given.close();
        connector.close();
    }

    /** @param natural columns of which the pair must be sent in groups, separated by blanks */
    private record Kind(String name, String natural, IntFunction<Parameter> values) {
        List<String> columns() {
            return natural.isEmpty() ? List.of() : List.of(natural.split(" (?!precision)", -1));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Kind kind(String name, String natural, IntFunction<Parameter> values) {
        return new Kind(name, natural, values);
    }

    private static Kind plain(String name, String natural, IntFunction<Value> values) {
        return kind(name, natural, i -> Parameter.of(values.apply(i)));
    }

    private static Parameter typed(Value value, int type) {
        return new Parameter(value, type, "");
    }

    private static Parameter nothing(int type) {
        return typed(new Value.Null(), type);
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static Value wall(String text, String zone) {
        return new Value.WallClock(LocalDateTime.parse(text), ZoneId.of(zone));
    }

    static Stream<Kind> grouped() {
        return kinds().filter(kind -> !kind.columns().isEmpty());
    }

    static Stream<Kind> kinds() {
        String odd = "a\"b\\c,{}' \u00e9\u20ac";
        return Stream.of(
                plain("long", "bigint integer numeric(12,2)", i -> new Value.Int64(i - 50L)),
                plain("large long", "bigint", i -> new Value.Int64(Long.MAX_VALUE - i)),
                kind("int", "integer bigint", i -> typed(new Value.Int64(i), Types.INTEGER)),
                kind("short", "smallint", i -> typed(new Value.Int64(i), Types.SMALLINT)),
                kind("byte out of range", "", i -> typed(new Value.Int64(i * 2L), Types.TINYINT)),
                kind("long as numeric", "", i -> typed(new Value.Int64(i), Types.NUMERIC)),
                kind(
                        "int or nothing",
                        "integer",
                        i -> i % 3 == 0 ? nothing(Types.INTEGER) : typed(new Value.Int64(i), Types.INTEGER)),
                kind(
                        "int or nothing of no type",
                        "integer bigint",
                        i -> i % 3 == 0 ? Parameter.of(new Value.Null()) : typed(new Value.Int64(i), Types.INTEGER)),
                kind(
                        "int or nothing of another",
                        "varchar(12)",
                        i -> i % 3 == 0 ? nothing(Types.VARCHAR) : typed(new Value.Int64(i), Types.INTEGER)),
                kind("int or long", "", i -> typed(new Value.Int64(i), i % 2 == 0 ? Types.INTEGER : Types.BIGINT)),
                plain("long or text", "", i -> i % 2 == 0 ? new Value.Int64(i) : text("7")),
                plain("text", "text varchar(12) char(8)", i -> text(i % 2 == 0 ? "" : "x" + i)),
                plain("odd text", "text", i -> text(odd + i)),
                plain("the words NULL and null", "text", i -> text(i % 2 == 0 ? "NULL" : "null")),
                plain("blanks", "text char(8)", i -> text(" x ")),
                plain("digits", "text", i -> text("12")),
                kind("digits of no type", "integer bigint text bit(4)", i -> typed(text("1010"), Types.OTHER)),
                kind(
                        "json of no type",
                        "json jsonb text",
                        i -> typed(text("{\"k\": \"" + i + "\\n\", \"a\": [1, null]}"), Types.OTHER)),
                kind("enum of no type", "mood text", i -> typed(text(i % 2 == 0 ? "happy" : "sad"), Types.OTHER)),
                kind("not of the enum", "", i -> typed(text(i == 77 ? "blue" : "sad"), Types.OTHER)),
                kind("char", "char(8) text", i -> typed(text("c" + i), Types.CHAR)),
                kind("box of no type", "text", i -> typed(text("(1,2),(3,4)"), Types.OTHER)),
                kind("text as integer", "", i -> typed(text("7"), Types.INTEGER)),
                plain("boolean", "boolean", i -> new Value.Bool(i % 2 == 0)),
                kind("bit", "boolean", i -> typed(new Value.Bool(i % 2 == 0), Types.BIT)),
                plain("decimal", "numeric(12,2)", i -> new Value.Decimal(BigDecimal.valueOf(i, 3))),
                plain("decimal of thousands", "numeric(12,2)", i -> new Value.Decimal(new BigDecimal("1E+3"))),
                kind(
                        "declared decimal",
                        "numeric(12,2)",
                        i -> typed(new Value.Decimal(new BigDecimal(i % 2 == 0 ? "1E+3" : "-0.005")), Types.NUMERIC)),
                plain(
                        "double",
                        "double precision",
                        i -> new Value.Float64(
                                switch (i % 5) {
                                    case 0 -> Double.NaN;
                                    case 1 -> Double.NEGATIVE_INFINITY;
                                    case 2 -> Double.MIN_VALUE;
                                    case 3 -> -0.0;
                                    default -> 1.1 * i;
                                })),
                plain("float", "", i -> new Value.Float32(1.1f * i)),
                plain("bytes", "bytea", i -> new Value.Bytes(new byte[] {0, '\\', '"', (byte) i, -1})),
                plain("uuid", "uuid", i -> new Value.Uuid(new UUID(i, i))),
                plain(
                        "date",
                        "date timestamp",
                        i -> new Value.Date(
                                switch (i % 4) {
                                    case 0 -> LocalDate.of(-43, 3, 15);
                                    case 1 -> LocalDate.of(12_345, 1, 1);
                                    case 2 -> LocalDate.MAX;
                                    default -> LocalDate.of(2024, 2, 29);
                                })),
                plain("time", "time", i -> new Value.Time(LocalTime.of(23, 59, 59, 999_999_400 + i))),
                plain(
                        "time with offset",
                        "timetz",
                        i -> new Value.TimeWithOffset(
                                OffsetTime.of(1, 2, 3, i * 1_000, ZoneOffset.ofHoursMinutes(-3, -30)))),
                plain(
                        "timestamp",
                        "timestamp",
                        i -> new Value.Timestamp(LocalDateTime.of(1999, 12, 31, 23, 59, 59, 999_999_450 + i))),
                plain(
                        "timestamp with offset",
                        "timestamptz",
                        i -> new Value.TimestampWithOffset(
                                OffsetDateTime.of(2020, 1, 1, 0, 0, i % 60, 123_456_789, ZoneOffset.ofHours(9)))),
                kind(
                        "wall clock",
                        "timestamp timestamp(0) timestamptz date time text",
                        i -> typed(
                                wall(
                                        i % 2 == 0 ? "2024-03-10T02:30:00.123456700" : "1969-12-31T23:59:59.999999999",
                                        "Europe/Berlin"),
                                Types.TIMESTAMP)),
                kind(
                        "wall clock long ago",
                        "timestamp timestamptz date",
                        i -> typed(
                                wall(i % 2 == 0 ? "0001-01-01T00:00:00" : "-0043-03-15T12:00:00", "America/New_York"),
                                Types.TIMESTAMP)),
                kind(
                        "day of a wall clock",
                        "date timestamp timestamptz",
                        i -> typed(wall("2024-02-29T00:00:00", "Asia/Kathmandu"), Types.DATE)),
                kind(
                        "time of a wall clock",
                        "time timetz",
                        i -> typed(wall("1970-01-01T23:59:59.5", "Asia/Kathmandu"), Types.TIME)),
                kind(
                        "wall clock or nothing",
                        "timestamp timestamptz",
                        i -> i % 2 == 0
                                ? nothing(Types.TIMESTAMP)
                                : typed(wall("2024-02-29T00:00:00", "UTC"), Types.TIMESTAMP)),
                plain("jsonb by its name", "jsonb", i -> new Value.Vendor("jsonb", "{\"a\": \"\\\\\"}")),
                plain("enum by its name", "mood", i -> new Value.Vendor("mood", "sad")),
                plain("inet by its name", "inet", i -> new Value.Vendor("inet", "10.0.0." + i)),
                plain("array", "", i -> new Value.Array("int4", List.of(new Value.Int64(i), new Value.Null()))),
                kind("nothing", "integer text mood jsonb", i -> Parameter.of(new Value.Null())),
                kind("no text", "text varchar(12)", i -> nothing(Types.VARCHAR)),
                kind("no number", "integer numeric(12,2)", i -> nothing(Types.INTEGER)),
                kind("no char", "char(8) text", i -> nothing(Types.CHAR)),
                kind("no day", "date timestamp", i -> nothing(Types.DATE)),
                kind("nothing of two types", "text", i -> nothing(i % 2 == 0 ? Types.VARCHAR : Types.OTHER)),
                kind("nothing by a name", "", i -> new Parameter(new Value.Null(), Types.OTHER, "mood")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grouped")
    void whatIsSentInGroupsIsStoredTheSame(Kind kind) throws SQLException {
        List<String> different = new ArrayList<>();
        for (String column : kind.columns()) {
            String table = table(column);
            compare(kind, table, "INSERT INTO " + table + " (v) VALUES (?)", different);
            assertThat(ask("SELECT count(DISTINCT cmin::text) = 1 FROM " + table))
                    .as(column)
                    .isEqualTo("t;");
            if (column.matches("[a-z]+")) {
                compare(kind, table, "INSERT INTO " + table + " VALUES (?::" + column + ", DEFAULT)", different);
                compare(kind, table, "INSERT INTO " + table + " VALUES (?::text)", different);
            }
        }

        assertThat(different).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    @Tag("e2e")
    void whatDoesNotGoTogetherIsRefusedTheSame(Kind kind) throws SQLException {
        List<String> different = new ArrayList<>();
        for (String column : COLUMNS) {
            String table = table(column);
            compare(kind, table, "INSERT INTO " + table + " (v) VALUES (?)", different);
        }

        assertThat(different).isEmpty();
    }

    /** One of its own for each type, so that no driver remembers the types of another's. */
    private static String table(String column) throws SQLException {
        String table = "\"of " + column.replace('"', '_') + "\"";
        ask("CREATE TABLE IF NOT EXISTS " + table + " (v " + column + ", n serial)");
        return table;
    }

    private static void compare(Kind kind, String table, String insert, List<String> different) throws SQLException {
        String one = outcome(given, insert, kind, table);
        String many = outcome(grouped, insert, kind, table);
        if (!many.equals(one)) {
            int at = Math.max(0, Arrays.mismatch(one.toCharArray(), many.toCharArray()) - 30);
            different.add("%s%n  %.120s%n  %.120s".formatted(insert, one.substring(at), many.substring(at)));
        }
    }

    /** What the caller is told, and what stands there afterwards in its order; the numbers say whether anything was lost on the way. */
    private static String outcome(TargetLink link, String insert, Kind kind, String table) throws SQLException {
        ask("TRUNCATE " + table + " RESTART IDENTITY");
        TestStatement batch = new TestStatement(Dialect.POSTGRESQL, insert);
        for (int i = 0; i < ROWS; i++) {
            batch.row(kind.values().apply(i));
        }
        String told;
        try (Answer answer = link.run(batch.permit(), BATCH)) {
            told = ConnectorContract.cells(answer.next().orElseThrow()).toString();
        } catch (TargetException e) {
            told = e.code() + " " + e.report().kind() + " " + e.report().batchCounts() + " "
                    + e.report().effect() + " "
                    + Objects.requireNonNull(e.getMessage())
                            .replaceAll(
                                    "INSERT.* was aborted",
                                    "was aborted"); // the driver prints types it has seen before
        }
        return told + ask("SELECT n, v FROM " + table + " ORDER BY ctid");
    }

    private static String ask(String text) throws SQLException {
        StringBuilder found = new StringBuilder();
        try (Statement statement = beside.createStatement()) {
            if (statement.execute(text)) {
                try (ResultSet row = statement.getResultSet()) {
                    while (row.next()) {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            found.append(i == 1 ? "" : ",").append(row.getString(i));
                        }
                        found.append(';');
                    }
                }
            }
        }
        return found.toString();
    }
}
