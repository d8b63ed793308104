package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.server.gate.CampaignDesk;
import dev.hoop.gateway.server.gate.CampaignDesk.CampaignLine;
import dev.hoop.gateway.server.gate.CampaignDesk.ItemView;
import dev.hoop.gateway.server.gate.Leaving;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where reviewers answer campaigns. */
final class CampaignPages {
    private final Guests guests;
    private final Layout layout;

    CampaignPages(Guests guests, Layout layout) {
        this.guests = guests;
        this.layout = layout;
    }

    void add(RoutesConfig routes) {
        routes.get("/campaigns", http -> guests.see(http, person -> list(http, person)));
        routes.get("/campaigns/{id}", http -> guests.see(http, person -> one(http, person)));
        routes.post(
                "/campaigns/{id}/decide",
                http -> guests.act(http, person -> {
                    String id = http.pathParam("id");
                    desk(person).decide(id, answer(http));
                    http.redirect("/campaigns/" + encoded(id), HttpStatus.SEE_OTHER);
                }));
    }

    private CampaignDesk desk(SignedIn.Person person) {
        return guests.gate().campaigns(person.visitor());
    }

    private static CampaignDesk.Answer answer(Context http) {
        CampaignDesk.Verdict verdict = Wanted.word("verdict", field(http, "verdict"), CampaignDesk.Verdict.values());
        return new CampaignDesk.Answer(
                field(http, "grant"),
                verdict,
                verdict == CampaignDesk.Verdict.REDUCE ? left(http) : new Leaving(List.of(), List.of()),
                field(http, "reason"));
    }

    private static Leaving left(Context http) {
        return new Leaving(words(field(http, "allow")), words(field(http, "tables")));
    }

    private static List<String> words(String text) {
        return java.util.Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private void list(Context http, SignedIn.Person person) {
        Table table = new Table("Campaigns", "Campaign", "State", "Undecided", "Due", "Started by");
        for (CampaignLine campaign : desk(person).list()) {
            table.add(
                    Html.of("<a href=\"/campaigns/{}\">{}</a>", encoded(campaign.id()), Shown.text(campaign.name())),
                    Html.escape(campaign.state().toLowerCase(Locale.ROOT)),
                    Html.escape(campaign.undecided() + " of " + campaign.total()),
                    Shown.time(campaign.dueAt()),
                    Shown.text(campaign.startedBy()));
        }
        layout.show(http, 200, "Campaigns", Optional.of(person), table.or("There is no campaign that you may see."));
    }

    private void one(Context http, SignedIn.Person person) {
        CampaignDesk.CampaignView view = desk(person).read(http.pathParam("id"));
        CampaignLine line = view.line();
        layout.show(
                http,
                200,
                "Campaign",
                Optional.of(person),
                Html.of(
                        """
                        <section class="card"><h2>{} <span class="state">{}</span></h2>
                        <dl><dt>Why</dt><dd>{}</dd><dt>Due</dt><dd>{}</dd><dt>Then</dt><dd>{}</dd><dt>Undecided</dt><dd>{}</dd></dl>
                        </section>
                        {}
                        """,
                        Shown.text(line.name()),
                        line.state().toLowerCase(Locale.ROOT),
                        Shown.text(line.reason()),
                        Shown.time(line.dueAt()),
                        line.atDue().toLowerCase(Locale.ROOT).replace('_', ' '),
                        line.undecided() + " of " + line.total(),
                        Html.all(view.items().stream()
                                .map(item -> item(item, line.id(), person))
                                .toList())));
    }

    private static Html item(ItemView item, String campaign, SignedIn.Person person) {
        return Html.of(
                """
                <section class="card"><h3>{}</h3>
                <dl>
                <dt>Gives</dt><dd>{}</dd>
                <dt>Owner</dt><dd>{}</dd>
                <dt>Reason</dt><dd>{}</dd>
                <dt>Last used</dt><dd>{}</dd>
                <dt>Used by</dt><dd>{}</dd>
                <dt>Decision</dt><dd>{}</dd>
                </dl>
                {}
                {}
                </section>
                """,
                Shown.text(item.grant()),
                Shown.text(item.gives()),
                item.owner().isEmpty() ? "nobody is named" : Shown.text(item.owner()),
                item.reason().isEmpty() ? "none is given" : Shown.text(item.reason()),
                item.lastUsed().map(Shown::time).orElse(Html.escape("not in 90 days")),
                item.people().isEmpty() ? "nobody" : Shown.text(String.join(", ", item.people())),
                item.decision()
                        .map(done -> Html.of(
                                "{} by {}: {} {}",
                                done.verdict().toLowerCase(Locale.ROOT),
                                Shown.text(done.by()),
                                Shown.text(done.reason()),
                                Shown.text(done.narrowing())))
                        .orElse(Html.escape("none yet")),
                item.suggestion().isEmpty()
                        ? Html.NONE
                        : Html.of("<p class=\"notice\">{}</p>", Shown.text(item.suggestion())),
                item.mayDecide() ? form(item, campaign, person.csrf()) : Html.NONE);
    }

    private static Html form(ItemView item, String campaign, String csrf) {
        Optional<Leaving> proposal = item.proposal();
        String key = encoded(item.grant());
        return Html.of(
                """
                <form method="post" action="/campaigns/{}/decide" class="answer">
                <input type="hidden" name="csrf" value="{}"><input type="hidden" name="grant" value="{}">
                <p><label for="reason-{}">Why</label> <input id="reason-{}" name="reason" maxlength="500" required></p>
                <p><label for="allow-{}">To reduce: kinds that stay</label> <input id="allow-{}" name="allow" value="{}"></p>
                <p><label for="tables-{}">and tables that stay</label> <input id="tables-{}" name="tables" value="{}"></p>
                <p><button class="yes" name="verdict" value="keep" aria-label="Keep {}">Keep</button>
                <button name="verdict" value="reduce" aria-label="Reduce {}">Reduce</button>
                <button class="no" name="verdict" value="revoke" aria-label="Revoke {}">Revoke</button></p>
                </form>
                """,
                encoded(campaign),
                csrf,
                item.grant(),
                key,
                key,
                key,
                key,
                proposal.map(left -> String.join(", ", left.allow())).orElse(""),
                key,
                key,
                proposal.map(left -> String.join(", ", left.tables())).orElse(""),
                item.grant(),
                item.grant(),
                item.grant());
    }

    private static String field(Context http, String name) {
        return Optional.ofNullable(http.formParam(name)).orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
