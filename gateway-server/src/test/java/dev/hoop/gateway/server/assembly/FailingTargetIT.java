package dev.hoop.gateway.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.server.fixture.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL that goes away and comes back behind a gateway with another target. */
final class FailingTargetIT {
    @TempDir
    private Path directory;

    private EmbeddedPostgres postgres;
    private Gateway gateway;
    private String token;

    @BeforeEach
    void open() throws IOException, SQLException {
        postgres = start(FreePort.find());
        try (Connection direct = postgres.getPostgresDatabase().getConnection();
                Statement statement = direct.createStatement()) {
            statement.execute(
                    "create table many as select i as id, repeat('x', 200) as text from generate_series(1, 300000) i");
        }
        Path credential = Files.writeString(directory.resolve("credential"), "postgres:postgres");
        Path other = Files.writeString(directory.resolve("other"), "sa:secret");
        gateway = Gateway.builder()
                .policyText("""
                        version: 1
                        targets:
                          shop: { type: jdbc, url: "%s", credential: "file:%s" }
                          other: { type: jdbc, url: "jdbc:h2:mem:%s", credential: "file:%s" }
                        grants:
                          - { name: support, who: { groups: [support] }, target: [shop, other], allow: [select] }
                        """.formatted(
                                "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                                credential,
                                UUID.randomUUID(),
                                other))
                .start();
        token = gateway.issueToken("sue", "support");
    }

    @AfterEach
    void close() throws IOException {
        gateway.close();
        postgres.close();
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off")
                .start();
    }

    private Connection connect(String target) throws SQLException {
        return DriverManager.getConnection(gateway.url(target), "", token);
    }

    @Test
    void targetThatDiesMidResultEndsThatResultAndIsFoundAgainWhenItIsBack() throws Exception {
        int port = postgres.getPort();
        try (Connection connection = connect("shop");
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(100);
            ResultSet rows = statement.executeQuery("select id, text from many");
            assertThat(rows.next()).isTrue();

            postgres.close();

            SQLException lost = catchThrowableOfType(SQLException.class, () -> {
                while (rows.next()) {
                    rows.getString(2);
                }
            });
            assertThat(lost.getSQLState()).isEqualTo("08006");
            assertThat(lost.getMessage())
                    .contains("'shop'")
                    .doesNotContain("localhost")
                    .doesNotContain("xxx");
        }
        assertThat(one("other", "select 7")).isEqualTo(7);
        SQLException down = catchThrowableOfType(SQLException.class, () -> one("shop", "select 7"));
        assertThat(down.getMessage())
                .contains("'shop'")
                .contains("nothing was sent")
                .doesNotContain("localhost");

        postgres = start(port);

        assertThat(eventually("shop", "select count(*) from many")).isEqualTo(300_000);
    }

    private int eventually(String target, String sql) throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                return one(target, sql);
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private int one(String target, String sql) throws SQLException {
        try (Connection connection = connect(target);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
