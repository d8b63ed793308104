package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.server.gate.ReviewDesk;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;

/** Where reviewers see grants and confirm or revoke them. */
final class ReviewPages {
    private static final int MOST = 1_000;

    private final Guests guests;
    private final Layout layout;

    ReviewPages(Guests guests, Layout layout) {
        this.guests = guests;
        this.layout = layout;
    }

    void add(RoutesConfig routes) {
        routes.get("/reviews", http -> guests.see(http, person -> list(http, person)));
        routes.post(
                "/reviews/{grant}/keep",
                http -> guests.act(http, person -> {
                    desk(person).keep(http.pathParam("grant"), reason(http));
                    http.redirect("/reviews", HttpStatus.SEE_OTHER);
                }));
        routes.post(
                "/reviews/{grant}/revoke",
                http -> guests.act(http, person -> {
                    desk(person).revoke(http.pathParam("grant"), reason(http));
                    http.redirect("/reviews", HttpStatus.SEE_OTHER);
                }));
    }

    private ReviewDesk desk(SignedIn.Person person) {
        return guests.gate().reviews(person.visitor());
    }

    private void list(Context http, SignedIn.Person person) {
        List<ReviewDesk.GrantView> grants =
                desk(person).grants(Stretch.first(MOST)).entries();
        layout.show(
                http,
                200,
                "Reviews",
                Optional.of(person),
                grants.isEmpty()
                        ? Html.of("<p>There is no grant that you may review.</p>")
                        : Html.of(
                                "<p><a href=\"/campaigns\">Campaigns</a></p>{}",
                                Html.all(grants.stream()
                                        .map(grant -> grant(grant, person))
                                        .toList())));
    }

    private static Html grant(ReviewDesk.GrantView grant, SignedIn.Person person) {
        return Html.of(
                """
                <section class="card"><h2>{} <span class="state {}">{}</span></h2>
                <dl>
                <dt>Gives</dt><dd>{}</dd>
                <dt>Left of it</dt><dd>{}</dd>
                <dt>Reason</dt><dd>{}</dd>
                <dt>Expires</dt><dd>{}</dd>
                <dt>Last review</dt><dd>{}</dd>
                <dt>Last used</dt><dd>{}</dd>
                </dl>
                {}
                {}
                {}
                </section>
                """,
                Shown.text(grant.name()),
                grant.standing().toLowerCase(java.util.Locale.ROOT),
                grant.standing().toLowerCase(java.util.Locale.ROOT),
                Shown.text(grant.gives()),
                grant.narrowing().isEmpty() ? "all" : Shown.text(grant.narrowing()),
                grant.reason().isEmpty() ? "none is given" : Shown.text(grant.reason()),
                grant.expires().map(Shown::time).orElse(Html.escape("never")),
                grant.decision()
                        .map(last -> Html.of(
                                "{} by {}, {}: {}",
                                last.verdict().toLowerCase(java.util.Locale.ROOT),
                                Shown.text(last.by()),
                                Shown.time(last.at()),
                                Shown.text(last.reason())))
                        .orElse(Html.escape("none yet")),
                grant.lastUsed().map(Shown::time).orElse(Html.escape("not in 90 days")),
                grant.hint().isEmpty() ? Html.NONE : Html.of("<p class=\"notice\">{}</p>", Shown.text(grant.hint())),
                uses(grant),
                grant.mayDecide()
                        ? forms(grant.name(), person.csrf())
                        : Html.of("<p>Somebody else must review this: you have it yourself.</p>"));
    }

    private static Html uses(ReviewDesk.GrantView grant) {
        if (grant.uses().isEmpty()) {
            return Html.NONE;
        }
        Table table = new Table("Uses of " + grant.name(), "What", "Of", "How often", "Last");
        for (ReviewDesk.UseView use : grant.uses()) {
            table.add(
                    Shown.text(use.kind()),
                    Shown.text(use.object()),
                    Html.escape(Long.toString(use.uses())),
                    Shown.time(use.lastAt()));
        }
        return Html.of("<details><summary>Used in 90 days</summary>{}</details>", table.or(""));
    }

    private static Html forms(String grant, String csrf) {
        String path = java.net.URLEncoder.encode(grant, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
        return Html.of("""
                <div class="answers">
                <form method="post" action="/reviews/{}/keep" class="answer">
                <input type="hidden" name="csrf" value="{}">
                <p><label for="keep-{}">Why it is still needed</label> <input id="keep-{}" name="reason" maxlength="500" required></p>
                <p><button class="yes" aria-label="Keep {}">Keep</button></p>
                </form>
                <form method="post" action="/reviews/{}/revoke" class="answer">
                <input type="hidden" name="csrf" value="{}">
                <p><label for="revoke-{}">Why it is not</label> <input id="revoke-{}" name="reason" maxlength="500" required></p>
                <p><button class="no" aria-label="Revoke {}">Revoke</button></p>
                </form>
                </div>
                """, path, csrf, path, path, grant, path, csrf, path, path, grant);
    }

    private static String reason(Context http) {
        return Optional.ofNullable(http.formParam("reason")).orElse("");
    }
}
