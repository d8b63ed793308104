package dev.hoop.gateway.server.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.jdbc.HoopConnection;
import dev.hoop.gateway.jdbc.failure.HoopHeldException;
import dev.hoop.gateway.remote.ApprovalsClient;
import dev.hoop.gateway.remote.RemoteOptions;
import dev.hoop.gateway.remote.TlsOptions;
import dev.hoop.gateway.remote.token.TokenProvider;
import dev.hoop.gateway.server.fixture.PostgresServer;
import dev.hoop.gateway.server.trail.file.log.TrailKeys;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.verify.TrailVerifier;
import dev.hoop.gateway.server.trail.file.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway's process dies, or its disk is full, and what was promised holds all the same. On a real PostgreSQL. */
final class KilledGatewayIT {
    private static final PostgresServer POSTGRES = PostgresServer.shared();

    @TempDir
    private Path directory;

    private Connection direct;

    @BeforeEach
    void fill() throws SQLException, IOException {
        direct = DriverManager.getConnection(POSTGRES.url(), POSTGRES.user(), POSTGRES.password());
        say("drop table if exists killed");
        say("create table killed (id int primary key, n int not null)");
        say("insert into killed values (1, 0), (2, 0)");
        Files.writeString(directory.resolve("shop.credential"), POSTGRES.user() + ":" + POSTGRES.password());
        Files.writeString(
                directory.resolve("policy.yaml"), """
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s" }
                grants:
                  - { name: support, who: { groups: [support] }, target: shop, allow: [select, dml] }
                rules:
                  - name: deletes-need-a-person
                    on: { kind: [delete] }
                    verdict: hold
                    approvers: { groups: [dba], quorum: 1 }
                    within: 5m
                """.formatted(POSTGRES.url(), directory.resolve("shop.credential")));
    }

    @AfterEach
    void leave() throws SQLException {
        direct.close();
    }

    @Test
    void killMidStatementLeavesNothingHalfDoneAndATrailThatSaysSo() throws Exception {
        String token;
        try (GatewayProcess gateway = GatewayProcess.start(directory)) {
            token = gateway.token("sue", "support");
            Connection open = gateway.connect(token, "");
            open.setAutoCommit(false);
            assertThat(update(open, 1)).isEqualTo(1);
            Connection blocked = gateway.connect(token, "");
            CompletableFuture<SQLException> running = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(SQLException.class, () -> update(blocked, 1)));
            assertThat(eventually(() -> count("select count(*) from pg_locks where not granted") == 1))
                    .isTrue();

            gateway.kill();

            SQLException lost = running.get(30, TimeUnit.SECONDS);
            assertThat(lost.getSQLState()).startsWith("08");
            assertThatThrownBy(open::commit)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            uncommitted -> assertThat(uncommitted.getSQLState()).startsWith("08"));
        }
        assertThat(eventually(() -> count("select count(*) from pg_locks where not granted") == 0))
                .isTrue();

        try (GatewayProcess again = GatewayProcess.start(directory);
                Connection connection = again.connect(token, "")) {
            assertThat(eventually(() -> count("select sum(n) from killed") <= 1))
                    .isTrue();
            assertThat(update(connection, 2)).isEqualTo(1);
        }

        VerifyReport trail = verify();
        assertThat(trail.problems()).isEmpty();
        assertThat(trail.openCount())
                .as("the statement under way has no outcome")
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void requestThatWaitedAtTheKillIsApprovedAfterwardsAndRunsOnce() throws Exception {
        String token;
        String approver;
        String request;
        String text = "delete from killed where id = 1";
        try (GatewayProcess gateway = GatewayProcess.start(directory)) {
            token = gateway.token("sue", "support");
            approver = gateway.token("dana", "dba");
            Connection connection = gateway.connect(token, "&approval=fail");
            HoopHeldException held = catchThrowableOfType(
                    HoopHeldException.class, () -> connection.createStatement().executeUpdate(text));
            request = held.requestId();
            gateway.kill();
        }

        try (GatewayProcess again = GatewayProcess.start(directory);
                Connection connection = again.connect(token, "&approval=fail");
                Statement statement = connection.createStatement()) {
            try (ApprovalsClient approvals =
                    ApprovalsClient.connect(RemoteOptions.builder(TokenProvider.value(approver))
                            .address("127.0.0.1", again.port())
                            .tls(TlsOptions.plain())
                            .build())) {
                assertThat(approvals.list()).extracting(asked -> asked.id()).containsExactly(request);
                approvals.approve(request, "after the restart");
            }
            connection.unwrap(HoopConnection.class).resume(request);

            assertThat(statement.executeUpdate(text)).isEqualTo(1);

            connection.unwrap(HoopConnection.class).resume(request);
            assertThatThrownBy(() -> statement.executeUpdate(text)).isInstanceOf(SQLException.class);
        }
        assertThat(count("select count(*) from killed")).isEqualTo(1);
    }

    @Test
    @Tag("e2e")
    void fullDiskStopsStatementsAndRoomLetsThemRunAgain() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(directory);
                Connection connection = gateway.connect(gateway.token("sue", "support"), "")) {
            for (int i = 0; i < 300; i++) {
                assertThat(update(connection, 1)).isEqualTo(1);
            }
            long before = count("select sum(n) from killed");

            limitFiles(gateway, largest(gateway.data().resolve("trail")));

            assertThat(eventually(() -> refused(connection))).isTrue();
            SQLException refusal = catchThrowableOfType(SQLException.class, () -> update(connection, 2));
            assertThat(refusal.getMessage()).contains("trail");
            assertThat(refusal.getSQLState()).isEqualTo("58030");
            assertThat(count("select n from killed where id = 2")).isZero();

            limitFiles(gateway, Long.MAX_VALUE);

            assertThat(eventually(() -> !refused(connection))).isTrue();
            assertThat(update(connection, 2)).isEqualTo(1);
            assertThat(count("select sum(n) from killed")).isGreaterThan(before);
        }
        assertThat(verify().problems()).isEmpty();
    }

    /** As a full disk does, the operating system refuses the process to write any file beyond this size. */
    private static void limitFiles(GatewayProcess gateway, long bytes) throws IOException, InterruptedException {
        String limit = bytes == Long.MAX_VALUE ? "unlimited" : Long.toString(bytes);
        Process prlimit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(gateway.pid()), "--fsize=" + limit + ":unlimited")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }

    private static long largest(Path trail) throws IOException {
        try (var files = Files.list(trail)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .mapToLong(file -> file.toFile().length())
                    .max()
                    .orElseThrow();
        }
    }

    private static boolean refused(Connection connection) {
        try {
            update(connection, 1);
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    private static int update(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("update killed set n = n + 1 where id = " + id);
        }
    }

    private VerifyReport verify() throws Exception {
        Path trail = directory.resolve("data").resolve("trail");
        CheckpointKey key = CheckpointKey.parse(Files.readString(TrailKeys.publicKey(trail), UTF_8));
        return TrailVerifier.verify(trail, key, List.of());
    }

    private void say(String sql) throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) {
        try (Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean eventually(BooleanSupplier claim) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end && !claim.getAsBoolean()) {
            LockSupport.parkNanos(20_000_000);
        }
        return claim.getAsBoolean();
    }
}
