package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hoop.gateway.server.fixture.ToldShop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Others hear of requests, signed, and again when they did not listen. */
final class NotifyIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRET = "shared";

    @TempDir
    Path directory;

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger deaf = new AtomicInteger();
    private HttpServer receiver;
    private ToldShop shop;

    private record Heard(String delivery, String timestamp, String signature, String body) {}

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean listens = deaf.getAndDecrement() <= 0;
            if (listens) {
                heard.add(new Heard(
                        exchange.getRequestHeaders().getFirst("Hoop-Delivery"),
                        exchange.getRequestHeaders().getFirst("Hoop-Timestamp"),
                        exchange.getRequestHeaders().getFirst("Hoop-Signature"),
                        body));
            }
            exchange.sendResponseHeaders(listens ? 204 : 503, -1);
            exchange.close();
        });
        receiver.start();
        Path secret = Files.writeString(directory.resolve("hook"), "key-1:" + SECRET);
        shop = new ToldShop(
                directory,
                "{ name: ops, webhook: \"http://127.0.0.1:%d/hook\", credential: \"file:%s\" }"
                        .formatted(receiver.getAddress().getPort(), secret));
    }

    @AfterEach
    void stop() throws Exception {
        shop.close();
        receiver.stop(0);
    }

    @Test
    void requestAndDecisionAreToldSignedAndWithoutTheStatement() throws Exception {
        String id = shop.ask("delete from customers where name = 'Ada Secret'");

        Heard asked = heard.poll(30, TimeUnit.SECONDS);
        shop.gateway().approvals("dana", "dba").refuse(id, "no");
        Heard decided = heard.poll(30, TimeUnit.SECONDS);

        assertThat(asked.body())
                .contains("approval-asked")
                .contains("https://hoop.example.org/approvals/" + id)
                .contains("delete from customers where name = ?")
                .contains("\"touches\":[\"delete")
                .doesNotContain("Ada");
        assertThat(decided.body()).contains("approval-decided").contains("rejected");
        assertThat(decided.delivery()).isNotEqualTo(asked.delivery());
        for (Heard each : new Heard[] {asked, decided}) {
            assertThat(each.signature())
                    .isEqualTo("v1=" + hmac(each.timestamp() + "." + each.delivery() + "." + each.body()));
        }
    }

    @Test
    void approversAreToldThatSomebodyDidNotWait() throws Exception {
        String id = shop.ask("delete from customers");
        Heard asked = heard.poll(30, TimeUnit.SECONDS);

        shop.gateway().approvals("sue", "support").breakGlass(id, "the disk is full");

        Heard decided = heard.poll(30, TimeUnit.SECONDS);
        Heard broken = heard.poll(30, TimeUnit.SECONDS);
        assertThat(asked.body()).contains("approval-asked");
        assertThat(List.of(decided.body(), broken.body()))
                .anySatisfy(body -> assertThat(body).contains("glass-broken").contains(id))
                .anySatisfy(body -> assertThat(body).contains("approval-decided"))
                .noneSatisfy(body -> assertThat(body).contains("Ada"));
    }

    @Test
    void newsThatWereNotTakenComeAgain() throws Exception {
        deaf.set(1);
        String id = shop.ask("delete from customers");

        Heard asked = heard.poll(60, TimeUnit.SECONDS);

        assertThat(asked.body()).contains(id);
        assertThat(deaf.get()).isNegative();
    }

    @Test
    void newsThatNobodyTookAreTriedAgainOrGivenUpByAnAdminAndByNobodyElse() throws Exception {
        deaf.set(Integer.MAX_VALUE);
        String first = shop.ask("delete from customers where name = 'Ada'");
        String second = shop.ask("delete from customers where id = 7");
        kill();
        String ada = shop.gateway().issueToken("ada", "platform");
        JsonNode letters = call("GET", "/undelivered", ada).path("letters");
        assertThat(letters.size()).isEqualTo(2);
        String newer = letters.get(0).path("number").asString("");
        String older = letters.get(1).path("number").asString("");
        for (String other : List.of("audit", "dba", "support")) {
            String token = shop.gateway().issueToken("eve", other);
            for (String act : List.of("retry", "drop")) {
                assertThat(call("POST", "/undelivered/" + older + "/" + act, token)
                                .path("status")
                                .asInt())
                        .isEqualTo(403);
            }
        }

        assertThat(call("POST", "/undelivered/" + newer + "/drop", ada)
                        .path("number")
                        .asString(""))
                .isEqualTo(newer);
        deaf.set(0);
        call("POST", "/undelivered/" + older + "/retry", ada);

        assertThat(Objects.requireNonNull(heard.poll(30, TimeUnit.SECONDS)).body())
                .contains(first);
        for (String gone : List.of(newer, older, "999999")) {
            assertThat(call("POST", "/undelivered/" + gone + "/drop", ada)
                            .path("status")
                            .asInt())
                    .as(gone)
                    .isBetween(400, 499);
        }
        assertThat(call("GET", "/undelivered", ada).path("letters").size()).isZero();
        assertThat(heard.poll(500, TimeUnit.MILLISECONDS))
                .as("what was given up: " + second)
                .isNull();
        StringBuilder trail = new StringBuilder();
        try (var files = Files.walk(shop.gateway().data().trail())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                trail.append(Files.readString(file));
            }
        }
        assertThat(trail).contains("letter-dropped").contains("letter-retried");
    }

    /** As if a day had gone by without an answer. */
    private void kill() throws Exception {
        try (Connection state = shop.state();
                Statement statement = state.createStatement()) {
            long end = System.nanoTime() + 30_000_000_000L;
            while (statement.executeUpdate("update outbox set state = 'DEAD' where tries > 0") < 2) {
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private JsonNode call(String method, String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(shop.page("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
