package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.Handle;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts of one connection that have a number, so that a prepared statement sends its text once. Bounded: the least recently used text
 * is forgotten, and a driver that names it is told to send the text again. Not thread-safe.
 */
final class Handles {
    static final int MOST = 512;
    static final int MOST_CHARS = 2 * 1024 * 1024;
    private static final int LONGEST_TEXT = 64 * 1024;

    private final LinkedHashMap<Integer, String> texts = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Integer> numbers = new HashMap<>();
    private long chars;
    private int last;

    /** @throws GatewayException {@code INVALID_REQUEST} for a number that stands for nothing (any more) */
    String text(int handle) {
        String text = texts.get(handle);
        if (text == null) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "handle " + handle + " stands for no statement (any more); send the text again");
        }
        return text;
    }

    /** The number of a text; zero when it is too long to be kept. */
    int of(String text) {
        if (text.length() > LONGEST_TEXT) {
            return 0;
        }
        Integer known = numbers.get(text);
        if (known != null) {
            texts.get(known); // counts as a use
            return known;
        }
        last = last == Integer.MAX_VALUE ? 1 : last + 1;
        forget(last);
        texts.put(last, text);
        numbers.put(text, last);
        chars += text.length();
        shrink();
        return last;
    }

    void close(List<Handle> closed) {
        closed.forEach(handle -> forget(handle.id()));
    }

    private void shrink() {
        Iterator<String> eldest = texts.values().iterator();
        while (texts.size() > MOST || chars > MOST_CHARS) {
            String text = eldest.next();
            eldest.remove();
            numbers.remove(text);
            chars -= text.length();
        }
    }

    private void forget(int handle) {
        String text = texts.remove(handle);
        if (text != null) {
            numbers.remove(text);
            chars -= text.length();
        }
    }
}
