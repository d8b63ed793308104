package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import java.io.ByteArrayInputStream;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("e2e")
final class MariaDbJdbcIT extends JdbcContract {
    MariaDbJdbcIT() {
        super(new Database(
                MariaDbServer.shared().url(),
                MariaDbServer.shared().user(),
                MariaDbServer.shared().password(),
                List.of(
                        """
                        create table kinds (id int primary key, b boolean, i1 tinyint, u1 tinyint unsigned, i2 smallint,
                          i8 bigint, u8 bigint unsigned, r float, d double, n decimal(20,4), c char(5), v varchar(20), t text,
                          lt longtext, by_ varbinary(10), bl blob, dt date, tm time(6), ts datetime(6), st timestamp(6) null,
                          y year, bits bit(8), e enum('a','b'), js json, u uuid,
                          df double(12,3), ff float(8,2))""",
                        """
                        insert into kinds values (1, true, 1, 255, 2, 8, 18446744073709551615, 1.5, 2.5, 12.3400, 'ab', 'text',
                          'long', 'longer', x'00ff', x'0102', '2024-02-29', '01:02:03.123456', '2024-07-02 03:04:05.100000',
                          '2024-07-02 03:04:05.5', 2024, b'10101010', 'b', '{"a": 1}', '00112233-4455-6677-8899-aabbccddeeff', 0.75, 0.1)""",
                        "insert into kinds (id) values (2)",
                        """
                        insert into kinds (id, b, i1, i2, i8, d, n, v, dt, tm, ts) values (3, false, -128, -32768,
                          -9223372036854775808, 1e300, -0.0001, '', '1000-01-01', '838:59:59', '9999-12-31 23:59:59')""",
                        "insert into kinds (id, n, d, r, bits, v, tm) values (4, -2.5, -2.5, 3.5, b'00000000', '0', '-01:02:03')",
                        "insert into kinds (id, n, d, r, bits, v, tm) values (5, 2.5, 1e10, 1e10, b'00000010', 'no', '100:00:00')",
                        "set sql_mode = ''",
                        "insert into kinds (id, v, by_, dt, tm, ts, st, bits, y) values (6, '0000-00-00 00:00:00', '12',"
                                + " '0000-00-00', '-18:30:12.55', '0000-00-00 00:00:00', '0000-00-00 00:00:00', b'1', 1999)",
                        "set sql_mode = default",
                        "create procedure bump(inout n int) set n = n + 1",
                        "create procedure halves(in a int, out half int, out rest varchar(9)) begin set half = a div 2; end",
                        "create procedure report(in a int, out total int)"
                                + " begin select id from kinds order by id; select a, a + 1; set total = a + 2; end",
                        "create function twice(a int) returns int deterministic return a * 2",
                        "create table lobs (id int primary key, bin longblob, txt longtext, secret longtext)",
                        "create table people (id int primary key, name varchar(40), ssn varchar(11))",
                        "insert into people values (1, 'Ada', '078-05-1120')",
                        "create table sealed (id int auto_increment primary key, n int) auto_increment = 4711",
                        "create table digits (d int primary key)",
                        "insert into digits values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
                        """
                        create table numbers (id int auto_increment primary key, n int, big bigint, deci decimal(20,4),
                          dbl double, flag boolean, txt varchar(200), bin varbinary(100), dt date, tm time, ts datetime(6), u uuid, js json, bl longblob, y year)"""),
                "select count(*) from seq_1_to_10000 a, seq_1_to_10000 b, seq_1_to_10000 c",
                "select 1 / 0",
                """
                select a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d as n, 'some padding to make a row' as pad
                from digits a, digits b, digits c, digits e, digits f"""));
    }

    @Override
    public Set<String> differences() {
        return Set.of(
                // a byte that does not fit is refused, and one is not made of the first byte of others
                "bits getByte",
                "bl getByte",
                "by_ getByte",
                // the date that is none is no date in a text either
                "v getDate",
                // no boolean is made of bytes
                "by_ getBoolean",
                "by_ getObject Boolean");
    }

