package dev.hoop.gateway.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Two gateways, each a process of its own, that share their state on a real PostgreSQL, and a table that both are in front of. */
final class GatewayPair implements AutoCloseable {
    private static final PostgresServer POSTGRES = PostgresServer.shared();
    private static final String STATE = "hoop_two_gateways";

    private final Path directory;
    private final Connection direct;
    private final Connection state;
    private final Receiver receiver = new Receiver();
    private final Map<String, Integer> pages = new HashMap<>();
    private final GatewayProcess south;
    private final String sue;
    private final String dana;
    private GatewayProcess north;

    /** With their files in a directory. */
    static GatewayPair in(Path directory) throws IOException, SQLException {
        Connection direct = DriverManager.getConnection(POSTGRES.url(), POSTGRES.user(), POSTGRES.password());
        try (Statement statement = direct.createStatement()) {
            statement.execute("drop table if exists two");
            statement.execute("create table two (id int primary key, n int not null)");
            statement.execute("drop database if exists " + STATE + " with (force)");
            statement.execute("create database " + STATE);
        }
        Files.writeString(directory.resolve("hook"), "key:secret");
        Files.writeString(directory.resolve("credential"), POSTGRES.user() + ":" + POSTGRES.password());
        Files.writeString(
                directory.resolve("policy.yaml"), """
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s", options: { catalogue-age: "1h" } }
                protected:
                  - { class: pii, columns: ["shop.*.people_of_two.ssn"] }
                grants:
                  - { name: migrations, who: { groups: [migrators] }, target: shop, allow: [all, admin] }
                  - { name: support, who: { groups: [support] }, target: shop, allow: [select, dml] }
                  - { name: helpers, who: { groups: [helpers] }, target: shop, allow: [select] }
                rules:
                  - { name: updates-need-a-person, on: { kind: [update] }, verdict: hold, approvers: { groups: [dba] }, within: 5m }
                """.formatted(POSTGRES.url(), directory.resolve("credential")));
        return new GatewayPair(directory, direct);
    }

    private GatewayPair(Path directory, Connection direct) throws IOException, SQLException {
        this.directory = directory;
        this.direct = direct;
        this.state = DriverManager.getConnection(stateUrl(), POSTGRES.user(), POSTGRES.password());
        this.north = start("north");
        this.south = start("south");
        this.sue = north.token("sue", "support");
        this.dana = south.token("dana", "dba");
    }

    private GatewayProcess start(String name) throws IOException {
        int page = FreePort.find();
        pages.put(name, page);
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

    GatewayProcess north() {
        return north;
    }

    GatewayProcess south() {
        return south;
    }

    /** In the place of one that was killed. */
    void startNorthAgain() throws IOException {
        north = start("north");
    }

    /** The port of a gateway's pages. */
    int page(String name) {
        return Objects.requireNonNull(pages.get(name));
    }

    Receiver receiver() {
        return receiver;
    }

    /** The token of sue, who is in support. */
    String sue() {
        return sue;
    }

    /** A hundred rows, and nothing counted in any. */
    void fill() throws SQLException {
        say("truncate two");
        say("insert into two select i, 0 from generate_series(1, 100) i");
    }

    /** What dana, who is in dba, sees at a gateway. */
    ApprovalsClient people(GatewayProcess gateway) {
        return ApprovalsClient.connect(RemoteOptions.builder(TokenProvider.value(dana))
                .address("127.0.0.1", gateway.port())
                .tls(TlsOptions.plain())
                .build());
    }

    static String pending(ApprovalsClient people, String text) {
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

    static CompletableFuture<Integer> running(Connection connection, String text) {
        return CompletableFuture.supplyAsync(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(text);
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
    }

    static String held(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return catchThrowableOfType(HoopHeldException.class, () -> statement.executeUpdate(text))
                    .requestId();
        }
    }

    static int resumed(Connection connection, String request, String text) throws SQLException {
        connection.unwrap(HoopConnection.class).resume(request);
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(text);
        }
    }

    /** Past the gateways. */
    void say(String sql) throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Past the gateways. */
    void make(String... definitions) throws SQLException {
        for (String each : definitions) {
            say(each);
        }
    }

    /** Past the gateways. */
    long count(String sql) {
        try {
            return count(direct, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** How many requests the shared state has in that state. */
    long requests(String word) {
        try {
            return count(state, "select count(*) from approval where state = '" + word + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a statement waits for a lock on the table. */
    boolean waits() {
        return count("select count(*) from pg_locks where not granted and relation = 'two'::regclass") == 1;
    }

    static boolean eventually(BooleanSupplier claim) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end && !claim.getAsBoolean()) {
            LockSupport.parkNanos(20_000_000);
        }
        return claim.getAsBoolean();
    }

    @Override
    public void close() throws SQLException {
        north.close();
        south.close();
        receiver.close();
        state.close();
        direct.close();
    }

    /** Whoever is told; may let the others wait for an answer. */
    static final class Receiver implements AutoCloseable {
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
}
