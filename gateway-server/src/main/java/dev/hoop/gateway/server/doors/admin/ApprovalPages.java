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
                        table(waiting, "Nothing waits."),
                        table(decided, "Nothing was decided yet.")));
    }

    private static Html table(List<ApprovalRequest> requests, String otherwise) {
        if (requests.isEmpty()) {
            return Html.of("<p>{}</p>", otherwise);
        }
        return Html.of("""
                <div class="wide" tabindex="0" role="region" aria-label="Requests"><table>
                <thead><tr><th scope="col">Request</th><th scope="col">State</th><th scope="col">Asked by</th>
                <th scope="col">Target</th><th scope="col">Rule</th><th scope="col">Open until</th></tr></thead>
                <tbody>{}</tbody></table></div>
                """, Html.all(requests.stream().map(ApprovalPages::row).toList()));
    }

    private static Html row(ApprovalRequest request) {
        return Html.of(
                "<tr><th scope=\"row\"><a href=\"/approvals/{}\">{}</a></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                request.id(),
                request.id(),
                Shown.word(request.state()),
                Shown.text(request.requester()),
                Shown.text(request.target()),
                Shown.text(request.rule()),
                Shown.time(request.expiresAt()));
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
                        <dl>
                        <dt>State</dt><dd>{}</dd>
                        <dt>Asked by</dt><dd>{}, {}</dd>
                        <dt>Open until</dt><dd>{}</dd>
                        <dt>Target</dt><dd>{}</dd>
                        <dt>Task</dt><dd>{}</dd>
                        <dt>Held by</dt><dd>{}: {}</dd>
                        <dt>Needs</dt><dd>{} of {}</dd>
                        <dt>Approved by</dt><dd>{}</dd>
                        </dl>
                        <h2>Statement</h2>
                        {}
                        <p><a href="/approvals/{}/statement">The exact bytes</a></p>
                        <h2>Parameters</h2>
                        {}
                        <h2>What it touches</h2>
                        {}
                        {}
                        """,
                        Shown.word(request.state()),
                        Shown.text(request.requester()),
                        Shown.time(request.askedAt()),
                        Shown.time(request.expiresAt()),
                        Shown.text(request.target()),
                        request.task().isEmpty() ? "none" : Shown.text(request.task()),
                        Shown.text(request.rule()),
                        Shown.text(request.reason()),
                        request.needed(),
                        Shown.text(String.join(", ", request.approvers())),
                        request.approvedBy().isEmpty()
                                ? "nobody yet"
                                : Shown.text(String.join(", ", request.approvedBy())),
                        Shown.statement(request.statement()),
                        request.id(),
                        Shown.list(request.parameters(), "It has none."),
                        Shown.list(request.touches(), "Nothing that has a name."),
                        answers(request, person)));
    }

    private static Html answers(ApprovalRequest request, SignedIn.Person person) {
        if (request.state() != ApprovalRequest.State.PENDING) {
            return Html.NONE;
        }
        if (request.requester().equals(person.visitor().subject().name().value())) {
            return Html.of("""
                    <h2>Withdraw</h2>
                    <form method="post" action="/approvals/{}/withdraw">
                    <input type="hidden" name="csrf" value="{}">
                    <p><label for="w">Reason</label> <input id="w" name="reason" maxlength="500"></p>
                    <p><button>Withdraw</button></p>
                    </form>
                    """, request.id(), person.csrf());
        }
        return Html.of("""
                <h2>Answer</h2>
                <p>It runs once, exactly as shown, for this requester only.</p>
                <div class="answers">
                <form method="post" action="/approvals/{}/approve">
                <input type="hidden" name="csrf" value="{}">
                <p><label for="a">Reason</label> <input id="a" name="reason" maxlength="500"></p>
                <p><label for="m">At most so many rows may change (more is rolled back)</label>
                <input id="m" name="maxRows" inputmode="numeric" pattern="[0-9]{1,15}" maxlength="15"></p>
                <p><button class="yes">Approve</button></p>
                </form>
                <form method="post" action="/approvals/{}/refuse">
                <input type="hidden" name="csrf" value="{}">
                <p><label for="r">Reason, which the requester sees</label> <input id="r" name="reason" maxlength="500" required></p>
                <p><button class="no">Refuse</button></p>
                </form>
                </div>
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