    @Override
    public List<Call> calls() {
        return List.of(
                new Call("{? = call twice(?)}", List.of(Types.INTEGER, 0), List.of("", "4")),
                new Call("{call halves(?, ?, ?)}", List.of(0, Types.INTEGER, Types.VARCHAR), List.of("9", "", "")),
                new Call("{call bump(?)}", List.of(Types.INTEGER), List.of("7")),
                new Call("{call report(?, ?)}", List.of(0, Types.INTEGER), List.of("5", "")));
    }

    @Override
    public Map<String, Setter> ownTypes() {
        return new TreeMap<>(Map.of(
                "u", statement -> statement.setObject(1, UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")),
                "js", statement -> statement.setString(1, "{\"a\":1}"),
                "bl", statement -> statement.setBlob(1, new ByteArrayInputStream(new byte[] {1, 2})),
                "y", statement -> statement.setInt(1, 2024)));
    }

    @Test
    void aTypeOfTablesThatIsNoneIsPassedOver() throws SQLException {
        String[] types = {"TABLE", null};
        try (ResultSet expected = direct().getMetaData().getTables(null, null, "people", types);
                ResultSet actual = through().getMetaData().getTables(null, null, "people", types)) {
            assertThat(actual.next()).isEqualTo(expected.next()).isTrue();
        }
    }

    /** The gateway's process has another zone than the application: {@code url} was connected to in the application's. */
    @Test
    void momentIsWrittenAsTheWallClockOfTheCallerAndReadBackAsTheSame() throws SQLException {
        OffsetDateTime moment = OffsetDateTime.parse("2024-07-02T03:04:05.25+09:00");
        TimeZone gateways = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            try (Connection connection = DriverManager.getConnection(url(), "ann", seeingToken());
                    PreparedStatement insert =
                            connection.prepareStatement("insert into numbers (id, ts, txt) values (?, ?, ?)")) {
                TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
                write(insert, 7001, moment);
                write(insert, 7002, moment.toInstant());
                write(insert, 7003, moment.toZonedDateTime());
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
                try (Statement read = connection.createStatement();
                        ResultSet rows =
                                read.executeQuery("select cast(ts as char), ts from numbers where id > 7000")) {
                    for (int i = 0; i < 3; i++) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getString(1)).isEqualTo("2024-07-02 03:04:05.250000");
                        assertThat(rows.getObject(2, OffsetDateTime.class)).isEqualTo(moment);
                    }
                }
            }
        } finally {
            TimeZone.setDefault(gateways);
        }
    }

    private static void write(PreparedStatement insert, int id, Object moment) throws SQLException {
        insert.setInt(1, id);
        insert.setObject(2, moment);
        insert.setString(3, "a moment");
        insert.executeUpdate();
    }

    @Test
    void showTakesParameters() throws SQLException {
        try (PreparedStatement show =
                through().prepareStatement("SHOW DATABASES WHERE (`Database` LIKE ? OR `Database` = ?)")) {
            show.setString(1, "information%");
            show.setString(2, "no such database");
            try (ResultSet rows = show.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("information_schema");
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void showOfSessionsAndAccountsIsForThoseWhoSeeNothingMasked() throws SQLException {
        List<String> asked = List.of("SHOW FULL PROCESSLIST", "SHOW GRANTS", "SHOW ENGINE INNODB STATUS");
        try (Connection seeing = DriverManager.getConnection(url(), "ann", seeingToken());
                Statement sees = seeing.createStatement();
                Statement masked = through().createStatement()) {
            for (String text : asked) {
                try (ResultSet rows = sees.executeQuery(text)) {
                    assertThat(rows.next()).as(text).isTrue();
                }
                assertThatThrownBy(() -> masked.executeQuery(text)).hasMessageContaining("built-in:catalogue");
            }
        }
    }

    @Test
    void keyOfAProtectedColumnIsMasked() throws SQLException {
        assertThat(key("insert into sealed (n) values (1)")).isNotEqualTo("4711");
    }

    /** LAST_INSERT_ID with an argument makes the database tell that argument as the key. */
    @Test
    void keyCannotBeMadeToTellAnotherColumn() {
        for (String text : List.of(
                "insert into numbers (id, n) select 77, last_insert_id(replace(ssn, '-', '')) from people",
                "insert into numbers (id) values (77) on duplicate key update"
                        + " n = last_insert_id((select replace(ssn, '-', '') from people))")) {
            String key;
            try {
                key = key(text);
            } catch (SQLException refused) {
                key = String.valueOf(refused.getMessage());
            }
            assertThat(key).doesNotContain("78051120");
        }
    }

    @Test
    void bodyOfARoutineMayHaveSemicolons() throws SQLException {
        try (Connection maker = DriverManager.getConnection(url(), "mia", makingToken());
                Statement statement = maker.createStatement()) {
            statement.execute(
                    "create or replace procedure many(in a int, out total int) begin declare i int default 0;"
                            + " while i < a do set i = i + 1; if i > 2 then set total = i; else set total = -i; end if; end while; end;");
            try (CallableStatement call = maker.prepareCall("{call many(?, ?)}")) {
                call.setInt(1, 4);
                call.registerOutParameter(2, Types.INTEGER);
                call.execute();
                assertThat(call.getInt(2)).isEqualTo(4);
            }
            statement.execute("drop procedure many");
        }
    }

    /** The server takes one statement from a text, and so nothing runs of what is put behind a routine. */
    @Test
    void nothingRunsBehindTheDefinitionOfARoutine() throws SQLException {
        try (Connection maker = DriverManager.getConnection(url(), "mia", makingToken());
                Statement statement = maker.createStatement()) {
            statement.executeUpdate("insert into numbers (n) values (1)");
            assertThatThrownBy(() -> statement.execute("create procedure one() select 1; delete from numbers"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(
                            () -> statement.execute("create procedure two() begin end; delete from numbers; begin end"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(count()).isEqualTo(1);
    }

    private String key(String text) throws SQLException {
        try (Statement statement = through().createStatement()) {
            statement.executeUpdate(text, Statement.RETURN_GENERATED_KEYS);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                return keys.next() ? String.valueOf(keys.getString(1)) : "none";
            }
        }
    }

    @Test
    void namesAreQuotedAsTheDatabaseQuotesThem() throws SQLException {
        try (Statement one = direct().createStatement();
                Statement two = through().createStatement()) {
            for (String name :
                    new String[] {"good_$one", "`good_$one`", "\ud83c\udf1fs", "a`b", "9999", "é", "select x"}) {
                assertThat(two.enquoteIdentifier(name, true)).isEqualTo(one.enquoteIdentifier(name, true));
                assertThat(two.enquoteIdentifier(name, false)).isEqualTo(one.enquoteIdentifier(name, false));
            }
            assertThatThrownBy(() -> two.enquoteIdentifier("a\0b", true)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void moreResultsComeAfterOneThatWasNotReadToItsEnd() throws SQLException {
        direct().createStatement()
                .execute(
                        "create or replace procedure several() begin select a.d from digits a, digits b, digits c, digits e,"
                                + " digits f; select d from digits where d = 7; end");
        try (Connection seeing = DriverManager.getConnection(url(), "ann", seeingToken());
                Statement statement = seeing.createStatement()) {
            ResultSet first = statement.executeQuery("call several()");
            assertThat(first.next()).isTrue();
            assertThat(statement.getMoreResults()).isTrue();
            assertThat(first.isClosed()).isTrue();
            ResultSet second = statement.getResultSet();
            assertThat(second.next()).isTrue();
            assertThat(second.getInt(1)).isEqualTo(7);

            statement.executeQuery("select a.d from digits a, digits b, digits c, digits e, digits f");
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void outParametersStayRegisteredWhenTheOthersAreCleared() throws SQLException {
        try (Connection seeing = DriverManager.getConnection(url(), "ann", seeingToken());
                CallableStatement call = seeing.prepareCall("{? = call twice(?)}")) {
            call.registerOutParameter(1, Types.INTEGER);
            call.setInt(2, 4);
            call.execute();
            call.clearParameters();
            call.setInt(2, 5);
            call.execute();

            assertThat(call.getInt(1)).isEqualTo(10);
        }
    }
}
