package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CertificateWish;
import dev.hoop.gateway.server.gate.LiveDesk;
import dev.hoop.gateway.server.gate.LiveView;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What sessions on hosts need of the interface: certificates for keys, and to be watched and ended while they go on. */
final class HostApi {
    private static final Duration LOOK = Duration.ofMillis(1_500);
    private static final int LOOKS_BETWEEN_BEATS = 7;

    private final Api api;
    private final Live live;

    HostApi(Api api, Live live) {
        this.api = api;
        this.live = live;
    }

    void add(RoutesConfig routes) {
        routes.post(Api.ROOT + "/ssh/certificates", http -> api.change(http, this::certify));
        routes.get(Api.ROOT + "/sessions/{id}/watch", http -> api.stream(http, visitor -> watch(http, visitor)));
        routes.post(Api.ROOT + "/sessions/{id}/end", http -> api.change(http, this::end));
    }

    private Object certify(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(http, "key", "minutes", "sources");
        String certificate = api.gate()
                .certify(
                        visitor,
                        new CertificateWish(
                                wanted.text("key"),
                                wanted.minutes("minutes").orElse(CertificateWish.LONGEST),
                                wanted.texts("sources")));
        return Map.of("certificate", certificate);
    }

    private Object end(Context http, Visitor visitor) {
        String id = http.pathParam("id");
        api.gate().live(visitor).end(id, Wanted.of(http, "reason").text("reason"));
        return Map.of("ended", id);
    }

    private void watch(Context http, Visitor visitor) {
        LiveDesk desk = api.gate().live(visitor);
        live.during(visitor.subject().name().value(), () -> {
            try (LiveView view = desk.watch(http.pathParam("id"))) {
                HttpServletResponse answer = http.res();
                answer.setStatus(200);
                answer.setContentType("text/event-stream; charset=utf-8");
                answer.setHeader("X-Accel-Buffering", "no"); // proxies hold streams back otherwise
                write(answer.getOutputStream(), view, desk);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void write(OutputStream out, LiveView view, LiveDesk desk) throws IOException, InterruptedException {
        send(out, ": watching\n\n");
        int quiet = 0;
        while (!live.isClosed()) {
            Optional<LiveView.Seen> seen = view.next(LOOK);
            try {
                desk.requireWatcher();
            } catch (GatewayException ended) {
                send(out, "event: end\ndata: {\"code\":\"" + ended.code().name() + "\"}\n\n");
                return;
            }
            if (seen.isPresent()) {
                send(out, event(seen.get()));
                if (seen.get().isLast()) {
                    return;
                }
            } else if (++quiet % LOOKS_BETWEEN_BEATS == 0) {
                send(out, ": still here\n\n");
            }
        }
    }

    private static String event(LiveView.Seen seen) {
        Map<String, Object> data = new LinkedHashMap<>(seen.fields());
        if (seen.type().equals("output")) {
            data.put("data", Base64.getEncoder().encodeToString(seen.output()));
        }
        return "event: " + seen.type() + "\ndata: " + Json.text(data) + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
