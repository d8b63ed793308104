package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hoop.gateway.server.notifiers.slack.SlackChannel;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import dev.hoop.gateway.server.stores.SqlToldMessages;
import dev.hoop.gateway.server.stores.StateDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One message for each request in a chat, before a server that answers as Slack's Web API does, errors and limits too. */
final class SlackIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OK = "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1503435956.000247\"}";

    @TempDir
    Path directory;

    private final List<Call> calls = new ArrayList<>();
    private final Deque<Said> next = new ArrayDeque<>();
    private HttpServer slack;
    private StateDatabase state;
    private SlackChannel channel;

    private record Call(String method, String token, String type, JsonNode body) {}

    private record Said(int status, String retryAfter, String body) {}

    @BeforeEach
    void start() throws Exception {
        slack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slack.createContext("/api/", this::answer);
        slack.start();
        state = StateDatabase.embedded(directory);
        channel = channel();
    }

    private SlackChannel channel() {
        URI api = URI.create("http://127.0.0.1:" + slack.getAddress().getPort() + "/api/");
        Optional<URI> page = Optional.of(URI.create("https://hoop.example.org"));
        return new SlackChannel(
                new SlackChannel.Place("chat", api, "C024BE91L", "xoxb-secret", page), new SqlToldMessages(state));
    }

    @AfterEach
    void stop() {
        slack.stop(0);
        state.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        synchronized (this) {
            calls.add(new Call(
                    exchange.getRequestURI().getPath().substring("/api/".length()),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    JSON.readTree(body)));
            Said said = next.isEmpty() ? new Said(200, "", OK) : next.removeFirst();
            if (!said.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", said.retryAfter());
            }
            byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Test
    void messageIsPostedOnceAndEditedInItsPlaceWhenItIsDecided() {
        assertThat(channel.tell(asked(1, "sue")).arrived()).isTrue();
        assertThat(channel().tell(decided(2)).arrived())
                .as("by another process")
                .isTrue();

        assertThat(calls).extracting(Call::method).containsExactly("chat.postMessage", "chat.update");
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.token()).isEqualTo("Bearer xoxb-secret");
            assertThat(call.type()).startsWith("application/json");
            assertThat(call.body().path("channel").asString("")).isEqualTo("C024BE91L");
            assertThat(text(call)).contains("<https://hoop.example.org/approvals/r1|Look>");
        });
        assertThat(calls.get(1).body().path("ts").asString("")).isEqualTo("1503435956.000247");
        assertThat(text(calls.get(1))).contains("approved").contains("dana");
    }

    @Test
    void namesNeitherMentionNorLink() {
        channel.tell(asked(1, "<!channel> <https://evil.example|click> & @here"));

        assertThat(text(calls.get(0)))
                .contains("&lt;!channel&gt;")
                .doesNotContain("<!channel>")
                .doesNotContain("<https://evil");
    }

    @Test
    void limitIsKept() {
        next.add(new Said(429, "37", ""));
        next.add(new Said(200, "", "{\"ok\":false,\"error\":\"ratelimited\"}"));

        assertThat(channel.tell(asked(1, "sue"))).isEqualTo(Notifier.Delivery.after(Duration.ofSeconds(37)));
        assertThat(channel.tell(asked(1, "sue")).notBefore()).isPresent();
        assertThat(channel.tell(asked(1, "sue")).arrived()).isTrue();
        assertThat(calls).hasSize(3);
    }

    @Test
    void errorsAreTriedAgainAndNeverTakenForSuccess() {
        for (String body : List.of(
                "{\"ok\":false,\"error\":\"invalid_auth\"}",
                "{\"ok\":false,\"error\":\"channel_not_found\"}",
                "{\"ok\":\"true\"}",
                "{}",
                "<html>",
                "")) {
            next.add(new Said(200, "", body));
            assertThat(channel.tell(asked(1, "sue")).arrived()).as(body).isFalse();
        }
        next.add(new Said(503, "", ""));
        assertThat(channel.tell(asked(1, "sue"))).isEqualTo(Notifier.Delivery.AGAIN);

        channel.tell(decided(2));
        assertThat(calls.get(calls.size() - 1).method()).isEqualTo("chat.postMessage");
    }

    @Test
    void messageThatIsGoneIsToldAnew() {
        channel.tell(asked(1, "sue"));
        next.add(new Said(200, "", "{\"ok\":false,\"error\":\"message_not_found\"}"));
        next.add(new Said(200, "", OK.replace("000247", "000300")));

        assertThat(channel.tell(decided(2)).arrived()).isTrue();
        channel.tell(new Notifier.News(3, "approval-revoked", body("sue", "approved")));

        assertThat(calls)
                .extracting(Call::method)
                .containsExactly("chat.postMessage", "chat.update", "chat.postMessage", "chat.update");
        assertThat(calls.get(3).body().path("ts").asString("")).isEqualTo("1503435956.000300");
    }

    @Test
    void lateNewsDoNotUndoNewerOnes() {
        channel.tell(decided(2));

        assertThat(channel.tell(asked(1, "sue")).arrived()).isTrue();
        assertThat(channel.tell(decided(2)).arrived()).isTrue();

        assertThat(calls).hasSize(1);
    }

    private static Notifier.News asked(long id, String requester) {
        return new Notifier.News(id, "approval-asked", body(requester, "pending"));
    }

    private static Notifier.News decided(long id) {
        return new Notifier.News(id, "approval-decided", body("sue", "approved"));
    }

    private static String body(String requester, String state) {
        return JSON.writeValueAsString(java.util.Map.of(
                "request",
                "r1",
                "requester",
                requester,
                "target",
                "shop",
                "rule",
                "deletes",
                "state",
                state,
                "decidedBy",
                state.equals("pending") ? "" : "dana"));
    }

    private static String text(Call call) {
        return call.body().path("text").asString("");
    }
}
