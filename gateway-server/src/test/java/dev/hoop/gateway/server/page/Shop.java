package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.jdbc.failure.HoopHeldException;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.GatewayBuilder;
import dev.hoop.gateway.server.gate.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** A gateway in this process before a small shop, with a door for people. */
final class Shop implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Connection direct;
    private final Set<Connection> updating = ConcurrentHashMap.newKeySet();
    private final Gateway gateway;

    Shop(Path directory, UnaryOperator<GatewayBuilder> change) throws SQLException, IOException {
        this(directory, "", change);
    }

    /** With more grants in its policy, one line each. */
    Shop(Path directory, String grants, UnaryOperator<GatewayBuilder> change) throws SQLException, IOException {
        String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        direct = DriverManager.getConnection(database, "sa", "secret");
        try (Statement statement = direct.createStatement()) {
            statement.execute("create table customers (id int primary key, name varchar(400), ssn varchar(20))");
            statement.execute("insert into customers values (1, 'Ada', '078-05-1120'), (2, 'Bob', '219-09-9999')");
        }
        Path credential = Files.writeString(directory.resolve("shop.credential"), "sa:secret");
        gateway = change.apply(Gateway.builder()
                        .policyText(policy(database, credential, grants))
                        .page(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .role(Role.AUDITOR, "audit")
                        .role(Role.REVIEWER, "security"))
                .start();
    }

    private static String policy(String database, Path credential, String grants) {
        return """
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s" }
                protected:
                  - { class: pii.ssn, columns: ["shop.*.customers.ssn"], mask: { keep-last: 4 } }
                grants:
                  - { name: support, who: { groups: [support] }, target: shop, allow: [select, dml] }
                %s
                rules:
                  - name: updates-need-a-person
                    on: { kind: [update] }
                    verdict: hold
                    approvers: { groups: [dba], quorum: 1 }
                    within: 5m
                    time-box: 30m
                    break-glass: { groups: [on-call] }
                """.formatted(database, credential, grants);
    }

    Gateway gateway() {
        return gateway;
    }

    URI url() {
        return gateway.page().orElseThrow();
    }

    Browser browser() {
        return new Browser(url());
    }

    String token(String subject, String... groups) {
        return gateway.issueToken(subject, groups);
    }

    Connection connect(String token) throws SQLException {
        return DriverManager.getConnection(gateway.url("shop"), "", token);
    }

    /** Runs an update that is held, on a thread of its own. */
    CompletableFuture<Integer> update(String token, String text) {
        return CompletableFuture.supplyAsync(() -> {
            try (Connection connection = connect(token);
                    Statement statement = connection.createStatement()) {
                updating.add(connection);
                return statement.executeUpdate(text);
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
    }

    /** The request of an update that stays held for the rest of the test. */
    String held(String token, String text) {
        var unused = update(token, text);
        return waiting();
    }

    /** Does not wait for people: what is held fails. */
    Connection undecided(String token) throws SQLException {
        return DriverManager.getConnection(gateway.url("shop") + "&approval=fail", "", token);
    }

    /** The request that a held statement has made. */
    String asked(String token, String text) throws SQLException {
        try (Connection connection = undecided(token);
                Statement statement = connection.createStatement()) {
            return catchThrowableOfType(HoopHeldException.class, () -> statement.executeUpdate(text))
                    .requestId();
        }
    }

    HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Calls the interface with a token. */
    HttpResponse<String> by(String token, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        all.addAll(List.of(headers));
        return call(method, "/api/v1" + path, body, all.toArray(String[]::new));
    }

    /** What the interface says of a request to whoever has the token. */
    String state(String token, String id) throws IOException, InterruptedException {
        return JSON.readTree(by(token, "GET", "/approvals/" + id, "").body())
                .path("state")
                .asString("");
    }

    /** The id of the one request that waits. */
    String waiting() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            var requests = gateway.approvals("probe", "dba").list().stream()
                    .filter(request -> request.state().name().equals("PENDING"))
                    .toList();
            if (!requests.isEmpty()) {
                return requests.get(0).id();
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("nothing waits");
    }

    String name(int id) throws SQLException {
        try (Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery("select name from customers where id = " + id)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : updating) {
            connection.abort(Runnable::run); // or the gateway gives what is still held its time to end
        }
        gateway.close();
        direct.close();
    }
}
