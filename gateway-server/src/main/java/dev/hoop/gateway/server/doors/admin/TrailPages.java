package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.server.gate.Housekeeping;
import dev.hoop.gateway.server.gate.TrailDesk;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/** Where one sees how the trail stands, and has it verified. */
final class TrailPages {
    private final Guests guests;
    private final Layout layout;
    private final Housekeeping house;
    private final Verifying verifying;

    TrailPages(Guests guests, Layout layout, Housekeeping house, Verifying verifying) {
        this.guests = guests;
        this.layout = layout;
        this.house = house;
        this.verifying = verifying;
    }

    void add(RoutesConfig routes) {
        routes.get("/trail", http -> guests.see(http, person -> show(http, person)));
        routes.post(
                "/trail/verify",
                http -> guests.act(http, person -> {
                    verifying.begin(house.trail(person.visitor()));
                    http.redirect("/trail", HttpStatus.SEE_OTHER);
                }));
    }

    private void show(Context http, SignedIn.Person person) {
        Optional<TrailDesk.Signed> newest = house.trail(person.visitor()).newest();
        Verifying.State state = verifying.state();
        boolean runs = state.since().isPresent();
        layout.show(
                http,
                200,
                "Trail",
                Optional.of(person),
                Html.of(
                        """
                        <section aria-labelledby="c" class="card"><h2 id="c">Last signed checkpoint</h2>{}</section>
                        <section aria-labelledby="v" class="card"><h2 id="v">Verification</h2>
                        {}
                        {}
                        <form method="post" action="/trail/verify">
                        <input type="hidden" name="csrf" value="{}">
                        <p><button {}>Verify now</button></p>
                        </form>
                        <p class="fine">The gateway verifies its own files by its own key. To rule out that both were replaced, run
                        <code>hoop audit verify --public-key</code> elsewhere, with a key and checkpoints that were kept apart; with
                        <code>--recordings</code> it compares the recordings too.</p>
                        </section>
                        """,
                        newest.map(TrailPages::signed).orElse(Html.of("<p class=\"none\">Nothing is signed yet.</p>")),
                        runs
                                ? Html.of(
                                        "<p class=\"notice\" role=\"status\" data-reload=\"2\">It is being verified since {}. <a href=\"/trail\">Look again</a></p>",
                                        state.since().map(Shown::time).orElse(Html.NONE))
                                : Html.NONE,
                        last(state),
                        person.csrf(),
                        runs ? Html.of("disabled") : Html.NONE));
    }

    private static Html signed(TrailDesk.Signed signed) {
        return Html.of(
                "<dl><dt>Signed</dt><dd>{}</dd><dt>Covers</dt><dd>{} records</dd><dt>Root</dt><dd><code>{}</code></dd><dt>Trail</dt><dd>{}</dd></dl>",
                Shown.time(signed.at()),
                signed.records(),
                signed.root(),
                Shown.text(signed.origin()));
    }

    private static Html last(Verifying.State state) {
        if (state.ended().isEmpty()) {
            return Html.of("<p>It was not verified here since the gateway has started.</p>");
        }
        Html at = state.ended().map(Shown::time).orElse(Html.NONE);
        if (state.report().isEmpty()) {
            return Html.of(
                    "<p class=\"warning\" role=\"alert\">The verification of {} came to no end: {}</p>",
                    at,
                    Shown.text(state.failure()));
        }
        TrailDesk.Report report = state.report().get();
        return Html.of(
                """
                <p><span class="state {}">{}</span> {}</p>
                <dl>
                <dt>Records</dt><dd>{} in {} segments</dd>
                <dt>Signed</dt><dd>up to {}, by {} checkpoints</dd>
                <dt>Without outcome</dt><dd>{} statements began, and nothing tells how they ended; those that run now are among them</dd>
                </dl>
                {}
                """,
                report.isSound() ? "good" : "dead",
                report.isSound() ? "sound" : "not what was written",
                at,
                report.records(),
                report.segments(),
                report.signed(),
                report.checkpoints(),
                report.open(),
                report.isSound() ? Html.NONE : Shown.list(report.problems(), ""));
    }
}
