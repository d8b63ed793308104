package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.RecordedLine;
import dev.hoop.gateway.engine.RecordedSession;
import dev.hoop.gateway.engine.Replay;
import dev.hoop.gateway.engine.SessionSearch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where auditors find sessions and see again what their subjects did and saw. */
final class SessionPages {
    private static final int MOST_OPEN = 50;

    private final Guests guests;
    private final Layout layout;

    SessionPages(Guests guests, Layout layout) {
        this.guests = guests;
        this.layout = layout;
    }

    void add(RoutesConfig routes) {
        routes.get("/sessions", http -> guests.see(http, person -> list(http, person)));
        routes.get("/sessions/{id}", http -> guests.see(http, person -> one(http, person)));
        routes.get("/sessions/{id}/cast", http -> guests.see(http, person -> cast(http, person)));
    }

    /** The search as the query of an address has it. */
    static SessionSearch search(Context http) {
        return new SessionSearch(
                query(http, "subject"),
                query(http, "target"),
                query(http, "task"),
                query(http, "table"),
                query(http, "text"),
                query(http, "verdict"),
                day(query(http, "since"), 0, Instant.MIN),
                day(query(http, "until"), 1, Instant.MAX));
    }

    private static Instant day(String text, int later, Instant otherwise) {
        try {
            return text.isEmpty()
                    ? otherwise
                    : LocalDate.parse(text)
                            .plusDays(later)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeParseException e) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "a day is written like 2026-11-21");
        }
    }

    private void list(Context http, SignedIn.Person person) {
        SessionSearch search = search(http);
        Listed<RecordedSession> sessions =
                guests.gate().audits(person.visitor()).sessions(search, Cursors.stretch(http));
        layout.show(
                http,
                200,
                "Sessions",
                Optional.of(person),
                Html.of(
                        """
                        <form method="get" action="/sessions" role="search" class="search">
                        <p><label for="s">Subject</label> <input id="s" name="subject" value="{}"></p>
                        <p><label for="g">Target</label> <input id="g" name="target" value="{}"></p>
                        <p><label for="k">Task</label> <input id="k" name="task" value="{}"></p>
                        <p><label for="b">Table</label> <input id="b" name="table" value="{}"></p>
                        <p><label for="x">Statement contains</label> <input id="x" name="text" value="{}"></p>
                        <p><label for="v">Verdict</label> <select id="v" name="verdict">{}</select></p>
                        <p><label for="f">From day</label> <input id="f" name="since" type="date" value="{}"></p>
                        <p><label for="u">To day</label> <input id="u" name="until" type="date" value="{}"></p>
                        <p><button>Search</button></p>
                        </form>
                        {}
                        {}
                        {}
                        """,
                        search.subject(),
                        search.target(),
                        search.task(),
                        search.table(),
                        search.text(),
                        verdicts(search.verdict()),
                        query(http, "since"),
                        query(http, "until"),
                        open(person),
                        table(sessions.entries()),
                        Shown.onward(http, sessions)));
    }

    /** Those that are open now, at this gateway; kept as it is where the browser runs scripts. */
    private Html open(SignedIn.Person person) {
        LiveList seen = LiveList.of(LiveList.Kind.SESSIONS, guests.gate(), person.visitor());
        Table table = new Table(
                "Sessions that are open now", "Session", "Since", "Subject", "Target", "Task", "Door", "From");
        guests.gate().audits(person.visitor()).open(MOST_OPEN).forEach(session -> add(table, session));
        return Html.of(
                "<section aria-labelledby=\"now\" data-live=\"sessions\" data-seen=\"{}\"><h2 id=\"now\">Open now at this gateway</h2>{}</section><h2>Recorded</h2>",
                seen.digest(),
                table.or("No session is open."));
    }

    private static void add(Table table, RecordedSession session) {
        table.add(
                Html.of(
                        "<a href=\"/sessions/{}\"><code>{}</code></a>",
                        session.id().value(),
                        session.id().value()),
                Shown.time(session.at()),
                Shown.text(session.subject().value()),
                Shown.text(session.target().value()),
                Shown.text(session.task()),
                Shown.text(session.door()),
                Shown.text(session.peer()));
    }

    private static Html verdicts(String chosen) {
        return Html.all(List.of("", "allowed", "held", "denied").stream()
                .map(each -> each.equals(chosen)
                        ? Html.of("<option value=\"{}\" selected>{}</option>", each, each.isEmpty() ? "any" : each)
                        : Html.of("<option value=\"{}\">{}</option>", each, each.isEmpty() ? "any" : each))
                .toList());
    }

    private static Html table(List<RecordedSession> sessions) {
        Table table = new Table("Sessions", "Session", "Began", "Subject", "Target", "Task", "Door", "From");
        sessions.forEach(session -> add(table, session));
        return table.or("No session fits.");
    }

    private void one(Context http, SignedIn.Person person) {
        Replay replay = guests.gate().audits(person.visitor()).replay(http.pathParam("id"));
        RecordedSession session = replay.session();
        layout.show(
                http,
                200,
                "Session " + session.id().value(),
                Optional.of(person),
                Html.of(
                        """
                        <dl>
                        <dt>Subject</dt><dd>{}</dd>
                        <dt>Target</dt><dd>{}</dd>
                        <dt>Task</dt><dd>{}</dd>
                        <dt>Began</dt><dd>{}, through {} from {}</dd>
                        </dl>
                        {}
                        {}
                        <p>{}</p>
                        """,
                        Shown.text(session.subject().value()),
                        Shown.text(session.target().value()),
                        session.task().isEmpty() ? "none" : Shown.text(session.task()),
                        Shown.time(session.at()),
                        Shown.text(session.door()),
                        Shown.text(session.peer()),
                        TerminalCast.isIn(replay)
                                ? TerminalCast.player(session.id().value())
                                : Html.NONE,
                        Html.all(timeline(replay.lines())),
                        ending(replay.ending())));
    }

    private void cast(Context http, SignedIn.Person person) {
        Replay replay = guests.gate().audits(person.visitor()).replay(http.pathParam("id"));
        http.contentType(TerminalCast.TYPE).result(TerminalCast.of(replay));
    }

    private static String ending(Replay.Ending ending) {
        return switch (ending) {
            case CLOSED -> "The session is closed.";
            case OPEN ->
                "The recording has no end: the session still runs, the gateway died, or the end of the file is gone; the trail tells which.";
            case CUT -> "There is more; hoop replay shows all of it.";
        };
    }

    private static List<Html> timeline(List<RecordedLine> lines) {
        List<Html> shown = new ArrayList<>();
        List<Html> rows = new ArrayList<>();
        for (RecordedLine line : lines) {
            switch (line.type()) {
                case "began", "judged" -> shown.add(statement(line));
                case "columns" -> {
                    rows.clear();
                    rows.add(Html.of(
                            "<tr>{}</tr>",
                            Html.all(line.cells().stream()
                                    .map(cell -> Html.of("<th scope=\"col\">{}</th>", Shown.text(cell.orElse(""))))
                                    .toList())));
                }
                case "row" ->
                    rows.add(Html.of(
                            "<tr>{}</tr>",
                            Html.all(line.cells().stream()
                                    .map(SessionPages::cell)
                                    .toList())));
                case "rows" -> {
                    shown.add(result(rows, line));
                    rows.clear();
                }
                case "ended" -> shown.add(end(line));
                default -> {
                    // opened and closed are told above and below
                }
            }
        }
        return shown;
    }

    private static Html cell(Optional<String> cell) {
        return cell.map(text -> Html.of("<td>{}</td>", Shown.text(text))).orElse(Html.of("<td><em>NULL</em></td>"));
    }

    private static Html statement(RecordedLine line) {
        return Html.of(
                """
                <h2 class="step"><span class="fine">{} s</span> <span class="state {}">{}</span> by {}</h2>
                <pre class="statement" tabindex="0" aria-label="The statement">{}</pre>
                {}
                """,
                String.format(Locale.ROOT, "%.3f", line.ms() / 1000.0),
                line.field("verdict").toLowerCase(Locale.ROOT),
                line.field("verdict").toLowerCase(Locale.ROOT),
                Shown.text(line.field("rule")),
                Shown.text(line.field("text")),
                line.field("why").isEmpty() ? Html.NONE : Html.of("<p>{}</p>", Shown.text(line.field("why"))));
    }

    private static Html result(List<Html> rows, RecordedLine line) {
        return Html.of("""
                <div class="wide" tabindex="0" role="region" aria-label="Rows as the subject saw them"><table>{}</table></div>
                <p class="fine">{} rows, {} of them kept</p>
                """, Html.all(rows), line.field("passed"), line.field("kept"));
    }

    private static Html end(RecordedLine line) {
        boolean failed = !line.field("code").isEmpty() && !line.field("code").equals("0");
        return Html.of(
                "<p class=\"fine\">{}{}, {} rows returned{}, {} µs</p>",
                line.field("effect").toLowerCase(Locale.ROOT).replace('_', ' '),
                failed ? ", error " + line.field("code") + " " + line.field("sqlstate") : "",
                line.field("returned"),
                line.field("affected").startsWith("-") ? "" : ", " + line.field("affected") + " changed",
                line.field("took_us"));
    }

    private static String query(Context http, String name) {
        return Optional.ofNullable(http.queryParam(name)).orElse("").strip();
    }
}
