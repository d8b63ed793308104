package dev.hoop.gateway.server.notifiers.webhook;

import dev.hoop.gateway.server.notifiers.NewsWords;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts news to an address. Each is signed: {@code Hoop-Signature} is {@code v1=} and the hexadecimal HMAC-SHA-256, under a shared secret, of
 * {@code Hoop-Timestamp}, a dot, {@code Hoop-Delivery}, a dot, and the body. Whoever receives it checks that, refuses old timestamps, and
 * takes each delivery number once. Redirects are not followed. Thread-safe.
 */
public final class Webhook implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Place place;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** How the body looks. */
    public enum Form {
        /** The news as they are, in one object with their topic and a link. */
        JSON,
        /** One line of text, as Slack and what understands it take it. */
        SLACK
    }

    /**
     * Where news go.
     *
     * @param key names the secret to the receiver
     * @param page the gateway's pages, for the link; empty when it has none
     */
    public record Place(String name, URI address, Form form, String key, String secret, Optional<URI> page) {
        /** Leaves address and secret out: addresses of webhooks are often secrets themselves. */
        @Override
        public String toString() {
            return "Place[" + name + "]";
        }
    }

    public Webhook(Place place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    @Override
    public Delivery tell(News news) {
        String body = place.form() == Form.JSON ? object(news) : line(news);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(place.address())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Hoop-Delivery", Long.toString(news.id()))
                .header("Hoop-Timestamp", timestamp)
                .header("Hoop-Key", place.key())
                .header("Hoop-Signature", "v1=" + signature(timestamp + "." + news.id() + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            boolean taken = status / 100 == 2;
            return taken ? Delivery.ARRIVED : complained(news, "status " + status);
        } catch (IOException e) {
            return complained(news, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Delivery.AGAIN;
        }
    }

    private Delivery complained(News news, String why) {
        LOG.atWarn()
                .setMessage("a webhook did not take news; they will come again")
                .addKeyValue("webhook", place.name())
                .addKeyValue("delivery", news.id())
                .addKeyValue("why", why)
                .log();
        return Delivery.AGAIN;
    }

    private String object(News news) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("topic", news.topic());
        whole.put("delivery", news.id());
        whole.put("link", new NewsWords(news, text -> text).link(place.page()));
        whole.set("news", JSON.readTree(news.body()));
        return JSON.writeValueAsString(whole);
    }

    private String line(News news) {
        return JSON.writeValueAsString(Map.of("text", NewsWords.forChat(news).message(place.page(), link -> link)));
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(place.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
