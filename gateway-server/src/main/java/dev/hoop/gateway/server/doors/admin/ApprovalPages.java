package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.ApprovalDossier;
import dev.hoop.gateway.engine.ExecutionFinding;
import dev.hoop.gateway.engine.GlassVerdict;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.server.gate.ApprovalDesk;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** Where people see what waits for them, whole, and answer. */
final class ApprovalPages {
    private static final int MOST_WAITING = 200;

    private final Guests guests;
    private final Layout layout;

    ApprovalPages(Guests guests, Layout layout) {
        this.guests = guests;
        this.layout = layout;
    }

    void add(RoutesConfig routes) {
        routes.get("/approvals", http -> guests.see(http, person -> list(http, person)));
        routes.get("/approvals/{id}", http -> guests.see(http, person -> one(http, person)));
        routes.get("/approvals/{id}/statement", http -> guests.see(http, person -> bytes(http, person)));
        form(routes, "approve", this::approve);
        form(routes, "refuse", this::refuse);
        form(routes, "withdraw", (http, person) -> desk(person).withdraw(http.pathParam("id"), field(http, "reason")));
        form(routes, "revoke", (http, person) -> desk(person).revoke(http.pathParam("id"), field(http, "reason")));
        form(routes, "settle", this::settle);
        form(
                routes,
                "break-glass",
                (http, person) -> desk(person).breakGlass(http.pathParam("id"), field(http, "reason")));
        form(routes, "review-glass", this::reviewGlass);
    }

    /** What a form does, and the request again. */
    private void form(RoutesConfig routes, String act, BiConsumer<Context, SignedIn.Person> work) {
        routes.post(
                "/approvals/{id}/" + act,
                http -> guests.act(http, person -> {
                    work.accept(http, person);
                    http.redirect("/approvals/" + http.pathParam("id"), HttpStatus.SEE_OTHER);
                }));
    }

    private ApprovalDesk desk(SignedIn.Person person) {
        return guests.gate().approvals(person.visitor());
    }

    private void list(Context http, SignedIn.Person person) {
        Stretch stretch = Cursors.stretch(http);
        Listed<ApprovalRequest> newest = desk(person).list(Optional.empty(), stretch);
        List<ApprovalRequest> waiting = desk(person)
                .list(Optional.of(ApprovalRequest.State.PENDING), Stretch.first(MOST_WAITING))
                .entries();
        List<ApprovalRequest> decided = newest.entries().stream()
                .filter(request -> request.state() != ApprovalRequest.State.PENDING)
                .toList();
        layout.show(
                http,
                200,
                "Approvals",
                Optional.of(person),
                Html.of(
                        "<div {}><section aria-labelledby=\"w\"><h2 id=\"w\">Waiting</h2>{}</section><section aria-labelledby=\"d\"><h2 id=\"d\">Decided</h2>{}{}</section></div>",
                        live(http, person),
                        table("Requests that wait", waiting, "Nothing waits for an answer."),
                        table("Requests that are decided", decided, "Nothing was decided yet."),
                        Shown.onward(http, newest)));
    }

    /** The first part of the list is kept as it is while it changes, where the browser runs scripts. */
    private Html live(Context http, SignedIn.Person person) {
        if (http.queryParam("cursor") != null) {
            return Html.NONE;
        }
        LiveList seen = LiveList.of(LiveList.Kind.APPROVALS, guests.gate(), person.visitor());
        return Html.of("data-live=\"approvals\" data-seen=\"{}\"", seen.digest());
    }

    private static Html table(String label, List<ApprovalRequest> requests, String otherwise) {
        Table table = new Table(label, "Statement", "State", "Asked by", "Target", "Rule", "Open until");
        for (ApprovalRequest request : requests) {
            table.add(
                    Html.of(
                            "<a href=\"/approvals/{}\"><code>{}</code></a>",
                            request.id(),
                            Shown.excerpt(request.statement())),
                    Shown.state(request.state()),
                    Shown.text(request.requester()),
                    Shown.text(request.target()),
                    Shown.text(request.rule()),
                    Shown.time(request.expiresAt()));
        }
        return table.or(otherwise);
    }

    private void one(Context http, SignedIn.Person person) {
        ApprovalDossier dossier = desk(person).dossier(http.pathParam("id"));
        layout.show(
                http,
                200,
                "Request " + dossier.request().id(),
                Optional.of(person),
                new ApprovalPage(dossier, person).content());
    }

    private void bytes(Context http, SignedIn.Person person) {
        ApprovalRequest request = desk(person).read(http.pathParam("id"));
        http.contentType("application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"" + request.id() + ".sql\"")
                .result(request.statement().getBytes(StandardCharsets.UTF_8));
    }

    private void approve(Context http, SignedIn.Person person) {
        OptionalLong minutes = number(http, "minutes");
        Optional<Duration> box =
                minutes.isEmpty() ? Optional.empty() : Optional.of(Wanted.minutes("minutes", minutes.getAsLong()));
        desk(person)
                .approve(
                        http.pathParam("id"),
                        field(http, "reason"),
                        new ApprovalDesk.Bounds(number(http, "maxRows"), box));
    }

    private void refuse(Context http, SignedIn.Person person) {
        String reason = field(http, "reason");
        if (reason.isBlank()) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "a refusal needs a reason, which the requester sees");
        }
        desk(person).refuse(http.pathParam("id"), reason);
    }

    private void settle(Context http, SignedIn.Person person) {
        ExecutionFinding finding = Wanted.word("finding", field(http, "finding"), ExecutionFinding.values());
        desk(person).settle(http.pathParam("id"), finding, field(http, "reason"));
    }

    private void reviewGlass(Context http, SignedIn.Person person) {
        GlassVerdict verdict = Wanted.word("verdict", field(http, "verdict"), GlassVerdict.values());
        desk(person).reviewGlass(http.pathParam("id"), verdict, field(http, "reason"));
    }

    private static OptionalLong number(Context http, String name) {
        String text = field(http, name);
        if (!text.isEmpty() && !text.matches("\\d{1,15}")) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "'" + name + "' is not a whole number");
        }
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private static String field(Context http, String name) {
        return Optional.ofNullable(http.formParam(name)).orElse("").strip();
    }
}
