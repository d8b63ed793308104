package dev.hoop.gateway.server.assembly.commands;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recording as an asciicast of version 2: a header, then {@code [seconds, kind, data]} for output, sizes, and verdicts as markers. */
final class AsciiCast {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final int MOST_EARLY = 1000;
    private static final double MILLIS = 1000.0;

    private final PrintWriter out;
    private long beganAt;
    private boolean hasHeader;
    private String size = "";
    private final List<String> early = new ArrayList<>();

    AsciiCast(PrintWriter out) {
        this.out = out;
    }

    void line(JsonNode line) {
        double at = line.path("ms").asLong(0) / MILLIS;
        switch (line.path("type").asString("")) {
            case "opened" ->
                beganAt = Instant.parse(line.path("at").asString("")).getEpochSecond();
            case "terminal" ->
                terminal(
                        at,
                        line.path("columns").asInt(COLUMNS),
                        line.path("rows").asInt(ROWS));
            case "output" -> {
                if (!line.path("stream").asString("").equals("GATEWAY")) {
                    header(COLUMNS, ROWS); // no terminal comes before what a command shows
                }
                event(at, "o", line.path("data").asString(""));
            }
            case "input" -> event(at, "i", line.path("data").asString(""));
            case "began", "judged" ->
                event(
                        at,
                        "m",
                        line.path("verdict").asString("") + " by "
                                + line.path("rule").asString("") + ": "
                                + line.path("text").asString(""));
            default -> {
                // an asciicast has no word for it
            }
        }
    }

    /** A recording in which nothing was shown is an empty film, and still one. */
    void end() {
        header(COLUMNS, ROWS);
        out.flush();
    }

    /** Each command says what it is shown in; only another size is an event. */
    private void terminal(double at, int columns, int rows) {
        String next = columns + "x" + rows;
        if (hasHeader && !next.equals(size)) {
            event(at, "r", next);
        }
        header(columns, rows);
        size = next;
    }

    /** What comes before the terminal's size is known waits for it: the header stands first. */
    private void event(double at, String kind, String data) {
        String event = MAPPER.writeValueAsString(List.of(at, kind, data));
        if (!hasHeader && early.size() < MOST_EARLY) {
            early.add(event);
            return;
        }
        header(COLUMNS, ROWS);
        out.println(event);
    }

    private void header(int columns, int rows) {
        if (!hasHeader) {
            hasHeader = true;
            out.println("{\"version\": 2, \"width\": %d, \"height\": %d, \"timestamp\": %d}"
                    .formatted(Math.max(1, columns), Math.max(1, rows), beganAt));
            early.forEach(out::println);
            early.clear();
        }
    }
}
