package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** Streams of events, for programs by their token and for pages by their cookie. */
final class EventsApi {
    private final Api api;
    private final Entrance entrance;
    private final Live live;

    EventsApi(Api api, Entrance entrance, Live live) {
        this.api = api;
        this.entrance = entrance;
        this.live = live;
    }

    void add(RoutesConfig routes) {
        routes.get(Api.ROOT + "/events", http -> api.stream(http, visitor -> stream(http, visitor)));
        routes.get("/events", this::toPage);
    }

    private void stream(Context http, Visitor visitor) {
        LiveList.Kind kind = kind(http);
        live.stream(http, name(visitor), () -> LiveList.of(kind, api.gate(), visitor));
    }

    /** Ends when the person signs out, and does not keep them signed in. */
    private void toPage(Context http) {
        SignedIn.Person person = entrance.person(http)
                .orElseThrow(() -> new GatewayException(ErrorCode.LOGIN_FAILED, "you are not signed in any more"));
        entrance.requireNoOtherSite(http);
        LiveList.Kind kind = kind(http);
        live.stream(http, name(person.visitor()), () -> {
            if (!entrance.isIn(http)) {
                throw new GatewayException(ErrorCode.LOGIN_FAILED, "you are not signed in any more");
            }
            return LiveList.of(kind, api.gate(), person.visitor());
        });
    }

    private static LiveList.Kind kind(Context http) {
        String text = Optional.ofNullable(http.queryParam("list")).orElse("");
        return Wanted.word("list", text, LiveList.Kind.values());
    }

    private static String name(Visitor visitor) {
        return visitor.subject().name().value();
    }
}
