package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.ExecutionFinding;
import dev.hoop.gateway.engine.GlassVerdict;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the body of a request asks for: these members, each of its own type, and no others. */
final class Wanted {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode body;

    private Wanted(JsonNode body) {
        this.body = body;
    }

    /** @throws GatewayException {@code INVALID_REQUEST} for a body that is no JSON object or has other members */
    static Wanted of(Context http, String... known) {
        JsonNode body = body(http);
        for (String name : body.propertyNames()) {
            if (!List.of(known).contains(name)) {
                throw invalid("'%s' is not known here; give %s".formatted(name, String.join(", ", known)));
            }
        }
        return new Wanted(body);
    }

    /** @throws GatewayException {@code INVALID_REQUEST} for a body that asks for anything */
    static void nothing(Context http) {
        if (!body(http).isEmpty()) {
            throw invalid("nothing is to be said here; send an empty body");
        }
    }

    boolean has(String name) {
        return body.has(name);
    }

    /** Empty when it is not there. */
    String text(String name) {
        JsonNode text = body.path(name);
        if (!text.isMissingNode() && !text.isString()) {
            throw invalid("'" + name + "' is not a text");
        }
        return text.asString("");
    }

    /** No list is an empty one. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : list(name)) {
            if (!text.isString()) {
                throw invalid("'" + name + "' is not a list of texts");
            }
            texts.add(text.asString(""));
        }
        return texts;
    }

    List<Duration> seconds(String name) {
        List<Duration> times = new ArrayList<>();
        for (JsonNode count : list(name)) {
            if (!count.isIntegralNumber() || !count.canConvertToInt()) {
                throw invalid("'" + name + "' is not a list of whole numbers of seconds");
            }
            times.add(Duration.ofSeconds(count.asLong()));
        }
        return times;
    }

    private Iterable<JsonNode> list(String name) {
        JsonNode list = body.path(name);
        if (!list.isMissingNode() && !list.isArray()) {
            throw invalid("'" + name + "' is not a list");
        }
        return list.values();
    }

    OptionalLong count(String name) {
        JsonNode count = body.path(name);
        if (count.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!count.isIntegralNumber() || !count.canConvertToLong()) {
            throw invalid("'" + name + "' is not a whole number");
        }
        return OptionalLong.of(count.asLong());
    }

    Optional<Duration> minutes(String name) {
        OptionalLong minutes = count(name);
        return minutes.isEmpty() ? Optional.empty() : Optional.of(minutes(name, minutes.getAsLong()));
    }

    static Duration minutes(String name, long minutes) {
        if (minutes < 1 || minutes > 1_000_000) {
            throw invalid("'" + name + "' is no number of minutes");
        }
        return Duration.ofMinutes(minutes);
    }

    ExecutionFinding finding(String name) {
        return word(name, text(name), ExecutionFinding.values());
    }

    GlassVerdict glassReview(String name) {
        return word(name, text(name), GlassVerdict.values());
    }

    /** One of these words, in any case, with a dash for each underscore if one likes. */
    static <E extends Enum<E>> E word(String name, String text, E[] words) {
        Function<E, String> spelt = word -> word.name().replace('_', '-');
        return Arrays.stream(words)
                .filter(word -> spelt.apply(word).equalsIgnoreCase(text.replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> invalid("'%s' is none of %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ", Arrays.stream(words).map(spelt).toList()))));
    }

    private static JsonNode body(Context http) {
        String text = http.body();
        if (text.isBlank()) {
            return MAPPER.createObjectNode();
        }
        boolean isJson = Optional.ofNullable(http.contentType())
                .map(type -> type.startsWith("application/json"))
                .orElse(false);
        if (!isJson) {
            throw invalid("the body is not declared as application/json");
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.isObject()) {
                throw invalid("the body is not a JSON object");
            }
            return node;
        } catch (JacksonException e) {
            throw invalid("the body is not JSON");
        }
    }

    static GatewayException invalid(String what) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, what);
    }
}
