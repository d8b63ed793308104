package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.server.gate.Housekeeping;
import dev.hoop.gateway.server.gate.LetterDesk;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/** Where an admin sees news that could not be delivered. */
final class LetterPages {
    private final Guests guests;
    private final Layout layout;
    private final Housekeeping house;

    LetterPages(Guests guests, Layout layout, Housekeeping house) {
        this.guests = guests;
        this.layout = layout;
        this.house = house;
    }

    void add(RoutesConfig routes) {
        routes.get("/undelivered", http -> guests.see(http, person -> list(http, person)));
        routes.post(
                "/undelivered/{number}/retry",
                http -> guests.act(http, person -> {
                    house.letters(person.visitor()).retry(HouseApi.number(http));
                    http.redirect("/undelivered", HttpStatus.SEE_OTHER);
                }));
        routes.post(
                "/undelivered/{number}/drop",
                http -> guests.act(http, person -> {
                    house.letters(person.visitor()).drop(HouseApi.number(http));
                    http.redirect("/undelivered", HttpStatus.SEE_OTHER);
                }));
    }

    private void list(Context http, SignedIn.Person person) {
        Listed<LetterDesk.LetterView> letters = house.letters(person.visitor()).dead(Cursors.stretch(http));
        Table table = new Table("News that were not delivered", "Number", "To", "About", "Since", "Tried", "What now");
        for (LetterDesk.LetterView letter : letters.entries()) {
            table.add(
                    Html.escape(Long.toString(letter.id())),
                    Shown.text(letter.destination()),
                    Shown.text(letter.topic()),
                    Shown.time(letter.at()),
                    Html.escape(letter.tries() + " times"),
                    Html.of(
                            "{} {}",
                            form(letter, "retry", "Try again", person),
                            form(letter, "drop", "Give up", person)));
        }
        layout.show(
                http,
                200,
                "Undelivered",
                Optional.of(person),
                Html.of(
                        "<p class=\"fine\">News that no receiver took for about a day. They hold no statement and no secret.</p>{}{}",
                        table.or("Everything was delivered, or is on its way."),
                        Shown.onward(http, letters)));
    }

    private static Html form(LetterDesk.LetterView letter, String act, String label, SignedIn.Person person) {
        return Html.of("""
                <form method="post" action="/undelivered/{}/{}">
                <input type="hidden" name="csrf" value="{}">
                <button class="quiet" aria-label="{} number {}">{}</button>
                </form>
                """, letter.id(), act, person.csrf(), label, letter.id(), label);
    }
}
