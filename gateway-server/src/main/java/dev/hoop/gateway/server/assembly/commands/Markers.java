package dev.hoop.gateway.server.assembly.commands;

import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/** Lists the statements of a recording with what a replay begins at them by. */
final class Markers {
    private final PrintWriter out;
    private int count;

    Markers(PrintWriter out) {
        this.out = out;
    }

    void line(JsonNode line) {
        if (Jump.isMarker(line)) {
            count++;
            out.println(ApprovalsCommand.visible("%4d  %8.1f s  %-7s  %s"
                    .formatted(
                            count,
                            line.path("ms").asLong(0) / 1000.0,
                            line.path("verdict").asString(""),
                            line.path("text").asString("").strip().replace('\n', ' '))));
        }
    }
}
