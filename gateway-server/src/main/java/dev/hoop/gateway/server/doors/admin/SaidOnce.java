package dev.hoop.gateway.server.doors.admin;

import io.javalin.http.Context;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Of a request that says two things where one is meant, one reader takes the first and another the last: a proxy and this gateway, or two parts
 * of it. So it is refused, and a browser with two cookies of one name is nobody's.
 */
final class SaidOnce {
    private static final List<String> HEADERS =
            List.of("Authorization", "Content-Type", "Origin", "Sec-Fetch-Site", "Last-Event-ID", Once.HEADER);

    private SaidOnce() {}

    /** @throws dev.hoop.gateway.api.GatewayException {@code INVALID_REQUEST} for what is said twice, the method in a header among it */
    static void require(Context http) {
        if (http.header("X-HTTP-Method-Override") != null) { // which the server beneath would take for the method
            throw Wanted.invalid("a request says its method once; leave X-HTTP-Method-Override out");
        }
        for (String header : HEADERS) {
            if (Collections.list(http.req().getHeaders(header)).size() > 1) {
                throw Wanted.invalid("a request says " + header + " once");
            }
        }
        http.queryParamMap().forEach((name, values) -> {
            if (values.size() > 1) {
                throw Wanted.invalid("an address says each thing once, and this one says something twice");
            }
        });
    }

    /** The cookie of this name, if there is one and no other: a second one was planted by somebody. */
    static Optional<String> cookie(Context http, String name) {
        Cookie[] all = http.req().getCookies();
        if (all == null) {
            return Optional.empty();
        }
        List<String> found = Arrays.stream(all)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
