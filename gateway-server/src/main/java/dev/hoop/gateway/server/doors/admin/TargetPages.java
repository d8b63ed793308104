package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.server.gate.Housekeeping;
import dev.hoop.gateway.server.gate.TargetDesk;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/** Where targets are seen, who may go there, and whether the gateway gets in. */
final class TargetPages {
    private final Guests guests;
    private final Layout layout;
    private final Housekeeping house;

    TargetPages(Guests guests, Layout layout, Housekeeping house) {
        this.guests = guests;
        this.layout = layout;
        this.house = house;
    }

    void add(RoutesConfig routes) {
        routes.get("/targets", http -> guests.see(http, person -> list(http, person)));
        routes.post(
                "/targets/{target}/check",
                http -> guests.act(http, person -> {
                    house.targets(person.visitor()).check(http.pathParam("target"));
                    http.redirect("/targets", HttpStatus.SEE_OTHER);
                }));
    }

    private void list(Context http, SignedIn.Person person) {
        Listed<TargetDesk.TargetView> targets = house.targets(person.visitor()).targets(Cursors.stretch(http));
        Table table = new Table(
                "Targets", "Target", "Type", "Protected columns", "Grants", "Open sessions", "Health", "Look");
        for (TargetDesk.TargetView target : targets.entries()) {
            table.add(
                    Shown.text(target.name()),
                    Shown.text(target.type()),
                    Html.escape(target.isProtected() ? "yes" : "none"),
                    target.grants().isEmpty()
                            ? Html.escape("none lets anybody in")
                            : Shown.text(String.join(", ", target.grants())),
                    Html.escape(Integer.toString(target.openSessions())),
                    health(target),
                    Html.of("""
                            <form method="post" action="/targets/{}/check">
                            <input type="hidden" name="csrf" value="{}">
                            <button class="quiet" aria-label="Check {}">Check</button>
                            </form>
                            """, Shown.encoded(target.name()), person.csrf(), target.name()));
        }
        layout.show(
                http,
                200,
                "Targets",
                Optional.of(person),
                Html.of(
                        "<p class=\"fine\">The gateway goes to a target when somebody works there, or checks it here: with its own credential, and without running anything.</p>{}{}",
                        table.or("The policy registers no target."),
                        Shown.onward(http, targets)));
    }

    private static Html health(TargetDesk.TargetView target) {
        return target.health()
                .map(health -> health.problem().isEmpty()
                        ? Html.of(
                                "<span class=\"state up\">up</span> <span class=\"fine\">{} ms, {}</span>",
                                health.took().toMillis(),
                                Shown.time(health.at()))
                        : Html.of(
                                "<span class=\"state down\">down</span> <span class=\"fine\">{}, {}</span>",
                                Shown.text(health.problem()),
                                Shown.time(health.at())))
                .orElse(Html.of("<span class=\"fine\">nobody has looked yet</span>"));
    }
}
