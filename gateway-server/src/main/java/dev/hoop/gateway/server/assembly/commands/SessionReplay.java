package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.server.trail.file.recording.RecordingReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** Prints the lines of a recording in order, with the pauses there were. What a terminal would obey or hide is shown as an escape. */
final class SessionReplay {
    private static final long LONGEST_PAUSE_MS = 3_000;

    private final PrintWriter out;
    private final double pace;
    private final Form form;
    private final List<List<String>> table = new ArrayList<>();
    private long lastMs;

    /** How rows are laid out, and what commands showed. */
    enum Form {
        TABLES,
        TABS,
        /** As tables, and what commands showed as they showed it, which may steer the terminal it is played in. */
        SCREEN
    }

    /** A replay; a pace of zero knows no pauses. */
    SessionReplay(PrintWriter out, double pace, Form form) {
        this.out = out;
        this.pace = pace;
        this.form = form;
    }

    /** Takes a line before the one that is jumped to: a screen is brought to where it then was, and nothing else is shown. */
    void skip(JsonNode line) {
        lastMs = line.path("ms").asLong(0);
        if (form == Form.SCREEN && text(line, "type").equals("output")) {
            shown(line);
        }
    }

    void line(JsonNode line) {
        pause(line.path("ms").asLong(0));
        switch (text(line, "type")) {
            case "opened" ->
                say("session %s: %s at %s through %s, %s"
                        .formatted(
                                text(line, "session"),
                                text(line, "subject"),
                                text(line, "target"),
                                text(line, "door"),
                                text(line, "at")));
            case "began", "judged" -> statement(line);
            case "columns" -> begin(line);
            case "row" -> row(line);
            case "rows" -> rows(line);
            case "ended" ->
                say("  → %s%s, %d rows returned%s, %.1f ms"
                        .formatted(
                                text(line, "effect")
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' '),
                                line.path("code").asLong(0) == 0
                                        ? ""
                                        : ", error " + line.path("code").asLong(0) + " " + text(line, "sqlstate"),
                                line.path("returned").asLong(0),
                                line.path("affected").asLong(-1) < 0
                                        ? ""
                                        : ", " + line.path("affected").asLong() + " changed",
                                line.path("took_us").asLong(0) / 1000.0));
            case "output" -> shown(line);
            case "terminal" ->
                say("  (terminal %d×%d)"
                        .formatted(
                                line.path("columns").asLong(0),
                                line.path("rows").asLong(0)));
            case "closed" -> say("\nsession closed");
            default -> say("  (" + text(line, "type") + ")");
        }
        out.flush();
    }

    void end(RecordingReader.Ending ending) {
        if (ending == RecordingReader.Ending.OPEN) {
            say(
                    "\nthe recording has no end: the session still runs, the gateway died, or the end of the file is gone; the trail tells which");
        }
    }

    /** What a command showed: as it was, where its screen is to be played; else with what would steer a terminal made visible. */
    private void shown(JsonNode line) {
        String data = text(line, "data");
        out.print(form == Form.SCREEN ? data : ApprovalsCommand.visible(data.replace("\r\n", "\n")));
    }

    private void statement(JsonNode line) {
        say("\n" + text(line, "text").strip());
        for (JsonNode parameter : line.path("parameters")) {
            say("  ?%d %s%s"
                    .formatted(
                            parameter.path("index").asLong(0),
                            text(parameter, "type"),
                            text(parameter, "column").isEmpty() ? "" : " for " + text(parameter, "column")));
        }
        StringJoiner verdict = new StringJoiner(", ", "  ", "");
        verdict.add(text(line, "verdict") + " by " + text(line, "rule"));
        for (String name : List.of("request", "why", "how")) {
            if (!text(line, name).isEmpty()) {
                verdict.add(name.equals("request") ? "approved in " + text(line, name) : text(line, name));
            }
        }
        say(verdict.toString());
    }

    private void begin(JsonNode line) {
        table.clear();
        table.add(cells(line.path("labels")));
    }

    private void row(JsonNode line) {
        List<String> cells = cells(line.path("cells"));
        if (!table.isEmpty() && cells.size() == table.get(0).size()) {
            table.add(cells);
        } else {
            say("  " + String.join(" | ", cells)); // the reader stopped within the row
        }
    }

    private void rows(JsonNode line) {
        if (!table.isEmpty() && !table.get(0).isEmpty()) {
            if (form != Form.TABS) {
                TextTable.lay(table, table.get(0).size(), out);
            } else {
                table.forEach(cells -> out.println(String.join("\t", cells)));
            }
        }
        table.clear();
        long passed = line.path("passed").asLong(0);
        long kept = line.path("kept").asLong(0);
        say(
                passed == kept
                        ? "  %d rows".formatted(passed)
                        : "  %d rows, the first %d of them kept".formatted(passed, kept));
    }

    private static List<String> cells(JsonNode list) {
        List<String> cells = new ArrayList<>();
        for (JsonNode cell : list) {
            cells.add(
                    cell.isNull()
                            ? "NULL"
                            : ApprovalsCommand.visible(
                                    cell.asString("").replace('\n', ' ').replace('\t', ' ')));
        }
        return cells;
    }

    private void pause(long ms) {
        long wait = pace == 0 ? 0 : (long) (Math.min(ms - lastMs, LONGEST_PAUSE_MS) / pace);
        lastMs = ms;
        if (wait <= 0) {
            return;
        }
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String text) {
        out.println(ApprovalsCommand.visible(text));
    }

    private static String text(JsonNode line, String name) {
        return line.path(name).asString("");
    }
}
