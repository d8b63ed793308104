package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.ApprovalDossier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One request, whole, and what the person who looks at it may do. */
final class ApprovalPage {
    private final ApprovalDossier dossier;
    private final ApprovalRequest request;
    private final SignedIn.Person person;

    ApprovalPage(ApprovalDossier dossier, SignedIn.Person person) {
        this.dossier = dossier;
        this.request = dossier.request();
        this.person = person;
    }

    Html content() {
        return Html.of(
                """
                {}
                <div class="beside">
                <div>
                <section aria-labelledby="s"><h2 id="s">Statement</h2>
                {}
                {}
                <p class="fine"><a href="/approvals/{}/statement">Take the exact bytes</a></p></section>
                <section aria-labelledby="p"><h2 id="p">Parameters</h2>{}</section>
                <section aria-labelledby="t"><h2 id="t">What it touches</h2>{}</section>
                <section aria-labelledby="h"><h2 id="h">Earlier requests that touch the same</h2>{}</section>
                </div>
                <aside aria-label="The request">
                {}
                {}
                {}
                </aside>
                </div>
                """,
                dossier.glass().map(ApprovalPage::glass).orElse(Html.NONE),
                Shown.statement(request.statement()),
                PrettyStatement.of(request.statement()),
                request.id(),
                Shown.numbered(request.parameters(), "It has none."),
                Shown.list(request.touches(), "Nothing that has a name."),
                like(),
                circumstances(),
                acts(),
                Html.all(answers()));
    }

    private static Html glass(ApprovalDossier.Glass glass) {
        return glass.reviewedBy().isEmpty()
                ? Html.of(
                        "<p class=\"warning\" role=\"alert\"><strong>The glass was broken.</strong> {} did not wait for people, {}: {}. Somebody must review that.</p>",
                        Shown.text(glass.brokenBy()),
                        Shown.time(glass.at()),
                        Shown.text(glass.reason()))
                : Html.of(
                        "<p class=\"notice\">{} did not wait for people, {}: {}. {} has reviewed it, {}: {}.</p>",
                        Shown.text(glass.brokenBy()),
                        Shown.time(glass.at()),
                        Shown.text(glass.reason()),
                        Shown.text(glass.reviewedBy()),
                        glass.verdict().toLowerCase(Locale.ROOT).replace('_', ' '),
                        Shown.text(glass.note()));
    }

    private Html like() {
        Table table = new Table("Earlier requests", "Asked", "State", "By", "Decided by");
        for (ApprovalDossier.Like like : dossier.like()) {
            table.add(
                    Shown.time(like.askedAt()),
                    Html.of("<span class=\"state {}\">{}</span>", word(like.state()), word(like.state())),
                    Shown.text(like.requester()),
                    Shown.text(like.decidedBy()));
        }
        return table.or("There is none.");
    }

    private Html circumstances() {
        return Html.of(
                """
                <dl>
                <dt>State</dt><dd>{} {}</dd>
                <dt>Asked by</dt><dd>{}</dd>
                <dt>Target</dt><dd>{}</dd>
                <dt>Task</dt><dd>{}</dd>
                <dt>Held by</dt><dd>{}<br><span class="fine">{}</span></dd>
                <dt>Asked</dt><dd>{}</dd>
                <dt>Open until</dt><dd>{}</dd>
                <dt>Needs</dt><dd>{} of {}</dd>
                {}
                <dt>Approved by</dt><dd>{}</dd>
                {}
                </dl>
                """,
                Shown.state(request.state()),
                dossier.use().isEmpty() || word(dossier.use()).equals(Shown.word(request.state()))
                        ? Html.NONE
                        : Html.of("<span class=\"state {}\">{}</span>", word(dossier.use()), word(dossier.use())),
                Shown.text(request.requester()),
                Shown.text(request.target()),
                request.task().isEmpty() ? "none" : Shown.text(request.task()),
                Shown.text(request.rule()),
                Shown.text(request.reason()),
                Shown.time(request.askedAt()),
                Shown.time(request.expiresAt()),
                request.needed(),
                Shown.text(String.join(", ", request.approvers())),
                dossier.onCall().isEmpty()
                        ? Html.NONE
                        : Html.of("<dt>On call</dt><dd>{}</dd>", Shown.text(String.join("; ", dossier.onCall()))),
                request.approvedBy().isEmpty() ? "nobody yet" : Shown.text(String.join(", ", request.approvedBy())),
                dossier.until()
                        .map(until -> Html.of(
                                "<dt>Runs until</dt><dd>{}, {} begun so far</dd>", Shown.time(until), dossier.uses()))
                        .orElse(Html.NONE));
    }

