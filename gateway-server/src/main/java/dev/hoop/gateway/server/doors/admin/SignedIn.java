package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.server.gate.Visitor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in with a browser. The browser has a random name for it and nothing else; what is kept here by that name's digest goes with
 * the process, and people sign in again. Thread-safe.
 */
final class SignedIn {
    private static final int MOST = 10_000;
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Clock clock;
    private final Duration idleAfter;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Person person, Instant since, Instant seen) {}

    /** Somebody with a browser. {@code csrf} stands in every form of theirs. */
    record Person(Visitor visitor, String csrf) {}

    SignedIn(Clock clock, Duration idleAfter) {
        this.clock = clock;
        this.idleAfter = idleAfter;
    }

    /** Answers the name for the browser's cookie. */
    synchronized String enter(Visitor visitor) {
        forget();
        if (entries.size() >= MOST) {
            entries.remove(entries.keySet().iterator().next()); // the one that entered first
        }
        String name = Secrets.fresh();
        Instant now = clock.instant();
        entries.put(key(name), new Entry(new Person(visitor, Secrets.fresh()), now, now));
        return name;
    }

    synchronized Optional<Person> find(String name) {
        Entry entry = entries.get(key(name));
        Instant now = clock.instant();
        if (entry == null) {
            return Optional.empty();
        }
        if (isOver(entry, now)) {
            entries.remove(key(name));
            return Optional.empty();
        }
        entries.put(key(name), new Entry(entry.person(), entry.since(), now));
        return Optional.of(entry.person());
    }

    /** As {@link #find}, and not as something that somebody did. */
    synchronized boolean isIn(String name) {
        Entry entry = entries.get(key(name));
        return entry != null && !isOver(entry, clock.instant());
    }

    synchronized void leave(String name) {
        entries.remove(key(name));
    }

    private void forget() {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> isOver(entry, now));
    }

    private boolean isOver(Entry entry, Instant now) {
        return now.isAfter(entry.seen().plus(idleAfter))
                || now.isAfter(entry.since().plus(LONGEST))
                || entry.person()
                        .visitor()
                        .expiresAt()
                        .map(end -> !now.isBefore(end))
                        .orElse(false);
    }

    private static String key(String name) {
        return java.util.HexFormat.of().formatHex(Secrets.sha256(name));
    }
}
