package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
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
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy engine answers in a person's place, where a rule says so, and nothing runs because it does not. */
final class MachinesIT {
    @TempDir
    Path directory;

    private volatile String says = "{}";
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer receiver;
    private volatile String signs = "answer.{nonce}.{body}";
    private Connection direct;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/v1/data/hoop", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String said = says;
            byte[] answer = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.startsWith("{") ? 200 : 500, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        receiver.createContext("/tickets", exchange -> {
            String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(question);
            String nonce = exchange.getRequestHeaders().getFirst("Hoop-Nonce");
            String timestamp = exchange.getRequestHeaders().getFirst("Hoop-Timestamp");
            boolean genuine = signature("question." + timestamp + "." + nonce + "." + question)
                    .equals(exchange.getRequestHeaders().getFirst("Hoop-Signature"));
            String said = genuine ? says : "{\"answer\": \"refuse\", \"reason\": \"not signed\"}";
            String signed = signs.replace("{nonce}", nonce).replace("{body}", said);
            exchange.getResponseHeaders().add("Hoop-Signature", signature(signed));
            byte[] answer = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        receiver.start();
        Files.writeString(directory.resolve("tickets"), "k-1:ticket-secret");
        String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        direct = DriverManager.getConnection(database, "sa", "secret");
        try (Statement statement = direct.createStatement()) {
            statement.execute("create table customers (id int primary key, name varchar(40))");
            statement.execute("insert into customers values (1, 'Ada'), (2, 'Bob')");
        }
        Files.writeString(directory.resolve("shop"), "sa:secret");
        Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s" }
                grants:
                  - { name: support, who: { groups: [support] }, target: shop, allow: [select, dml] }
                rules:
                  - { name: deletes, on: { kind: [delete] }, verdict: hold, approvers: { groups: [dba], subjects: ["machine:opa"] }, within: 5m }
                  - { name: inserts, on: { kind: [insert] }, verdict: hold, approvers: { groups: [dba], subjects: ["machine:tickets"] }, within: 5m }
                  - { name: updates, on: { kind: [update] }, verdict: hold, approvers: { groups: [dba] }, within: 5m }
                """.formatted(database, directory.resolve("shop")));
        Path file = Files.writeString(directory.resolve("hoop.yaml"), """
                version: 1
                plain: true
                listen: { port: 0 }
                policy: policy.yaml
                machines:
                  - { name: opa, opa: "http://127.0.0.1:%1$d/v1/data/hoop" }
                  - { name: tickets, webhook: "http://127.0.0.1:%1$d/tickets", credential: "file:%2$s" }
                """.formatted(
                        receiver.getAddress().getPort(), directory.resolve("tickets")));
        gateway = Gateway.start(ConfigurationFile.read(file));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        receiver.stop(0);
        direct.close();
    }

    @Test
    void machineApprovesWhatItsRuleLetsItAndTheBoundHolds() throws Exception {
        says = "{\"result\": {\"answer\": \"approve\", \"reason\": \"small\", \"maxRows\": 1}}";

        assertThat(run("delete from customers where id = 1")).isEqualTo(1);
        assertThat(asked.poll(30, TimeUnit.SECONDS))
                .contains("\"requester\":\"sue\"")
                .contains("\"rule\":\"deletes\"");

        assertThatThrownBy(() -> {
                    says = "{\"result\": {\"answer\": \"approve\", \"maxRows\": 0}}";
                    run("delete from customers where id = 2");
                })
                .isInstanceOf(SQLException.class);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void machineRefusesWithItsReason() throws Exception {
        says = "{\"result\": {\"answer\": \"refuse\", \"reason\": \"outside the window\"}}";

        assertThatThrownBy(() -> run("delete from customers where id = 1")).hasMessageContaining("outside the window");

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void whatIsNoAnswerLeavesTheRequestToPeople() throws Exception {
        for (String nothing : new String[] {
            "{}",
            "{\"result\": true}",
            "{\"result\": {\"answer\": \"pass\"}}",
            "{\"result\": {\"answer\": \"yes\"}}",
            "{\"result\": {\"answer\": \"approve\", \"maxRows\": -1}}",
            "{\"result\": {\"answer\": \"approve\", \"maxRows\": \"all\"}}",
            "{ broken",
            "down"
        }) {
            says = nothing;
            asked.clear();
            CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> {
                try {
                    return run("delete from customers where id = 1");
                } catch (SQLException e) {
                    return -1;
                }
            });
            assertThat(asked.poll(30, TimeUnit.SECONDS)).as(nothing).isNotNull();
            String id = waiting();
            assertThat(held).as(nothing).isNotDone();
            gateway.approvals("dana", "dba").refuse(id, "by a person");
            assertThat(held.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
        }
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void machineIsNotAskedWhereTheRuleDoesNotNameIt() throws Exception {
        says = "{\"result\": {\"answer\": \"approve\"}}";
        CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> {
            try {
                return run("update customers set name = 'Eve' where id = 1");
            } catch (SQLException e) {
                return -1;
            }
        });
        String id = waiting();
        assertThat(run("delete from customers where id = 2")).as("rounds go by").isEqualTo(1);

        gateway.approvals("dana", "dba").refuse(id, "by a person");

        assertThat(held.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
        assertThat(asked).allSatisfy(question -> assertThat(question).doesNotContain("Eve"));
    }

    @Test
    void signedAnswerOfATicketSystemCounts() throws Exception {
        says = "{\"answer\": \"approve\", \"reason\": \"OPS-1\"}";

        assertThat(run("insert into customers values (3, 'Cyd')")).isEqualTo(1);

        says = "{\"answer\": \"refuse\", \"reason\": \"no ticket\"}";
        assertThatThrownBy(() -> run("insert into customers values (4, 'Dee')")).hasMessageContaining("no ticket");
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void answerThatIsNotSignedForThisQuestionIsNone() throws Exception {
        says = "{\"answer\": \"approve\"}";
        for (String other : new String[] {
            "",
            "answer.{body}",
            "answer.0000.{body}",
            "question.{nonce}.{body}",
            "answer.{nonce}.{\"answer\": \"refuse\"}"
        }) {
            signs = other;
            asked.clear();
            CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> {
                try {
                    return run("insert into customers values (3, 'Cyd')");
                } catch (SQLException e) {
                    return -1;
                }
            });
            assertThat(asked.poll(30, TimeUnit.SECONDS)).as(other).isNotNull();
            String id = waiting();
            assertThat(held).as(other).isNotDone();
            gateway.approvals("dana", "dba").refuse(id, "by a person");
            assertThat(held.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
        }
        assertThat(count()).isEqualTo(2);
    }

    private static String signature(String text) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(
                    "ticket-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v1=" + java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyLogsInAsAMachine() {
        String token = gateway.issueToken("machine:opa", "support");

        assertThatThrownBy(() -> DriverManager.getConnection(gateway.url("shop"), "", token))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("machine:");
    }

    private String waiting() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            for (ApprovalRequest request : gateway.approvals("dana", "dba").list()) {
                if (request.state() == ApprovalRequest.State.PENDING) {
                    return request.id();
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("nothing waits");
    }

    private int run(String text) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(gateway.url("shop"), "", gateway.issueToken("sue", "support"));
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(text);
        }
    }

    private long count() throws SQLException {
        try (Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from customers")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
