package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.VisibleText;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Texts of others on our pages, as what they are. */
final class Shown {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int EXCERPT = 80;

    private Shown() {}

    /** A text in which every hidden character is marked and named. */
    static Html text(String text) {
        List<Html> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (VisibleText.isPlain(point)) {
                plain.appendCodePoint(point);
            } else {
                pieces.add(Html.escape(plain.toString()));
                plain.setLength(0);
                pieces.add(Html.of("<mark class=\"hidden\">{}</mark>", VisibleText.name(point)));
            }
        });
        pieces.add(Html.escape(plain.toString()));
        return Html.all(pieces);
    }

    /** The way to the next part of a list, where there is one. */
    static Html onward(Context http, Listed<?> listed) {
        Optional<String> cursor = Cursors.next(http, listed);
        if (cursor.isEmpty()) {
            return Html.NONE;
        }
        Map<String, List<String>> search = new TreeMap<>(http.queryParamMap());
        search.put("cursor", List.of(cursor.get()));
        String query = search.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(value -> encoded(each.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        return Html.of("<p><a class=\"button\" rel=\"next\" href=\"{}?{}\">Older ones</a></p>", http.path(), query);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The beginning of a statement, on one line. */
    static Html excerpt(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        return text(line.length() > EXCERPT ? line.substring(0, EXCERPT) + "…" : line);
    }

    static Html state(Enum<?> state) {
        return Html.of("<span class=\"state {}\">{}</span>", state.name().toLowerCase(Locale.ROOT), word(state));
    }

    /** A whole statement, with what must be known before one answers for it. */
    static Html statement(String text) {
        List<Html> warnings = VisibleText.warnings(text).stream()
                .map(warning ->
                        Html.of("<p class=\"warning\" role=\"alert\"><strong>Look twice.</strong> {}</p>", warning))
                .toList();
        return Html.of(
                """
                {}
                <pre class="statement" tabindex="0" aria-label="The statement">{}</pre>
                <p class="fine">{} bytes, SHA-256 {}</p>
                """,
                Html.all(warnings),
                text(text),
                text.getBytes(StandardCharsets.UTF_8).length,
                HexFormat.of().formatHex(Secrets.sha256(text)));
    }

    static Html list(List<String> texts, String otherwise) {
        if (texts.isEmpty()) {
            return Html.escape(otherwise);
        }
        return Html.of(
                "<ul>{}</ul>",
                Html.all(texts.stream()
                        .map(each -> Html.of("<li><code>{}</code></li>", text(each)))
                        .toList()));
    }

    /** As {@link #list}, in an order that matters. */
    static Html numbered(List<String> texts, String otherwise) {
        if (texts.isEmpty()) {
            return Html.escape(otherwise);
        }
        return Html.of(
                "<ol>{}</ol>",
                Html.all(texts.stream()
                        .map(each -> Html.of("<li><code>{}</code></li>", text(each)))
                        .toList()));
    }

    static Html time(Instant at) {
        return Html.of("<time datetime=\"{}\">{}</time>", at, TIME.format(at));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
