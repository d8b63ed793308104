package dev.hoop.gateway.server.page;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.GatewayBuilder;
import dev.hoop.gateway.server.gate.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** A gateway in this process before a small shop, with a door for people. */
final class Shop implements AutoCloseable {
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
