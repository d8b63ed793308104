package dev.hoop.gateway.server.notifiers.webhook;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
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
    public boolean tell(News news) {
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
            return taken || complained(news, "status " + status);
        } catch (IOException e) {
            return complained(news, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean complained(News news, String why) {
        LOG.atWarn()
                .setMessage("a webhook did not take news; they will come again")
                .addKeyValue("webhook", place.name())
                .addKeyValue("delivery", news.id())
                .addKeyValue("why", why)
                .log();
        return false;
    }

    private String object(News news) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("topic", news.topic());
        whole.put("delivery", news.id());
        whole.put("link", link(JSON.readTree(news.body())));
        whole.set("news", JSON.readTree(news.body()));
        return JSON.writeValueAsString(whole);
    }

    private String line(News news) {
        JsonNode body = JSON.readTree(news.body());
        String request = "request %s of %s at %s"
                .formatted(text(body, "request"), text(body, "requester"), text(body, "target"));
        String text = switch (news.topic()) {
            case "approval-asked" ->
                "%s asks at %s: rule %s holds a statement"
                        .formatted(text(body, "requester"), text(body, "target"), text(body, "rule"));
            case "glass-broken" ->
                "%s did not wait for people at %s, against rule %s; one of them must review it"
                        .formatted(text(body, "requester"), text(body, "target"), text(body, "rule"));
            case "glass-reviewed" -> request + ", which did not wait for people, is reviewed";
            case "approval-revoked" -> "the approval of " + request + " is taken back";
            case "campaign-started", "campaign-reminder" ->
                "campaign %s asks reviewers about %s grants until %s; %s are not decided"
                        .formatted(
                                text(body, "name"), text(body, "total"), text(body, "dueAt"), text(body, "undecided"));
            case "campaign-closed" -> "campaign %s is %s".formatted(text(body, "name"), text(body, "state"));
            case "approval-settled" -> "somebody has found out what became of " + request;
            default -> request + " is " + text(body, "state");
        };
        Map<String, String> message = new LinkedHashMap<>();
        String link = link(body);
        message.put("text", link.isEmpty() ? text : text + " " + link);
        return JSON.writeValueAsString(message);
    }

    /** To a page where one signs in; it answers nothing by itself. */
    private String link(JsonNode body) {
        return place.page()
                .map(page -> body.has("campaign")
                        ? page + "/campaigns/" + body.path("campaign").asString("")
                        : page + "/approvals/" + body.path("request").asString(""))
                .orElse("");
    }

    /** What Slack would take for markup, mentions of everybody among it, is text. */
    private static String text(JsonNode body, String name) {
        return body.path(name)
                .asString("")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
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
