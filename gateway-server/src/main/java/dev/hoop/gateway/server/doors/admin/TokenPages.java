package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.server.gate.Housekeeping;
import dev.hoop.gateway.server.gate.ScopeWords;
import dev.hoop.gateway.server.gate.TokenDesk;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where an admin issues, lists and revokes tokens. */
final class TokenPages {
    private final Guests guests;
    private final Layout layout;
    private final Housekeeping house;

    TokenPages(Guests guests, Layout layout, Housekeeping house) {
        this.guests = guests;
        this.layout = layout;
        this.house = house;
    }

    void add(RoutesConfig routes) {
        routes.get("/tokens", http -> guests.see(http, person -> list(http, person, Html.NONE)));
        routes.post("/tokens", http -> guests.act(http, person -> issue(http, person)));
        routes.post(
                "/tokens/{id}/revoke",
                http -> guests.act(http, person -> {
                    house.tokens(person.visitor()).revoke(http.pathParam("id"));
                    http.redirect("/tokens", HttpStatus.SEE_OTHER);
                }));
    }

    /** The answer to the form shows the secret, and nothing else ever does. */
    private void issue(Context http, SignedIn.Person person) {
        String minutes = field(http, "minutes");
        if (!minutes.matches("[0-9]{1,7}")) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "say for how many minutes it is good");
        }
        TokenDesk.Issued issued = house.tokens(person.visitor())
                .issue(
                        HouseApi.subject(field(http, "subject"), field(http, "kind"), Set.copyOf(words(http, "groups")))
                                .within(ScopeWords.read(words(http, "targets"), words(http, "allow"))),
                        Wanted.minutes("minutes", Long.parseLong(minutes)));
        list(http, person, Html.of("""
                        <section class="card" aria-labelledby="fresh" role="status">
                        <h2 id="fresh">Token {}</h2>
                        <p class="notice">It is shown this once, and kept nowhere. Whoever has it is {}.</p>
                        <pre class="statement secret" tabindex="0" aria-label="The token">{}</pre>
                        </section>
                        """, issued.id(), Shown.text(field(http, "subject")), issued.secret()));
    }

    private void list(Context http, SignedIn.Person person, Html fresh) {
        Listed<TokenDesk.TokenView> tokens = house.tokens(person.visitor()).list(Cursors.stretch(http));
        Table table = new Table("Tokens", "Token", "Subject", "Groups", "Reaches", "Issued", "Good until", "Revoke");
        for (TokenDesk.TokenView token : tokens.entries()) {
            table.add(
                    Html.of("<code>{}</code>", token.id()),
                    Html.of(
                            "{} <span class=\"fine\">{}</span>",
                            Shown.text(token.subject()),
                            token.kind().equals("PERSON") ? "" : "service"),
                    Shown.text(String.join(", ", token.groups())),
                    only(token),
                    Html.of(
                            "{} <span class=\"fine\">by {}</span>",
                            Shown.time(token.createdAt()),
                            Shown.text(token.issuedBy())),
                    token.expiresAt().map(Shown::time).orElse(Html.escape("for ever")),
                    token.revokedAt()
                            .map(at -> Html.of("<span class=\"state revoked\">revoked</span> {}", Shown.time(at)))
                            .orElse(revoking(token, person)));
        }
        layout.show(
                http,
                200,
                "Tokens",
                Optional.of(person),
                Html.of("""
                        {}
                        <section aria-labelledby="new" class="card"><h2 id="new">Issue a token</h2>
                        <form method="post" action="/tokens">
                        <input type="hidden" name="csrf" value="{}">
                        <div class="search">
                        <p><label for="s">Subject</label> <input id="s" name="subject" required maxlength="256" autocomplete="off"></p>
                        <p><label for="k">Kind</label> <select id="k" name="kind"><option>person</option><option>service</option></select></p>
                        <p><label for="g">Groups, separated by commas</label> <input id="g" name="groups" autocomplete="off"></p>
                        <p><label for="t">Only at these targets</label> <input id="t" name="targets" autocomplete="off" placeholder="all"></p>
                        <p><label for="a">Only these kinds of statements</label> <input id="a" name="allow" autocomplete="off" placeholder="all"></p>
                        <p><label for="m">Good for how many minutes</label> <input id="m" name="minutes" value="480" inputmode="numeric" pattern="[0-9]{1,7}" required></p>
                        </div>
                        <p><button class="yes">Issue</button></p>
                        </form></section>
                        <section aria-labelledby="all"><h2 id="all">Issued</h2>{}{}</section>
                        """, fresh, person.csrf(), table.or("No token was issued."), Shown.onward(http, tokens)));
    }

    private static Html only(TokenDesk.TokenView token) {
        String targets = token.targets().isEmpty() ? "" : "at " + String.join(", ", token.targets());
        String kinds = String.join(", ", token.kinds());
        String only = (kinds + " " + targets).strip();
        return only.isEmpty() ? Html.of("<span class=\"fine\">all</span>") : Shown.text(only);
    }

    private static Html revoking(TokenDesk.TokenView token, SignedIn.Person person) {
        return Html.of("""
                <form method="post" action="/tokens/{}/revoke">
                <input type="hidden" name="csrf" value="{}">
                <button class="quiet no" aria-label="Revoke {} of {}">Revoke</button>
                </form>
                """, Shown.encoded(token.id()), person.csrf(), token.id(), token.subject());
    }

    private static List<String> words(Context http, String name) {
        List<String> words = Arrays.stream(field(http, name).split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        return field(http, name).isEmpty() ? words : ScopeWords.given(name, words);
    }

    private static String field(Context http, String name) {
        return Optional.ofNullable(http.formParam(name)).orElse("").strip();
    }
}
