package dev.hoop.gateway.jdbc.exchange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.wire.Handle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers that the gateway gave to texts it has seen, so that a text travels once. Holds a bounded number of them; the least used go
 * first and are closed by the next message. Thread-safe.
 */
final class Handles {
    private static final int MAX_HANDLES = 256;
    /** Longer texts are hardly ever repeated, and remembering them costs more than sending them. */
    private static final int LONGEST_TEXT = 64 * 1024;
    /** Half of what a gateway keeps, so that it does not forget a text before this side does. */
    private static final int MAX_CHARS = 1024 * 1024;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Integer> byText = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("lock")
    private final List<Handle> closed = new ArrayList<>();

    @GuardedBy("lock")
    private long chars;

    /** The number of a text, or zero. */
    int find(String text) {
        synchronized (lock) {
            return byText.getOrDefault(text, 0);
        }
    }

    void remember(String text, int handle) {
        synchronized (lock) {
            if (text.length() > LONGEST_TEXT) {
                closed.add(new Handle(handle));
                return;
            }
            Integer before = byText.put(text, handle);
            if (before == null) {
                chars += text.length();
            } else if (before != handle) {
                closed.add(new Handle(before));
            }
            shrink();
        }
    }

    @GuardedBy("lock")
    private void shrink() {
        Iterator<Map.Entry<String, Integer>> eldest = byText.entrySet().iterator();
        while (byText.size() > MAX_HANDLES || chars > MAX_CHARS) {
            Map.Entry<String, Integer> entry = eldest.next();
            closed.add(new Handle(entry.getValue()));
            chars -= entry.getKey().length();
            eldest.remove();
        }
    }

    /** The gateway does not know the number any more. */
    void forget(String text) {
        synchronized (lock) {
            if (byText.remove(text) != null) {
                chars -= text.length();
            }
        }
    }

    /** The numbers that the next message closes. */
    List<Handle> takeClosed() {
        synchronized (lock) {
            List<Handle> taken = List.copyOf(closed);
            closed.clear();
            return taken;
        }
    }
}
