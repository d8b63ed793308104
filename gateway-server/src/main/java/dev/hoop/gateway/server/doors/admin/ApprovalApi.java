package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.server.gate.ApprovalDesk;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** Requests for approval, for programs. */
final class ApprovalApi {
    private final Api api;

    ApprovalApi(Api api) {
        this.api = api;
    }

    void add(RoutesConfig routes) {
        routes.get(Api.ROOT + "/approvals", http -> api.answer(http, this::approvals));
        routes.get(Api.ROOT + "/approvals/{id}", http -> api.answer(http, this::approval));
        routes.post(Api.ROOT + "/approvals/{id}/approve", http -> api.change(http, this::approve));
        routes.post(Api.ROOT + "/approvals/{id}/refuse", http -> api.change(http, this::refuse));
        routes.post(Api.ROOT + "/approvals/{id}/withdraw", http -> api.change(http, this::withdraw));
        routes.post(Api.ROOT + "/approvals/{id}/revoke", http -> api.change(http, this::revoke));
        routes.post(Api.ROOT + "/approvals/{id}/settle", http -> api.change(http, this::settle));
        routes.post(Api.ROOT + "/approvals/{id}/break-glass", http -> api.change(http, this::breakGlass));
        routes.post(Api.ROOT + "/approvals/{id}/review-glass", http -> api.change(http, this::reviewGlass));
    }

    private ApprovalDesk desk(Visitor visitor) {
        return api.gate().approvals(visitor);
    }

    private Object approvals(Context http, Visitor visitor) {
        String text = Optional.ofNullable(http.queryParam("state")).orElse("");
        Optional<ApprovalRequest.State> state = text.isEmpty()
                ? Optional.empty()
                : Optional.of(Wanted.word("state", text, ApprovalRequest.State.values()));
        return Cursors.shown(http, "approvals", desk(visitor).list(state, Cursors.stretch(http)), Json::approval);
    }

    private Object approval(Context http, Visitor visitor) {
        return DossierJson.of(desk(visitor).dossier(http.pathParam("id")));
    }

    private Object approve(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(http, "reason", "maxRows", "minutes");
        return Json.approval(desk(visitor)
                .approve(
                        http.pathParam("id"),
                        wanted.text("reason"),
                        new ApprovalDesk.Bounds(wanted.count("maxRows"), wanted.minutes("minutes"))));
    }

    private Object refuse(Context http, Visitor visitor) {
        String reason = Wanted.of(http, "reason").text("reason");
        if (reason.isBlank()) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST, "a refusal needs a 'reason', which the requester sees");
        }
        return Json.approval(desk(visitor).refuse(http.pathParam("id"), reason));
    }

    private Object withdraw(Context http, Visitor visitor) {
        return Json.approval(desk(visitor)
                .withdraw(http.pathParam("id"), Wanted.of(http, "reason").text("reason")));
    }

    private Object revoke(Context http, Visitor visitor) {
        return Json.approval(desk(visitor)
                .revoke(http.pathParam("id"), Wanted.of(http, "reason").text("reason")));
    }

    private Object settle(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(http, "reason", "finding");
        return Json.approval(
                desk(visitor).settle(http.pathParam("id"), wanted.finding("finding"), wanted.text("reason")));
    }

    private Object breakGlass(Context http, Visitor visitor) {
        return Json.approval(desk(visitor)
                .breakGlass(http.pathParam("id"), Wanted.of(http, "reason").text("reason")));
    }

    private Object reviewGlass(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(http, "reason", "verdict");
        return Json.approval(
                desk(visitor).reviewGlass(http.pathParam("id"), wanted.glassReview("verdict"), wanted.text("reason")));
    }
}
