package dev.hoop.gateway.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.jdbc.HoopConnection;
import dev.hoop.gateway.jdbc.failure.HoopHeldException;
import dev.hoop.gateway.remote.ApprovalsClient;
import dev.hoop.gateway.remote.RemoteOptions;
import dev.hoop.gateway.remote.TlsOptions;
import dev.hoop.gateway.remote.token.TokenProvider;
import dev.hoop.gateway.server.fixture.FreePort;
import dev.hoop.gateway.server.fixture.PostgresServer;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways, each a process of its own, share their state on a real PostgreSQL. */
final class TwoGatewaysIT {
    private static final PostgresServer POSTGRES = PostgresServer.shared();
    private static final String STATE = "hoop_two_gateways";

    @TempDir
    private Path directory;

    private Connection direct;
    private Connection state;
    private final List<Integer> pages = new ArrayList<>();
    private final Receiver receiver = new Receiver();
    private GatewayProcess north;
    private GatewayProcess south;
    private String sue;
    private String dana;

    @BeforeEach
    void startBoth() throws Exception {
        direct = DriverManager.getConnection(POSTGRES.url(), POSTGRES.user(), POSTGRES.password());
        say("drop table if exists two");
        say("create table two (id int primary key, n int not null)");
        say("insert into two select i, 0 from generate_series(1, 100) i");
        say("drop database if exists " + STATE + " with (force)");
        say("create database " + STATE);
        state = DriverManager.getConnection(stateUrl(), POSTGRES.user(), POSTGRES.password());
        Files.writeString(directory.resolve("hook"), "key:secret");
        Files.writeString(directory.resolve("credential"), POSTGRES.user() + ":" + POSTGRES.password());
        Files.writeString(
                directory.resolve("policy.yaml"), """
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s" }
                grants:
                  - { name: support, who: { groups: [support] }, target: shop, allow: [select, dml] }
                rules:
                  - { name: updates-need-a-person, on: { kind: [update] }, verdict: hold, approvers: { groups: [dba] }, within: 5m }
                """.formatted(POSTGRES.url(), directory.resolve("credential")));
        north = start("north");
        south = start("south");
        sue = north.token("sue", "support");
        dana = south.token("dana", "dba");
    }

    @AfterEach
    void endBoth() throws SQLException {
        north.close();
        south.close();
        receiver.close();
        state.close();
        direct.close();
    }

    @Test
    void answerAtOneGatewayWakesTheSessionThatWaitsAtTheOther() throws Exception {
        for (int id = 1; id <= 10; id++) {
            GatewayProcess asked = id % 2 == 0 ? north : south;
            GatewayProcess answered = id % 2 == 0 ? south : north;
            String text = "update two set n = n + 1 where id = " + id;
            try (Connection connection = asked.connect(sue, "");
                    ApprovalsClient people = people(answered)) {
                CompletableFuture<Integer> held = running(connection, text);
                String request = pending(people, text);

                people.approve(request, "seen at the other gateway");

                assertThat(held.get(1, TimeUnit.MINUTES)).isEqualTo(1);
                assertThat(people.read(request).state()).isEqualTo(ApprovalRequest.State.CONSUMED);
            }
        }
        assertThat(count("select sum(n) from two")).isEqualTo(10);
    }

