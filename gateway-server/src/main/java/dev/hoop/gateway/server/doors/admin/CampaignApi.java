package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.server.gate.CampaignDesk;
import dev.hoop.gateway.server.gate.Leaving;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Campaigns of reviews, for programs. */
final class CampaignApi {
    private final Api api;

    CampaignApi(Api api) {
        this.api = api;
    }

    void add(RoutesConfig routes) {
        routes.get(Api.ROOT + "/campaigns", http -> api.answer(http, this::list));
        routes.post(Api.ROOT + "/campaigns", http -> api.change(http, this::start));
        routes.get(Api.ROOT + "/campaigns/{id}", http -> api.answer(http, this::read));
        routes.post(Api.ROOT + "/campaigns/{id}/decide", http -> api.change(http, this::decide));
        routes.post(Api.ROOT + "/campaigns/{id}/close", http -> api.change(http, this::close));
        routes.get(Api.ROOT + "/campaigns/{id}/evidence", http -> api.answer(http, this::evidence));
    }

    private Object evidence(Context http, Visitor visitor) {
        String id = http.pathParam("id");
        byte[] archive = desk(visitor).evidence(id);
        return Map.of(
                "name",
                "evidence-" + id + ".zip",
                "archive",
                Base64.getEncoder().encodeToString(archive));
    }

    private CampaignDesk desk(Visitor visitor) {
        return api.gate().campaigns(visitor);
    }

    private Object list(Context http, Visitor visitor) {
        Listed<CampaignDesk.CampaignLine> campaigns = Listed.of(
                desk(visitor).list(), line -> new Stretch.Place(line.startedAt(), line.id()), Cursors.stretch(http));
        return Cursors.shown(http, "campaigns", campaigns, CampaignJson::line);
    }

    private Object read(Context http, Visitor visitor) {
        return CampaignJson.of(desk(visitor).read(http.pathParam("id")));
    }

    private Object start(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(
                http,
                "name",
                "reason",
                "grants",
                "targets",
                "groups",
                "owners",
                "reviewers",
                "withinSeconds",
                "remindSeconds",
                "atDue");
        String atDue = wanted.text("atDue");
        CampaignDesk.Wish wish = new CampaignDesk.Wish(
                wanted.text("name"),
                new CampaignDesk.Scope(
                        wanted.texts("grants"),
                        wanted.texts("targets"),
                        wanted.texts("groups"),
                        wanted.texts("owners")),
                wanted.texts("reviewers"),
                Duration.ofSeconds(wanted.count("withinSeconds").orElse(0)),
                wanted.seconds("remindSeconds"),
                atDue.isEmpty() ? CampaignDesk.AtDue.KEEP : Wanted.word("atDue", atDue, CampaignDesk.AtDue.values()),
                wanted.text("reason"));
        return CampaignJson.of(desk(visitor).start(wish));
    }

    private Object decide(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(http, "grant", "verdict", "allow", "tables", "reason");
        CampaignDesk.Answer answer = new CampaignDesk.Answer(
                wanted.text("grant"),
                Wanted.word("verdict", wanted.text("verdict"), CampaignDesk.Verdict.values()),
                left(wanted),
                wanted.text("reason"));
        return CampaignJson.of(desk(visitor).decide(http.pathParam("id"), answer));
    }

    private Object close(Context http, Visitor visitor) {
        return CampaignJson.of(desk(visitor).end(http.pathParam("id")));
    }

    /** What stays of a grant that is reduced. */
    static Leaving left(Wanted wanted) {
        return new Leaving(wanted.texts("allow"), wanted.texts("tables"));
    }
}
