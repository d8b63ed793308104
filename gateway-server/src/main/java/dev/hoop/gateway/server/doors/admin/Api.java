package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.GatewayException;
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

/** The interface for programs, version 1. Each request proves by a bearer token who asks; errors are problem documents (RFC 9457). */
final class Api {
    static final String ROOT = "/api/v1";

    private final Entrance entrance;
    private final Gate gate;

    Api(Entrance entrance) {
        this.entrance = entrance;
        this.gate = entrance.gate();
    }

    void add(RoutesConfig routes) {
        routes.get(ROOT + "/me", http -> answer(http, this::me));
        new ApprovalApi(this).add(routes);
        routes.get(ROOT + "/reviews", http -> answer(http, this::reviews));
        routes.get(ROOT + "/reviews/{grant}", http -> answer(http, this::history));
        routes.post(ROOT + "/reviews/{grant}/keep", http -> answer(http, this::keep));
        routes.post(ROOT + "/reviews/{grant}/revoke", http -> answer(http, this::revoke));
        routes.post(ROOT + "/reviews/{grant}/reduce", http -> answer(http, this::reduce));
        routes.post(ROOT + "/reviews/{grant}/restore", http -> answer(http, this::restore));
        new CampaignApi(this).add(routes);
        new PolicyApi(this).add(routes);
        routes.get(ROOT + "/sessions", http -> answer(http, this::sessions));
        routes.get(ROOT + "/sessions/{id}", http -> answer(http, this::session));
    }

    Gate gate() {
        return gate;
    }

    private Object reviews(Context http, Visitor visitor) {
        return Map.of(
                "grants",
                gate.reviews(visitor).grants().stream().map(Json::grant).toList());
    }

    private Object history(Context http, Visitor visitor) {
        return Map.of(
                "decisions",
                gate.reviews(visitor).history(http.pathParam("grant")).stream()
                        .map(Json::decision)
                        .toList());
    }

    private Object keep(Context http, Visitor visitor) {
        gate.reviews(visitor).keep(http.pathParam("grant"), reason(http));
        return history(http, visitor);
    }

    private Object revoke(Context http, Visitor visitor) {
        gate.reviews(visitor).revoke(http.pathParam("grant"), reason(http));
        return history(http, visitor);
    }

    private Object reduce(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(http, "allow", "tables", "reason");
        gate.reviews(visitor).reduce(http.pathParam("grant"), CampaignApi.left(wanted), wanted.text("reason"));
        return history(http, visitor);
    }

    private Object restore(Context http, Visitor visitor) {
        gate.reviews(visitor).restore(http.pathParam("grant"), reason(http));
        return history(http, visitor);
    }

    private static String reason(Context http) {
        return Wanted.of(http, "reason").text("reason");
    }

    void answer(Context http, BiFunction<Context, Visitor, Object> work) {
        try {
            Json.answer(http, 200, work.apply(http, entrance.program(http)));
        } catch (GatewayException refused) {
            int status = Statuses.of(refused.code());
            if (status == 401) {
                http.header("WWW-Authenticate", "Bearer");
            }
            Json.problem(http, status, refused.code(), String.valueOf(refused.getMessage()));
        }
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
        return Map.of(
                "sessions",
                gate.audits(visitor).sessions(SessionPages.search(http)).stream()
                        .map(Json::session)
                        .toList());
    }

    private Object session(Context http, Visitor visitor) {
        return Json.replay(gate.audits(visitor).replay(http.pathParam("id")));
    }
}
