package dev.hoop.gateway.server.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.PermitForTests;
import dev.hoop.gateway.engine.sql.ColumnDefinition;
import dev.hoop.gateway.server.fixture.MariaDbServer;
import dev.hoop.gateway.server.ports.targets.Target;
import dev.hoop.gateway.server.ports.targets.TargetException;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The connector and a real MariaDB. */
@Tag("e2e")
final class MariaDbConnectorIT extends ConnectorContract {
    @Override
    TestDatabase database() {
        MariaDbServer server = MariaDbServer.shared();
        return new TestDatabase(
                Dialect.MARIADB,
                server.url(),
                server.user(),
                server.password(),
                "SELECT sleep(%d)",
                "SELECT seq FROM seq_1_to_%d");
    }

    @Override
    List<String> schema() {
        return List.of(
                "DROP DATABASE hoop",
                "CREATE DATABASE hoop",
                "USE hoop",
                "CREATE TABLE customers(id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL, note VARCHAR(50))",
                "CREATE TABLE payments(id INT PRIMARY KEY, customer INT REFERENCES customers(id) ON DELETE CASCADE)",
                "CREATE TABLE things(i INT, l BIGINT, d DECIMAL(20, 4), t VARCHAR(100), b BLOB, born DATE, stamp DATETIME(6))");
    }

    @Override
    String unreachable() {
        return "jdbc:mariadb://127.0.0.1:1/hoop";
    }

    @Override
    void kill(TargetLink link) {
        Value connection = one(link, "SELECT connection_id()");
        database().run("KILL " + ((Value.Int64) connection).value());
    }

    @Test
    void valuesOfEveryTypeComeBackExactly() {
        database().run("SET sql_mode = ''", """
                        CREATE TABLE every(flag TINYINT(1), bits BIT(8), one BIT(1), big BIGINT UNSIGNED, n DECIMAL(10, 4),
                          f FLOAT, y YEAR, d DATE, zero DATE, odd DATE, stamp DATETIME(6), zerostamp DATETIME, t TIME(3),
                          long_t TIME, minus TIME, word ENUM('a', 'b'), doc JSON, id UUID, ip INET6, raw VARBINARY(5))""", """
                        INSERT INTO every VALUES (2, b'101', b'1', 18446744073709551615, 12.34, 1.5, 2024, '2024-02-29',
                          '0000-00-00', '2024-00-10', '2024-07-02 03:04:05.123456', '0000-00-00 00:00:00', '23:59:59.123',
                          '838:59:59', '-01:02:03', 'b', '{"a": 1}', '0b7e3a3c-1111-2222-3333-444455556666', '::1', x'00ff')""");
        try (TargetLink link = open()) {
            assertThat(all(link, "SELECT * FROM every").get(0))
                    .containsExactly(
                            number(2),
                            new Value.Bytes(new byte[] {5}),
                            new Value.Bool(true),
                            new Value.Decimal(new BigDecimal("18446744073709551615")),
                            new Value.Decimal(new BigDecimal("12.3400")),
                            new Value.Float32(1.5f),
                            number(2024),
                            new Value.Date(LocalDate.of(2024, 2, 29)),
                            new Value.Vendor("", "0000-00-00"),
                            new Value.Vendor("", "2024-00-10"),
                            new Value.Timestamp(LocalDateTime.of(2024, 7, 2, 3, 4, 5, 123_456_000)),
                            new Value.Vendor("", "0000-00-00 00:00:00"),
                            new Value.Time(LocalTime.of(23, 59, 59, 123_000_000)),
                            new Value.Vendor("", "838:59:59"),
                            new Value.Vendor("", "-01:02:03"),
                            text("b"),
                            text("{\"a\": 1}"),
                            new Value.Uuid(UUID.fromString("0b7e3a3c-1111-2222-3333-444455556666")),
                            text("::1"),
                            new Value.Bytes(new byte[] {0, -1}));
        }
    }

    @Test
    void sqlModeIsReadBackAfterASessionStatementAndGoneWithTheSession() {
        String before;
        try (TargetLink link = open()) {
            before = link.settings().lexical().getOrDefault("sql_mode", "");
            all(link, "SET sql_mode = 'ANSI_QUOTES'");

            assertThat(link.settings().lexical()).containsEntry("sql_mode", "ANSI_QUOTES");
            assertThat(active()).isOne();
        }
        try (TargetLink link = open()) {
            assertThat(one(link, "SELECT @@sql_mode")).isEqualTo(text(before));
        }
    }

    @Test
    void theCatalogueKnowsWhatIsParticularToMariaDb() {
        database()
                .run(
                        "CREATE TABLE secretive(id INT, ssn VARCHAR(11) INVISIBLE)",
                        "CREATE SEQUENCE numbers",
                        "CREATE FUNCTION mine() RETURNS INT DETERMINISTIC RETURN 1");

        assertThat(find("secretive").columns())
                .extracting(ColumnDefinition::hidden)
                .containsExactly(false, true);
        assertThat(find("numbers").type()).isEqualTo(ObjectUse.Type.SEQUENCE);
        assertThat(connector().catalogue(target()).routine("hoop", "mine")).isPresent();
        assertThat(connector().catalogue(target()).relation("information_schema", "TABLES"))
                .hasValueSatisfying(tables -> assertThat(tables.columns()).isNotEmpty());
    }

    @Test
    void aStatementThatMayOnlyReadCannotWrite() {
        database()
                .run(
                        "CREATE FUNCTION sly() RETURNS INT MODIFIES SQL DATA BEGIN INSERT INTO customers(name) VALUES ('sly'); RETURN 1; END");
        try (TargetLink link = open()) {
            TestStatement sly = statement("SELECT sly()").owing(PermitForTests.owing(OptionalLong.empty(), true));

            assertThatThrownBy(() -> all(link, sly)).isInstanceOf(TargetException.class);
            assertThat(one(link, "SELECT count(*) FROM customers")).isEqualTo(number(0));
            all(link, "INSERT INTO customers(name) VALUES ('plain')");
        }
    }

    @Test
    void optionsThatAreAWayAroundJudgingAreRefused() {
        for (String option : List.of("allowMultiQueries=true", "allowLocalInfile", "user=root")) {
            Target wrong = new Target(
                    new TargetName("wrong"), "jdbc", database().url() + "?" + option, "env:ORDERS_DB", Map.of());
            assertThatThrownBy(() -> connector().profile(wrong))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining(option.replaceFirst("=.*", ""))
                    .hasMessageNotContaining("127.0.0.1");
        }
    }
}