    @Test
    void refusalAtOneGatewayStopsTheStatementAtTheOther() throws Exception {
        String text = "update two set n = n + 1 where id = 1";
        try (Connection connection = north.connect(sue, "");
                ApprovalsClient people = people(south)) {
            CompletableFuture<Integer> held = running(connection, text);

            people.refuse(pending(people, text), "not today");

            assertThatThrownBy(() -> held.get(1, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("not today");
        }
        assertThat(count("select sum(n) from two")).isZero();
    }

    @Test
    void tokenRevokedAtOneGatewayEndsIdleAndBusySessionsAtTheOther(TestReporter reporter) throws Exception {
        for (int id = 1; id <= 5; id++) {
            GatewayProcess revoking = id % 2 == 0 ? north : south;
            GatewayProcess serving = id % 2 == 0 ? south : north;
            TokenOffice.Fresh token = revoking.issue("rita", "support");
            say("begin; lock table two in access exclusive mode");
            Connection idle = serving.connect(token.secret(), "");
            Connection busy = serving.connect(token.secret(), "");
            CompletableFuture<SQLException> cut = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(SQLException.class, () -> count(busy, "select count(*) from two")));
            assertThat(eventually(() -> waitForTheTable() == 1)).isTrue();

            long revoked = System.nanoTime();
            revoking.tokens().revoke(token.id(), "test");

            assertThat(cut.get(10, TimeUnit.SECONDS).getSQLState()).isNotEmpty();
            reporter.publishEntry("token revoked, ms", Long.toString((System.nanoTime() - revoked) / 1_000_000));
            say("rollback");
            assertThat(eventually(() -> fails(idle))).isTrue();
            assertThatThrownBy(() -> serving.connect(token.secret(), "")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void killedGatewayLosesNoRequestAndNothingRunsTwice() throws Exception {
        for (int round = 1; round <= 3; round++) {
            String waiting = "update two set n = n + 1 where id = " + round;
            String executing = "update two set n = n + 1 where id = " + (50 + round);
            Connection doomed = north.connect(sue, "&approval=fail");
            String waits = held(doomed, waiting);
            String executes = held(doomed, executing);
            try (ApprovalsClient people = people(south)) {
                people.approve(executes, "run it");
                say("begin; lock table two in exclusive mode");
                doomed.unwrap(HoopConnection.class).resume(executes);
                CompletableFuture<Integer> cut = running(doomed, executing);
                assertThat(eventually(() -> waitForTheTable() == 1))
                        .as(() -> "one waits for the table, of which came " + cut)
                        .isTrue();

                north.kill();

                assertThatThrownBy(() -> cut.get(1, TimeUnit.MINUTES)).isInstanceOf(ExecutionException.class);
                say("rollback");
                people.approve(waits, "goes on elsewhere");
            }
            try (Connection survivor = south.connect(sue, "&approval=fail")) {
                assertThat(resumed(survivor, waits, waiting)).isEqualTo(1);
                assertThatThrownBy(() -> resumed(survivor, waits, waiting)).isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> resumed(survivor, executes, executing)).isInstanceOf(SQLException.class);
            }
            north = start("north");
            try (Connection again = north.connect(sue, "&approval=fail")) {
                assertThatThrownBy(() -> resumed(again, executes, executing)).isInstanceOf(SQLException.class);
            }
            assertThat(count("select n from two where id = " + round)).isEqualTo(1);
        }
        assertThat(eventually(() -> unfinished("EXECUTING") == 0 && unfinished("UNKNOWN") == 3))
                .as("what the killed gateways had begun is said to be unknown")
                .isTrue();
        assertThat(count("select max(n) from two")).isEqualTo(1);
    }

    @Test
    @Tag("e2e")
    void gatewayKilledWhileItsSessionWaitsOrBeforeItRunsLeavesWhatGoesOnElsewhereOnce() throws Exception {
        for (int round = 1; round <= 2; round++) {
            String waiting = "update two set n = n + 1 where id = " + round;
            String approved = "update two set n = n + 1 where id = " + (10 + round);
            Connection waits = north.connect(sue, "");
            Connection doomed = north.connect(sue, "&approval=fail");
            CompletableFuture<Integer> cut = running(waits, waiting);
            String ready = held(doomed, approved);
            String pending;
            try (ApprovalsClient people = people(south)) {
                pending = pending(people, waiting);
                people.approve(ready, "before the end");

                north.kill();

                assertThatThrownBy(() -> cut.get(1, TimeUnit.MINUTES)).isInstanceOf(ExecutionException.class);
                assertThat(people.read(pending).state()).isEqualTo(ApprovalRequest.State.PENDING);
                people.approve(pending, "after the end");
            }
            try (Connection survivor = south.connect(sue, "&approval=fail")) {
                for (String[] each : new String[][] {{pending, waiting}, {ready, approved}}) {
                    assertThat(resumed(survivor, each[0], each[1])).isEqualTo(1);
                    assertThatThrownBy(() -> resumed(survivor, each[0], each[1]))
                            .isInstanceOf(SQLException.class);
                }
            }
            north = start("north");
        }
        assertThat(count("select sum(n) from two")).isEqualTo(4);
        assertThat(count("select max(n) from two")).isEqualTo(1);
    }

    @Test
    void ofTwoGatewaysThatClaimOneApprovalAtOnceOneRunsIt() throws Exception {
        try (Connection here = north.connect(sue, "&approval=fail");
                Connection there = south.connect(sue, "&approval=fail");
                ApprovalsClient people = people(south)) {
            for (int id = 1; id <= 10; id++) {
                String text = "update two set n = n + 1 where id = " + id;
                String request = held(here, text);
                people.approve(request, "once");
                CyclicBarrier together = new CyclicBarrier(2);

                List<CompletableFuture<Boolean>> both = List.of(
                        CompletableFuture.supplyAsync(() -> ran(together, here, request, text)),
                        CompletableFuture.supplyAsync(() -> ran(together, there, request, text)));

                assertThat(both.get(0).get(1, TimeUnit.MINUTES))
                        .isNotEqualTo(both.get(1).get(1, TimeUnit.MINUTES));
                assertThat(people.read(request).state()).isEqualTo(ApprovalRequest.State.CONSUMED);
            }
        }
        assertThat(count("select sum(n) from two")).isEqualTo(10);
        assertThat(count("select max(n) from two")).isEqualTo(1);
    }

    private static boolean ran(CyclicBarrier together, Connection connection, String request, String text) {
        try {
            together.await(1, TimeUnit.MINUTES);
            return resumed(connection, request, text) == 1;
        } catch (SQLException lost) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("e2e")
    void newsReachTheirReceiverThoughTheGatewayThatCarriesThemIsKilled() throws Exception {
        List<String> asked = new ArrayList<>();
        for (int round = 1; round <= 2; round++) {
            receiver.hold();
            try (Connection doomed = north.connect(sue, "&approval=fail")) {
                for (int id = 1; id <= 5; id++) {
                    asked.add(held(doomed, "update two set n = n + 1 where id = " + (round * 10 + id)));
                }
                assertThat(eventually(receiver::isBusy)).isTrue();

                north.kill(); // with news on their way, or not yet taken
            }
            receiver.release();
            north = start("north");
        }

        assertThat(eventually(() -> receiver.requests().containsAll(asked)))
                .as("%s of %s", receiver.requests(), asked)
                .isTrue();
        assertThat(receiver.mixed())
                .as("deliveries whose number came with two contents")
                .isEmpty();
        assertThat(receiver.deliveries()).as("one number for each request").isEqualTo(asked.size());
    }

    @Test
    void grantRevokedAtOneGatewayEndsSessionsAtTheOtherAndLetsThemInAgainWhenItIsKept(TestReporter reporter)
            throws Exception {
        String rita = north.token("rita", "security");
        for (int round = 1; round <= 3; round++) {
            int reviewing = pages.get(round % 2);
            GatewayProcess serving = round % 2 == 0 ? south : north;
            Connection idle = serving.connect(sue, "");
            say("begin; lock table two in access exclusive mode");
            Connection busy = serving.connect(sue, "");
            CompletableFuture<SQLException> cut = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(SQLException.class, () -> count(busy, "select count(*) from two")));
            assertThat(eventually(() -> waitForTheTable() == 1)).isTrue();

            long revoked = System.nanoTime();
            review(reviewing, rita, "revoke");

            assertThat(cut.get(10, TimeUnit.SECONDS).getSQLState()).isNotEmpty();
            reporter.publishEntry("grant revoked, ms", Long.toString((System.nanoTime() - revoked) / 1_000_000));
            say("rollback");
            assertThat(eventually(() -> fails(idle))).isTrue();
            assertThatThrownBy(() -> serving.connect(sue, "")).isInstanceOf(SQLException.class);
            review(reviewing, rita, "keep");
            assertThat(eventually(() -> opens(serving))).isTrue();
        }
    }

    /** Whoever is told; may let the others wait for an answer. */
    private static final class Receiver implements AutoCloseable {
        private static final Pattern REQUEST = Pattern.compile("\"request\":\"([0-9a-f]+)\"");

        private final HttpServer server;
        private final ExecutorService answering = Executors.newCachedThreadPool();
        private final Map<String, Set<String>> heard = new ConcurrentHashMap<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean busy;

        Receiver() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            server.setExecutor(answering);
            server.createContext("/hook", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                heard.computeIfAbsent(
                                String.valueOf(exchange.getRequestHeaders().getFirst("Hoop-Delivery")),
                                number -> ConcurrentHashMap.newKeySet())
                        .add(body);
                busy = true;
                try {
                    gate.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        void hold() {
            gate = new CountDownLatch(1);
            busy = false;
        }

        void release() {
            gate.countDown();
        }

        boolean isBusy() {
            return busy;
        }

        Set<String> requests() {
            return heard.values().stream()
                    .flatMap(Set::stream)
                    .flatMap(body -> REQUEST.matcher(body).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
        }

        List<Set<String>> mixed() {
            return heard.values().stream().filter(bodies -> bodies.size() > 1).toList();
        }

        int deliveries() {
            return heard.size();
        }

        @Override
        public void close() {
            release();
            server.stop(0);
            answering.shutdownNow();
        }
    }

    private static void review(int port, String token, String verdict) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/api/v1/reviews/support/%s".formatted(port, verdict)))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"test\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private boolean opens(GatewayProcess gateway) {
        try (Connection connection = gateway.connect(sue, "")) {
            return connection.isValid(10);
        } catch (SQLException e) {
            return false;
        }
    }

    private GatewayProcess start(String name) throws IOException {
        int page = FreePort.find();
        pages.add(page);
        return GatewayProcess.start(Files.createDirectories(directory.resolve(name)), """
                policy: ../policy.yaml
                node: %s
                store: { url: "%s", credential: "file:%s" }
                http: { port: %d }
                roles: { reviewer: [security] }
                notify:
                  - { name: ops, webhook: "http://127.0.0.1:%d/hook", credential: "file:%s" }
                """.formatted(
                name, stateUrl(), directory.resolve("credential"), page, receiver.port(), directory.resolve("hook")));
    }

    private static String stateUrl() {
        return "jdbc:postgresql://localhost:" + POSTGRES.port() + "/" + STATE;
    }

    private ApprovalsClient people(GatewayProcess gateway) {
        return ApprovalsClient.connect(RemoteOptions.builder(TokenProvider.value(dana))
                .address("127.0.0.1", gateway.port())
                .tls(TlsOptions.plain())
                .build());
    }

    private static String pending(ApprovalsClient people, String text) {
        assertThat(eventually(() -> find(people, text).isPresent())).isTrue();
        return find(people, text).orElseThrow().id();
    }

    private static Optional<ApprovalRequest> find(ApprovalsClient people, String text) {
        List<ApprovalRequest> listed = people.list();
        return listed.stream()
                .filter(request -> request.state() == ApprovalRequest.State.PENDING
                        && request.statement().equals(text))
                .findFirst();
    }

    private static CompletableFuture<Integer> running(Connection connection, String text) {
        return CompletableFuture.supplyAsync(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(text);
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
    }

    private static String held(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return catchThrowableOfType(HoopHeldException.class, () -> statement.executeUpdate(text))
                    .requestId();
        }
    }

    private static int resumed(Connection connection, String request, String text) throws SQLException {
        connection.unwrap(HoopConnection.class).resume(request);
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(text);
        }
    }

    private static boolean fails(Connection connection) {
        return catchThrowableOfType(SQLException.class, () -> count(connection, "select count(*) from two")) != null;
    }

    private long unfinished(String word) {
        try {
            return count(state, "select count(*) from approval where state = '" + word + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void say(String sql) throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.execute(sql);
        }
    }

    private long waitForTheTable() {
        try {
            return count("select count(*) from pg_locks where not granted and relation = 'two'::regclass");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String sql) throws SQLException {
        return count(direct, sql);
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static boolean eventually(BooleanSupplier claim) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end && !claim.getAsBoolean()) {
            LockSupport.parkNanos(20_000_000);
        }
        return claim.getAsBoolean();
    }
}
