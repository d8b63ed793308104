package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.server.gate.ApprovalDesk;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Where people see what waits for them, whole, and answer. */
final class ApprovalPages {
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
        routes.post("/approvals/{id}/approve", http -> guests.act(http, person -> approve(http, person)));
        routes.post("/approvals/{id}/refuse", http -> guests.act(http, person -> refuse(http, person)));
        routes.post("/approvals/{id}/withdraw", http -> guests.act(http, person -> withdraw(http, person)));
    }

    private ApprovalDesk desk(SignedIn.Person person) {
        return guests.gate().approvals(person.visitor());
    }

    private void list(Context http, SignedIn.Person person) {
        List<ApprovalRequest> requests = desk(person).list();
        List<ApprovalRequest> waiting = requests.stream()
                .filter(request -> request.state() == ApprovalRequest.State.PENDING)
                .toList();
        List<ApprovalRequest> decided = requests.stream()
                .filter(request -> request.state() != ApprovalRequest.State.PENDING)
                .toList();
        layout.show(
                http,
                200,
                "Approvals",
                Optional.of(person),
                Html.of(
                        "<section aria-labelledby=\"w\"><h2 id=\"w\">Waiting</h2>{}</section><section aria-labelledby=\"d\"><h2 id=\"d\">Decided</h2>{}</section>",
                        table("Requests that wait", waiting, "Nothing waits for an answer."),
                        table("Requests that are decided", decided, "Nothing was decided yet.")));
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
        ApprovalRequest request = desk(person).read(http.pathParam("id"));
        layout.show(
                http,
                200,
                "Request " + request.id(),
                Optional.of(person),
                Html.of(
                        """
                        <div class="beside">
                        <div>
                        <section aria-labelledby="s"><h2 id="s">Statement</h2>
                        {}
                        <p class="fine"><a href="/approvals/{}/statement">Take the exact bytes</a></p></section>
                        <section aria-labelledby="p"><h2 id="p">Parameters</h2>{}</section>
                        <section aria-labelledby="t"><h2 id="t">What it touches</h2>{}</section>
                        </div>
                        <aside aria-label="The request">
                        {}
                        {}
                        </aside>
                        </div>
                        """,
                        Shown.statement(request.statement()),
                        request.id(),
                        Shown.numbered(request.parameters(), "It has none."),
                        Shown.list(request.touches(), "Nothing that has a name."),
                        circumstances(request),
                        answers(request, person)));
    }

    private static Html circumstances(ApprovalRequest request) {
        return Html.of(
                """
                <dl>
                <dt>State</dt><dd>{}</dd>
                <dt>Asked by</dt><dd>{}</dd>
                <dt>Target</dt><dd>{}</dd>
                <dt>Task</dt><dd>{}</dd>
                <dt>Held by</dt><dd>{}<br><span class="fine">{}</span></dd>
                <dt>Asked</dt><dd>{}</dd>
                <dt>Open until</dt><dd>{}</dd>
                <dt>Needs</dt><dd>{} of {}</dd>
                <dt>Approved by</dt><dd>{}</dd>
                </dl>
                """,
                Shown.state(request.state()),
                Shown.text(request.requester()),
                Shown.text(request.target()),
                request.task().isEmpty() ? "none" : Shown.text(request.task()),
                Shown.text(request.rule()),
                Shown.text(request.reason()),
                Shown.time(request.askedAt()),
                Shown.time(request.expiresAt()),
                request.needed(),
                Shown.text(String.join(", ", request.approvers())),
                request.approvedBy().isEmpty() ? "nobody yet" : Shown.text(String.join(", ", request.approvedBy())));
    }

    private static Html answers(ApprovalRequest request, SignedIn.Person person) {
        if (request.state() != ApprovalRequest.State.PENDING) {
            return Html.NONE;
        }
        if (request.requester().equals(person.visitor().subject().name().value())) {
            return Html.of("""
                    <h2>Withdraw</h2>
                    <form method="post" action="/approvals/{}/withdraw" class="answer">
                    <input type="hidden" name="csrf" value="{}">
                    <p><label for="w">Reason</label> <input id="w" name="reason" maxlength="500"></p>
                    <p><button>Withdraw</button></p>
                    </form>
                    """, request.id(), person.csrf());
        }
        return Html.of("""
                <h2>Answer</h2>
                <p>It runs once, exactly as shown, for this requester only.</p>
                <form method="post" action="/approvals/{}/approve" class="answer">
                <input type="hidden" name="csrf" value="{}">
                <p><label for="a">Reason, if there is one to tell</label> <input id="a" name="reason" maxlength="500"></p>
                <p><label for="m">How many rows may change at most (more is rolled back)</label>
                <input id="m" name="maxRows" inputmode="numeric" pattern="[0-9]{1,15}" maxlength="15"></p>
                <p><button class="yes">Approve</button></p>
                </form>
                <form method="post" action="/approvals/{}/refuse" class="answer">
                <input type="hidden" name="csrf" value="{}">
                <p><label for="r">Reason, which the requester sees</label> <input id="r" name="reason" maxlength="500" required></p>
                <p><button class="no">Refuse</button></p>
                </form>
                """, request.id(), person.csrf(), request.id(), person.csrf());
    }

    private void bytes(Context http, SignedIn.Person person) {
        ApprovalRequest request = desk(person).read(http.pathParam("id"));
        http.contentType("application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"" + request.id() + ".sql\"")
                .result(request.statement().getBytes(StandardCharsets.UTF_8));
    }

    private void approve(Context http, SignedIn.Person person) {
        String id = http.pathParam("id");
        String bound = field(http, "maxRows");
        if (bound.isEmpty()) {
            desk(person).approve(id, field(http, "reason"));
        } else if (bound.matches("\\d{1,15}")) {
            desk(person).approveUpTo(Long.parseLong(bound), id, field(http, "reason"));
        } else {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "the bound on rows is not a whole number");
        }
        http.redirect("/approvals/" + id, HttpStatus.SEE_OTHER);
    }

    private void refuse(Context http, SignedIn.Person person) {
        String reason = field(http, "reason");
        if (reason.isBlank()) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "a refusal needs a reason, which the requester sees");
        }
        desk(person).refuse(http.pathParam("id"), reason);
        http.redirect("/approvals/" + http.pathParam("id"), HttpStatus.SEE_OTHER);
    }

    private void withdraw(Context http, SignedIn.Person person) {
        desk(person).withdraw(http.pathParam("id"), field(http, "reason"));
        http.redirect("/approvals/" + http.pathParam("id"), HttpStatus.SEE_OTHER);
    }

    private static String field(Context http, String name) {
        return Optional.ofNullable(http.formParam(name)).orElse("").strip();
    }
}
