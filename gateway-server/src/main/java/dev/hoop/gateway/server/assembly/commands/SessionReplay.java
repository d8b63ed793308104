package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.server.trail.file.recording.RecordingReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
        /** What was seen at a terminal, as it was seen, and nothing else; it may steer the terminal it is played in. */
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
            film(line);
        }
    }

    void line(JsonNode line) {
        pause(line.path("ms").asLong(0));
        if (form == Form.SCREEN) {
            film(line);
            return;
        }
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
            case "ended" -> ended(line);
            case "output" -> shown(line);
            case "input" -> say("  (typed: " + text(line, "data").strip() + ")");
            case "content" -> content(line);
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

    private void ended(JsonNode line) {
        StringJoiner end = new StringJoiner(", ", "  → ", "");
        end.add(text(line, "effect").toLowerCase(Locale.ROOT).replace('_', ' '));
        if (line.path("code").asLong(0) != 0) {
            end.add("error " + line.path("code").asLong(0) + " " + text(line, "sqlstate"));
        }
        if (!text(line, "exit").isEmpty()) {
            end.add("exit " + text(line, "exit"));
        } else if (line.path("read_bytes").isMissingNode()) {
            end.add(line.path("returned").asLong(0) + " rows returned");
        } else {
            end.add("%d bytes read, %d written".formatted(count(line, "read_bytes"), count(line, "written_bytes")));
        }
        if (!text(line, "content_sha256").isEmpty()) {
            end.add("sha256 " + text(line, "content_sha256"));
        }
        if (line.path("affected").asLong(-1) >= 0) {
            end.add(line.path("affected").asLong() + " changed");
        }
        say(end + ", %.1f ms".formatted(line.path("took_us").asLong(0) / 1000.0));
    }

    private static long count(JsonNode line, String name) {
        return line.path(name).asLong(0);
    }

    /** A part of a file. */
    private void content(JsonNode line) {
        byte[] bytes = Base64.getDecoder().decode(text(line, "base64"));
        say("  (%d bytes at %d)".formatted(bytes.length, count(line, "at")));
        out.println(ApprovalsCommand.visible(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** What was seen, and nothing beside it. */
    private void film(JsonNode line) {
        if (text(line, "type").equals("output")) {
            out.print(text(line, "data"));
            out.flush();
        }
    }

    void end(RecordingReader.Ending ending) {
        if (ending == RecordingReader.Ending.OPEN) {
            say(
                    "\nthe recording has no end: the session still runs, the gateway died, or the end of the file is gone; the trail tells which");
        }
    }

    /**
     * What commands showed, with what would steer a terminal made visible. What the gateway showed itself, prompts and lines as they were
     * edited, is left out: the statements are there.
     */
    private void shown(JsonNode line) {
        if (!text(line, "stream").equals("GATEWAY")) {
            out.print(ApprovalsCommand.visible(text(line, "data").replace("\r\n", "\n")));
        }
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
