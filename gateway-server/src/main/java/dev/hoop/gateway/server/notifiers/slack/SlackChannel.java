package dev.hoop.gateway.server.notifiers.slack;

import dev.hoop.gateway.server.notifiers.NewsWords;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import dev.hoop.gateway.server.ports.notifications.ToldMessages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps one message for each request in a channel: posted when it is asked ({@code chat.postMessage}), and edited in its place with every
 * further news ({@code chat.update}). News that come late never undo newer ones. Thread-safe.
 */
public final class SlackChannel implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(SlackChannel.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(30);
    private static final int TOO_MANY = 429;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The message is gone or nobody may edit it any more: a new one tells it. */
    private static final Set<String> GONE =
            Set.of("message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found");

    private final Place place;
    private final ToldMessages told;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Where news go.
     *
     * @param api the address of the Web API, with a slash at its end
     * @param channel the id of the channel
     * @param token of a bot that may write there
     * @param page the gateway's pages, for the link; empty when it has none
     */
    public record Place(String name, URI api, String channel, String token, Optional<URI> page) {
        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Place[" + name + "]";
        }
    }

    public SlackChannel(Place place, ToldMessages told) {
        this.place = place;
        this.told = told;
    }

    @Override
    public Delivery tell(News news) {
        NewsWords words = NewsWords.forChat(news);
        Optional<ToldMessages.Told> before = told.find(place.name(), words.about());
        if (before.filter(message -> message.newest() >= news.id()).isPresent()) {
            return Delivery.ARRIVED; // what stands there is newer
        }
        return before.isPresent() ? edit(news, words, before.get()) : post(news, words);
    }

    private Delivery edit(News news, NewsWords words, ToldMessages.Told before) {
        Map<String, Object> message = message(words);
        String[] parts = before.place().split(" ", 2);
        message.put("channel", parts[0]);
        message.put("ts", parts[parts.length - 1]);
        Said said = call("chat.update", message, news);
        if (GONE.contains(said.error())) {
            return post(news, words);
        }
        return kept(said, news, words);
    }

    private Delivery post(News news, NewsWords words) {
        return kept(call("chat.postMessage", message(words), news), news, words);
    }

    private Delivery kept(Said said, News news, NewsWords words) {
        if (said.delivery().arrived()) {
            told.keep(place.name(), words.about(), new ToldMessages.Told(said.place(), news.id()));
        }
        return said.delivery();
    }

    private Map<String, Object> message(NewsWords words) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("channel", place.channel());
        message.put("text", words.message(place.page(), link -> "<" + link + "|Look>"));
        message.put("unfurl_links", false);
        message.put("unfurl_media", false);
        return message;
    }

    /**
     * What Slack answered.
     *
     * @param place channel and time stamp of the message, if it stands there
     * @param error Slack's word for what is wrong; empty for none
     */
    private record Said(Delivery delivery, String place, String error) {}

    private Said call(String method, Map<String, Object> message, News news) {
        HttpRequest request = HttpRequest.newBuilder(place.api().resolve(method))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + place.token())
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(message)))
                .build();
        try {
            return said(client.send(request, HttpResponse.BodyHandlers.ofString()), news);
        } catch (IOException e) {
            return complained(news, e.getClass().getSimpleName(), Delivery.AGAIN, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Said(Delivery.AGAIN, "", "");
        }
    }

    private Said said(HttpResponse<String> answer, News news) {
        if (answer.statusCode() == TOO_MANY) {
            return complained(news, "too many messages", Delivery.after(pause(answer)), "");
        }
        if (answer.statusCode() != 200) {
            return complained(news, "status " + answer.statusCode(), Delivery.AGAIN, "");
        }
        JsonNode body = body(answer);
        if (body.path("ok").isBoolean() && body.path("ok").asBoolean(false)) {
            String stands = body.path("channel").asString(place.channel()) + " "
                    + body.path("ts").asString("");
            return new Said(Delivery.ARRIVED, stands, "");
        }
        String error = body.path("error").asString("an answer that is none of Slack's");
        String word = error.matches("[a-z_]{1,60}") ? error : "unknown";
        return complained(
                news, word, word.equals("ratelimited") ? Delivery.after(pause(answer)) : Delivery.AGAIN, word);
    }

    private static JsonNode body(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static Duration pause(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(USUAL_PAUSE);
    }

    private Said complained(News news, String why, Delivery delivery, String error) {
        LOG.atWarn()
                .setMessage("a chat did not take news; they will come again")
                .addKeyValue("destination", place.name())
                .addKeyValue("delivery", news.id())
                .addKeyValue("why", why)
                .log();
        return new Said(delivery, "", error);
    }
}
