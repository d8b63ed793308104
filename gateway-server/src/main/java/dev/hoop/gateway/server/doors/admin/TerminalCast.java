package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.engine.RecordedLine;
import dev.hoop.gateway.engine.Replay;
import dev.hoop.gateway.engine.VisibleText;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a terminal showed, as an asciicast of version 2 with verdicts as markers, and the place where the page plays it. What was printed
 * reaches the browser as a text in JSON, and its screen as text alone.
 */
final class TerminalCast {
    static final String TYPE = "application/x-asciicast; charset=utf-8";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final double MILLIS = 1000.0;

    private TerminalCast() {}

    /** Whether anything was shown in a terminal. */
    static boolean isIn(Replay replay) {
        return replay.lines().stream().anyMatch(line -> line.type().equals("terminal"));
    }

    static String of(Replay replay) {
        StringBuilder cast = new StringBuilder(head(replay));
        String size = "";
        for (RecordedLine line : replay.lines()) {
            switch (line.type()) {
                case "terminal" -> {
                    String next = size(line, "columns", 80) + "x" + size(line, "rows", 24);
                    if (!size.isEmpty() && !size.equals(next)) {
                        add(cast, line, "r", next);
                    }
                    size = next;
                }
                case "input" -> add(cast, line, "i", line.field("data"));
                case "output" -> add(cast, line, "o", line.field("data"));
                case "began", "judged" ->
                    add(
                            cast,
                            line,
                            "m",
                            line.field("verdict") + " by " + line.field("rule") + ": "
                                    + VisibleText.of(line.field("text")));
                default -> {
                    // an asciicast has no word for it
                }
            }
        }
        return cast.toString();
    }

    private static String head(Replay replay) {
        RecordedLine first = replay.lines().stream()
                .filter(line -> line.type().equals("terminal"))
                .findFirst()
                .orElseGet(() -> new RecordedLine(0, "terminal", Map.of(), List.of()));
        return "{\"version\": 2, \"width\": %d, \"height\": %d, \"timestamp\": %d}%n"
                .formatted(
                        size(first, "columns", 80),
                        size(first, "rows", 24),
                        replay.session().at().getEpochSecond());
    }

    private static int size(RecordedLine line, String field, int otherwise) {
        String text = line.field(field);
        return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : otherwise;
    }

    private static void add(StringBuilder cast, RecordedLine line, String kind, String data) {
        cast.append(MAPPER.writeValueAsString(List.of(line.ms() / MILLIS, kind, data)))
                .append('\n');
    }

    /** Where it is played; without scripts the recording can be taken and played elsewhere. */
    static Html player(String id) {
        return Html.of("""
                <section aria-labelledby="film" class="player"><h2 id="film">The terminal</h2>
                <div data-cast="/sessions/{}/cast" hidden>
                <div class="screen" data-part="screen" role="img" aria-label="What the terminal showed" tabindex="0"></div>
                <div class="controls">
                <button type="button" data-part="play">Play</button>
                <input type="range" data-part="seek" min="0" max="0" step="0.01" value="0" aria-label="Time in the recording">
                <span data-part="time"></span>
                <p><label for="speed">Speed</label> <select id="speed" data-part="speed"><option>0.5</option><option selected>1</option><option>2</option><option>4</option><option>16</option></select></p>
                <p><input type="checkbox" id="pauses" data-part="pauses" checked> <label for="pauses">Cut long pauses</label></p>
                </div>
                <p class="fine">Last verdict: <span data-part="verdict"></span></p>
                <ol class="marks" data-part="marks" aria-label="Verdicts"></ol>
                </div>
                <p class="fine"><a href="/sessions/{}/cast" download="{}.cast">Take the recording</a> (asciicast v2)</p>
                <script type="module" src="/player.js"></script>
                </section>
                """, id, id, id);
    }
}
