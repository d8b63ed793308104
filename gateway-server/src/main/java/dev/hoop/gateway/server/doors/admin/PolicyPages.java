package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.server.gate.ExplainDesk;
import dev.hoop.gateway.server.gate.ExplainText;
import dev.hoop.gateway.server.gate.Housekeeping;
import dev.hoop.gateway.server.gate.Role;
import dev.hoop.gateway.server.gate.Simulation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the policy in force is read, and asked how it would judge a statement. */
final class PolicyPages {
    private final Guests guests;
    private final Layout layout;
    private final Housekeeping house;

    PolicyPages(Guests guests, Layout layout, Housekeeping house) {
        this.guests = guests;
        this.layout = layout;
        this.house = house;
    }

    void add(RoutesConfig routes) {
        routes.get("/policy", http -> guests.see(http, person -> show(http, person, Html.NONE)));
        routes.post("/policy", http -> guests.act(http, person -> explain(http, person)));
        routes.post("/policy/simulate", http -> guests.act(http, person -> simulate(http, person)));
    }

    private void explain(Context http, SignedIn.Person person) {
        ExplainDesk.Question question = new ExplainDesk.Question(
                HouseApi.subject(
                        field(http, "subject"),
                        field(http, "kind"),
                        Arrays.stream(field(http, "groups").split("[,\\s]+"))
                                .filter(group -> !group.isEmpty())
                                .collect(Collectors.toSet())),
                field(http, "target"),
                field(http, "task"),
                field(http, "statement"));
        ExplainDesk.Answer answer = house.policy(person.visitor()).explain(question);
        show(http, person, answer(answer));
    }

    private void simulate(Context http, SignedIn.Person person) {
        String days = field(http, "days");
        if (!days.matches("[1-9][0-9]{0,3}")) {
            throw Wanted.invalid("'days' is how many days to look back, 30 for example");
        }
        Simulation.Report report = guests.gate()
                .policies(person.visitor())
                .simulate(field(http, "policy"), Instant.now().minus(Duration.ofDays(Long.parseLong(days))));
        show(http, person, SimulationView.of(report, days));
    }

    private Html simulation(Context http, SignedIn.Person person) {
        if (!guests.gate().hasRole(person.visitor(), Role.AUDITOR)) {
            return Html.NONE;
        }
        return Html.of(
                """
                <section aria-labelledby="try" class="card">
                <h2 id="try">What would another policy have said?</h2>
                <form method="post" action="/policy/simulate">
                <input type="hidden" name="csrf" value="{}">
                <p><label for="p">The other policy, a whole file</label>
                <textarea id="p" name="policy" rows="10" required maxlength="60000" spellcheck="false">{}</textarea></p>
                <p><label for="d">Of what was asked in the last days</label>
                <input id="d" name="days" inputmode="numeric" pattern="[1-9][0-9]*" maxlength="4" required value="{}"></p>
                <p><button class="yes">Simulate</button> <span class="fine">Nothing runs, and it stands in the trail.</span></p>
                </form>
                </section>
                """, person.csrf(), field(http, "policy"), field(http, "days").isEmpty() ? "30" : field(http, "days"));
    }

    private static Html answer(ExplainDesk.Answer answer) {
        Table table = new Table("How it is judged", "Word", "Means");
        for (ExplainText.Line line : answer.lines()) {
            table.add(Html.escape(line.word()), Shown.text(line.meaning()));
        }
        return Html.of(
                """
                <section aria-labelledby="answer" class="card" id="judged">
                <h2 id="answer"><span class="state {}">{}</span> by {}</h2>
                {}
                </section>
                """,
                answer.verdict(),
                answer.verdict(),
                Shown.text(answer.rule()),
                table.or("Nothing is known of it."));
    }

    private void show(Context http, SignedIn.Person person, Html answer) {
        ExplainDesk.PolicyView policy = house.policy(person.visitor()).inForce();
        Table grants = new Table("Grants", "Grant", "Gives");
        policy.grants().forEach(grant -> grants.add(Shown.text(grant.name()), Shown.text(grant.gives())));
        layout.show(
                http,
                200,
                "Policy",
                Optional.of(person),
                Html.of(
                        """
                        {}
                        <section aria-labelledby="ask" class="card">
                        <h2 id="ask">How would it be judged?</h2>
                        <form method="post" action="/policy">
                        <input type="hidden" name="csrf" value="{}">
                        <div class="search">
                        <p><label for="s">Subject</label> <input id="s" name="subject" value="{}" required maxlength="256"></p>
                        <p><label for="g">Groups, separated by commas</label> <input id="g" name="groups" value="{}"></p>
                        <p><label for="k">Kind</label> <select id="k" name="kind">{}</select></p>
                        <p><label for="t">Target</label> <select id="t" name="target">{}</select></p>
                        <p><label for="j">Task, if there is one</label> <input id="j" name="task" value="{}"></p>
                        </div>
                        <p><label for="q">Statement: SQL, or for a host a command</label>
                        <textarea id="q" name="statement" rows="5" required maxlength="16000" spellcheck="false">{}</textarea></p>
                        <p><button class="yes">Explain</button> <span class="fine">Nothing runs.</span></p>
                        </form>
                        </section>
                        {}
                        <section aria-labelledby="grants"><h2 id="grants">Grants in force</h2>{}</section>
                        <p class="fine">Version {}</p>
                        """,
                        answer,
                        person.csrf(),
                        field(http, "subject"),
                        field(http, "groups"),
                        options(java.util.List.of("person", "service"), field(http, "kind")),
                        options(policy.targets(), field(http, "target")),
                        field(http, "task"),
                        field(http, "statement"),
                        simulation(http, person),
                        grants.or("There is no grant: nobody may do anything."),
                        policy.version()));
    }

    private static Html options(java.util.List<String> words, String chosen) {
        return Html.all(words.stream()
                .map(word -> word.equals(chosen)
                        ? Html.of("<option selected>{}</option>", word)
                        : Html.of("<option>{}</option>", word))
                .toList());
    }

    private static String field(Context http, String name) {
        return Optional.ofNullable(http.formParam(name)).orElse("").strip();
    }
}
