package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.SignOnDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Browsers that have gone to a provider and are to come back. An attempt belongs to one browser, by the name in its cookie, is good once and
 * for ten minutes. An answer in a form comes without cookies: it is kept with the attempt whose state it says, for which nobody else can say it,
 * until the browser follows with its cookie. Thread-safe.
 */
final class Arrivals {
    static final Duration ATTEMPT = Duration.ofMinutes(10);

    private static final int MOST_ATTEMPTS = 10_000;

    /** Of all answers that wait for their browsers, in characters. */
    private static final int MOST_KEPT = 8 * 1024 * 1024;

    private final Clock clock;
    private final Map<String, Attempt> byBrowser = new LinkedHashMap<>();
    private final Map<String, String> browserByState = new HashMap<>();
    private int kept;

    /** @param to where the browser goes once it is let in */
    record Attempt(SignOnDesk.Departure departure, String to, Instant since, Optional<Map<String, String>> answer) {}

    Arrivals(Clock clock) {
        this.clock = clock;
    }

    synchronized void begin(String browser, SignOnDesk.Departure departure, String to) {
        Instant now = clock.instant();
        byBrowser.entrySet().stream()
                .filter(each -> isOver(each.getValue(), now))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::remove);
        if (byBrowser.size() >= MOST_ATTEMPTS) {
            throw new GatewayException(
                    ErrorCode.OVERLOADED, "too many people sign in at once; try again in a few minutes");
        }
        byBrowser.put(browser, new Attempt(departure, to, now, Optional.empty()));
        browserByState.put(departure.state(), browser);
    }

    /** Keeps what a form has brought, once for each attempt. */
    synchronized void keep(String state, Map<String, String> answer) {
        String browser = browserByState.get(state);
        Attempt attempt = browser == null ? null : byBrowser.get(browser);
        if (browser == null
                || attempt == null
                || isOver(attempt, clock.instant())
                || attempt.answer().isPresent()) {
            throw unknown();
        }
        int size = size(answer);
        if (kept + size > MOST_KEPT) {
            throw new GatewayException(
                    ErrorCode.OVERLOADED, "too many people sign in at once; try again in a few minutes");
        }
        kept += size;
        byBrowser.put(browser, new Attempt(attempt.departure(), attempt.to(), attempt.since(), Optional.of(answer)));
    }

    /** The attempt of a browser that is back; it is over with that. */
    synchronized Attempt end(String browser) {
        Attempt attempt = remove(browser);
        if (attempt == null || isOver(attempt, clock.instant())) {
            throw unknown();
        }
        return attempt;
    }

    private @Nullable Attempt remove(String browser) {
        Attempt attempt = byBrowser.remove(browser);
        if (attempt != null) {
            browserByState.remove(attempt.departure().state());
            kept -= attempt.answer().map(Arrivals::size).orElse(0);
        }
        return attempt;
    }

    private static int size(Map<String, String> answer) {
        return answer.entrySet().stream()
                .mapToInt(field -> field.getKey().length() + field.getValue().length())
                .sum();
    }

    private static boolean isOver(Attempt attempt, Instant now) {
        return now.isAfter(attempt.since().plus(ATTEMPT));
    }

    private static GatewayException unknown() {
        return new GatewayException(
                ErrorCode.LOGIN_FAILED,
                "there is no attempt to sign in from this browser, or it took too long; begin again");
    }
}
