package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.Role;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The interface for programs, version 1. Each request proves by a bearer token who asks; errors are problem documents (RFC 9457); lists come
 * in parts; and whatever changes something can be asked again under a key without being done twice.
 */
final class Api {
    static final String ROOT = "/api/v1";

    private static final int NEWEST = 50;

    private final Entrance entrance;
    private final Gate gate;
    private final Once once;

    Api(Entrance entrance, KeptAnswers kept) {
        this.entrance = entrance;
        this.gate = entrance.gate();
        this.once = new Once(kept);
    }

    void add(RoutesConfig routes) {
        routes.get(ROOT + "/me", http -> answer(http, this::me));
        new ApprovalApi(this).add(routes);
        routes.get(ROOT + "/reviews", http -> answer(http, this::reviews));
        routes.get(ROOT + "/reviews/{grant}", http -> answer(http, this::history));
        routes.post(ROOT + "/reviews/{grant}/keep", http -> change(http, this::keep));
        routes.post(ROOT + "/reviews/{grant}/revoke", http -> change(http, this::revoke));
        routes.post(ROOT + "/reviews/{grant}/reduce", http -> change(http, this::reduce));
        routes.post(ROOT + "/reviews/{grant}/restore", http -> change(http, this::restore));
        new CampaignApi(this).add(routes);
        new PolicyApi(this).add(routes);
        routes.get(ROOT + "/sessions", http -> answer(http, this::sessions));
        routes.get(ROOT + "/sessions/{id}", http -> answer(http, this::session));
    }

    Gate gate() {
        return gate;
    }

    private Object reviews(Context http, Visitor visitor) {
        return Cursors.shown(http, "grants", gate.reviews(visitor).grants(Cursors.stretch(http)), Json::grant);
    }

    private Object history(Context http, Visitor visitor) {
        return Cursors.shown(
                http,
                "decisions",
                gate.reviews(visitor).history(http.pathParam("grant"), Cursors.stretch(http)),
                Json::decision);
    }

    private Object keep(Context http, Visitor visitor) {
        gate.reviews(visitor).keep(http.pathParam("grant"), reason(http));
        return newest(http, visitor);
    }

    private Object revoke(Context http, Visitor visitor) {
        gate.reviews(visitor).revoke(http.pathParam("grant"), reason(http));
        return newest(http, visitor);
    }

    private Object newest(Context http, Visitor visitor) {
        return Map.of(
                "decisions",
                gate.reviews(visitor).history(http.pathParam("grant"), Stretch.first(NEWEST)).entries().stream()
                        .map(Json::decision)
                        .toList());
    }

    private Object reduce(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(http, "allow", "tables", "reason");
        gate.reviews(visitor).reduce(http.pathParam("grant"), CampaignApi.left(wanted), wanted.text("reason"));
        return newest(http, visitor);
    }

    private Object restore(Context http, Visitor visitor) {
        gate.reviews(visitor).restore(http.pathParam("grant"), reason(http));
        return newest(http, visitor);
    }

    private static String reason(Context http) {
        return Wanted.of(http, "reason").text("reason");
    }

    /** Answers what changes nothing. */
    void answer(Context http, BiFunction<Context, Visitor, Object> work) {
        admit(
                http,
                visitor -> attempt(() -> Answer.of(work.apply(http, visitor))).send(http));
    }

    /** Answers what changes something. */
    void change(Context http, BiFunction<Context, Visitor, Object> work) {
        changeOnce(http, (asked, visitor) -> Answer.of(work.apply(asked, visitor)));
    }

    /** As {@link #change}, where the answer holds something that is said this once. */
    void changeOnce(Context http, BiFunction<Context, Visitor, Answer> work) {
        admit(http, visitor -> once.answer(http, visitor, () -> attempt(() -> work.apply(http, visitor))));
    }

    /** Answers by a stream of its own. */
    void stream(Context http, Consumer<Visitor> work) {
        admit(http, work);
    }

    private void admit(Context http, Consumer<Visitor> work) {
        try {
            work.accept(entrance.program(http));
        } catch (GatewayException refused) {
            Answer answer = problem(refused);
            if (answer.status() == 401) {
                http.header("WWW-Authenticate", "Bearer");
            }
            if (answer.status() == 429) {
                http.header("Retry-After", "10");
            }
            answer.send(http);
        }
    }

    private static Answer attempt(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (GatewayException refused) {
            return problem(refused);
        }
    }

    private static Answer problem(GatewayException refused) {
        int status = Statuses.of(refused.code());
        String text = Json.problem(status, refused.code(), String.valueOf(refused.getMessage()));
        return new Answer(status, text, text);
    }

    private Object me(Context http, Visitor visitor) {
        Map<String, Object> me = new LinkedHashMap<>();
        me.put("subject", visitor.subject().name().value());
        me.put("kind", visitor.subject().kind().name());
        me.put("groups", visitor.subject().groups().stream().sorted().toList());
        me.put(
                "roles",
                Arrays.stream(Role.values())
                        .filter(role -> gate.hasRole(visitor, role))
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList());
        me.put("expiresAt", visitor.expiresAt().map(Object::toString).orElse(null));
        return me;
    }

    private Object sessions(Context http, Visitor visitor) {
        return Cursors.shown(
                http,
                "sessions",
                gate.audits(visitor).sessions(SessionPages.search(http), Cursors.stretch(http)),
                Json::session);
    }

    private Object session(Context http, Visitor visitor) {
        return Json.replay(gate.audits(visitor).replay(http.pathParam("id")));
    }
}
