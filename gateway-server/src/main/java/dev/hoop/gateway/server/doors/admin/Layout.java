package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.Role;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What every page has: a title, who is signed in, where one may go. Works without its script; nothing is from elsewhere. */
final class Layout {
    private final Gate gate;

    Layout(Gate gate) {
        this.gate = gate;
    }

    void show(Context http, int status, String title, Optional<SignedIn.Person> person, Html content) {
        Html page = Html.of(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{} · hoop gateway</title>
                <link rel="stylesheet" href="/style.css">
                <script src="/page.js" defer></script>
                </head>
                <body>
                <a class="skip" href="#content">Skip to content</a>
                <header>{}</header>
                <main id="content" tabindex="-1">
                <h1>{}</h1>
                {}
                </main>
                </body>
                </html>
                """,
                title,
                person.map(known -> head(known, http.path())).orElse(Html.of("<p class=\"brand\">hoop gateway</p>")),
                title,
                content);
        Headers.allowScripts(http);
        http.status(status).contentType("text/html; charset=utf-8").result(page.toString());
    }

    private Html head(SignedIn.Person person, String path) {
        return Html.of(
                """
                <p class="brand">hoop gateway</p>
                <nav aria-label="Pages"><ul>
                {}
                </ul></nav>
                <form class="who" method="post" action="/sign-out">
                <input type="hidden" name="csrf" value="{}">
                <span>{}</span> <button class="quiet">Sign out</button>
                </form>
                """,
                Html.all(places(person).stream().map(place -> link(place, path)).toList()),
                person.csrf(),
                person.visitor().subject().name().value());
    }

    /** Where this person may go. */
    private List<String> places(SignedIn.Person person) {
        boolean admin = gate.hasRole(person.visitor(), Role.ADMIN);
        boolean auditor = gate.hasRole(person.visitor(), Role.AUDITOR);
        List<String> places = new ArrayList<>(List.of("Approvals", "Reviews"));
        if (auditor) {
            places.add("Sessions");
        }
        if (admin || auditor) {
            places.addAll(List.of("Targets", "Policy", "Trail"));
        }
        if (admin) {
            places.addAll(List.of("Tokens", "Undelivered"));
        }
        return places;
    }

    private static Html link(String place, String path) {
        String address = "/" + place.toLowerCase(Locale.ROOT);
        boolean here = path.equals(address) || path.startsWith(address + "/");
        return here
                ? Html.of("<li><a href=\"{}\" aria-current=\"page\">{}</a></li>", address, place)
                : Html.of("<li><a href=\"{}\">{}</a></li>", address, place);
    }
}
