package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a list is asked for, by {@code limit} and {@code cursor}. A cursor is a place in one list under one search, and no right:
 * whoever makes one up sees what they would have seen anyway. One of another list or search is refused, since it would skip entries.
 */
final class Cursors {
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern CURSOR =
            Pattern.compile("1\\.([0-9a-f]{16})\\.(-?[0-9]{1,14})\\.([0-9]{1,9})\\.(.{1,512})");

    private Cursors() {}

    static Stretch stretch(Context http) {
        return new Stretch(place(http), limit(http));
    }

    /** The entries, and the cursor of those after them. */
    static <T> Map<String, Object> shown(Context http, String name, Listed<T> listed, Function<T, ?> shown) {
        Map<String, Object> body = new LinkedHashMap<>();
        List<?> entries = listed.entries().stream().map(shown).toList();
        body.put(name, entries);
        body.put("next", next(http, listed).orElse(null));
        return body;
    }

    /** The cursor of what comes after; for a page's link too. */
    static Optional<String> next(Context http, Listed<?> listed) {
        return listed.next().map(place -> {
            Instant at = place.at();
            String text = "1.%s.%d.%d.%s".formatted(list(http), at.getEpochSecond(), at.getNano(), place.id());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static int limit(Context http) {
        String text = http.queryParam("limit");
        if (text == null) {
            return USUAL;
        }
        if (!LIMIT.matcher(text).matches() || Integer.parseInt(text) > MOST) {
            throw invalid("'limit' is a number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    private static Optional<Stretch.Place> place(Context http) {
        String cursor = Optional.ofNullable(http.queryParam("cursor")).orElse("");
        if (cursor.isEmpty()) {
            return Optional.empty();
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            Matcher parts = CURSOR.matcher(text);
            if (parts.matches() && parts.group(1).equals(list(http))) {
                Instant at = Instant.ofEpochSecond(Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
                return Optional.of(new Stretch.Place(at, parts.group(4)));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // said below
        }
        throw invalid("the cursor is none of this list and search; begin again without one");
    }

    /** Which list and search it is: the path, and what is asked of it. */
    private static String list(Context http) {
        Map<String, List<String>> search = new TreeMap<>(http.queryParamMap());
        search.remove("cursor");
        search.remove("limit");
        return HexFormat.of().formatHex(Secrets.sha256(http.path() + search)).substring(0, 16);
    }

    private static GatewayException invalid(String why) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, why);
    }
}