    private Html acts() {
        return Html.all(dossier.acts().stream()
                .map(act -> Html.of(
                        "<p class=\"notice\">{} by {}, {}: {}</p>",
                        word(act.act()),
                        Shown.text(act.by()),
                        Shown.time(act.at()),
                        Shown.text(act.reason())))
                .toList());
    }

    private List<Html> answers() {
        boolean own =
                request.requester().equals(person.visitor().subject().name().value());
        List<Html> forms = new ArrayList<>();
        if (request.state() == ApprovalRequest.State.PENDING) {
            forms.addAll(own ? ofTheRequester() : ofAnApprover());
        } else if (dossier.use().equals("READY") || dossier.use().equals("OPEN")) {
            forms.add(form("revoke", "Reason", "", Html.of("<button class=\"no\">Take the approval back</button>")));
        }
        if (!own && dossier.use().equals("UNKNOWN")) {
            forms.add(
                    Html.of(
                            "<h2>What became of it?</h2><p>The gateway that ran it was lost. Look at the target, and say whether it ran. It never runs again by itself.</p>"));
            forms.add(form("settle", "How you know", "required", Html.of("""
                            <button name="finding" value="RAN">It ran</button>
                            <button name="finding" value="DID-NOT-RUN">It did not run</button>
                            """)));
        }
        boolean unreviewed =
                dossier.glass().map(glass -> glass.reviewedBy().isEmpty()).orElse(false);
        if (!own && unreviewed) {
            forms.add(Html.of("<h2>Was it right not to wait?</h2>"));
            forms.add(form("review-glass", "Why", "required", Html.of("""
                            <button name="verdict" value="JUSTIFIED" class="yes">It was</button>
                            <button name="verdict" value="NOT-JUSTIFIED" class="no">It was not</button>
                            """)));
        }
        return forms;
    }

    private List<Html> ofTheRequester() {
        List<Html> forms = new ArrayList<>();
        forms.add(Html.of("<h2>Withdraw</h2>"));
        forms.add(form("withdraw", "Reason", "", Html.of("<button>Withdraw</button>")));
        if (dossier.mayBreak()) {
            forms.add(
                    Html.of(
                            "<h2>Break the glass</h2><p>It runs at once. The approvers are told, and one of them must review it.</p>"));
            forms.add(form(
                    "break-glass",
                    "Why it cannot wait",
                    "required",
                    Html.of("<button class=\"no\">Run it without approval</button>")));
        }
        return forms;
    }

    private List<Html> ofAnApprover() {
        return List.of(
                Html.of("<h2>Answer</h2><p>It runs once, exactly as shown, for this requester only.</p>"),
                form("approve", "Reason, if there is one to tell", "", Html.of("""
                                <p><label for="m">How many rows may change at most (more is rolled back)</label>
                                <input id="m" name="maxRows" inputmode="numeric" pattern="[0-9]{1,15}" maxlength="15"></p>
                                {}
                                <p><button class="yes">Approve</button></p>
                                """, timeBox())),
                form(
                        "refuse",
                        "Reason, which the requester sees",
                        "required",
                        Html.of("<button class=\"no\">Refuse</button>")));
    }

    private Html timeBox() {
        return dossier.longestBox().isZero()
                ? Html.NONE
                : Html.of("""
                        <p><label for="b">Minutes for which statements like it may run too, {} at most: of the same
                        requester and task, doing the same to the same columns. Empty for this one alone</label>
                        <input id="b" name="minutes" inputmode="numeric" pattern="[0-9]{1,6}" maxlength="6"></p>
                        """, dossier.longestBox().toMinutes());
    }

    private Html form(String act, String label, String required, Html rest) {
        return Html.of("""
                <form method="post" action="/approvals/{}/{}" class="answer">
                <input type="hidden" name="csrf" value="{}">
                <p><label for="{}">{}</label> <input id="{}" name="reason" maxlength="500" {}></p>
                {}
                </form>
                """, request.id(), act, person.csrf(), "why-" + act, label, "why-" + act, required, rest);
    }

    private static String word(String state) {
        return state.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
