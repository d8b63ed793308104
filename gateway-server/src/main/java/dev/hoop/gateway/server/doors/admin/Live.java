package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Streams of events (server-sent events) about lists that change. Each is written by the thread that took the request, so there are only so
 * many, and few for each subject. The truth is looked up again and again with the rights of who looks; a stream ends with the proof.
 *
 * <p>An event's id is what the list then was: who comes back with it is told only if the list is another now.
 */
final class Live implements AutoCloseable {
    static final int MOST = 64;
    static final int MOST_OF_ONE = 4;

    private static final long LOOK_MILLIS = 1_500;
    private static final int LOOKS_BETWEEN_BEATS = 7;
    private static final String SEEN = "[0-9a-f]{32}";

    private final Map<String, Integer> openOf = new HashMap<>();
    private int open;
    private boolean closed;

    /**
     * Answers a request with a stream, until its reader goes, its proof ends, or the gateway stops.
     *
     * @param look the list as the subject may see it now; throws when the subject may not any more
     * @throws GatewayException {@code OVERLOADED} when there are too many; what {@code look} throws at first
     */
    void stream(Context http, String subject, Supplier<LiveList> look) {
        enter(subject);
        try {
            LiveList first = look.get();
            HttpServletResponse answer = http.res();
            answer.setStatus(200);
            answer.setContentType("text/event-stream; charset=utf-8");
            answer.setHeader("X-Accel-Buffering", "no"); // proxies hold streams back otherwise
            write(answer.getOutputStream(), seen(http), first, look);
        } catch (IOException gone) {
            // the reader has left, which is how most streams end
        } finally {
            leave(subject);
        }
    }

    /** What is written to one reader. */
    interface Writing {
        void write() throws IOException;
    }

    /**
     * Answers a request with a stream of another kind, which counts as one of these.
     *
     * @param writing ends soon after {@link #isClosed}
     * @throws GatewayException {@code OVERLOADED} when there are too many
     */
    void during(String subject, Writing writing) {
        enter(subject);
        try {
            writing.write();
        } catch (IOException gone) {
            // the reader has left, which is how most streams end
        } finally {
            leave(subject);
        }
    }

    /** Whether streams are to end. */
    synchronized boolean isClosed() {
        return closed;
    }

    private void write(OutputStream out, Optional<String> seen, LiveList first, Supplier<LiveList> look)
            throws IOException {
        LiveList told = first;
        send(out, "retry: 3000\n\n");
        if (seen.filter(first.digest()::equals).isEmpty()) {
            event(out, first, true, first.entries());
        }
        for (int looks = 1; pause(); looks++) {
            LiveList now;
            try {
                now = look.get();
            } catch (GatewayException ended) {
                send(out, "event: end\ndata: {\"code\":\"" + ended.code().name() + "\"}\n\n");
                return;
            }
            if (!now.digest().equals(told.digest())) {
                event(out, now, false, now.since(told));
                told = now;
            } else if (looks % LOOKS_BETWEEN_BEATS == 0) {
                send(out, ": still here\n\n");
            }
        }
    }

    private static void event(OutputStream out, LiveList list, boolean whole, Object entries) throws IOException {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("whole", whole);
        data.put("entries", entries);
        send(
                out,
                "id: " + list.digest() + "\nevent: " + list.kind().name().toLowerCase(java.util.Locale.ROOT)
                        + "\ndata: " + Json.text(data) + "\n\n");
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Browsers say it in a header when they come back, and pages in the address when they begin. */
    private static Optional<String> seen(Context http) {
        String header = http.header("Last-Event-ID");
        return Optional.ofNullable(header == null ? http.queryParam("seen") : header)
                .filter(text -> text.matches(SEEN));
    }

    private synchronized void enter(String subject) {
        int own = openOf.getOrDefault(subject, 0);
        if (closed || open >= MOST || own >= MOST_OF_ONE) {
            throw new GatewayException(
                    ErrorCode.OVERLOADED,
                    "too many streams of events are open; close another page, or ask now and then");
        }
        open++;
        openOf.put(subject, own + 1);
    }

    private synchronized void leave(String subject) {
        open--;
        openOf.computeIfPresent(subject, (name, own) -> own == 1 ? null : own - 1);
    }

    /** Answers whether to go on. */
    private synchronized boolean pause() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
        try {
            while (!closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return true;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Ends all streams soon. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
