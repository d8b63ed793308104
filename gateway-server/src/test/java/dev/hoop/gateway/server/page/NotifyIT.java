package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hoop.gateway.server.fixture.ToldShop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others hear of requests, signed, and again when they did not listen. */
final class NotifyIT {
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

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
