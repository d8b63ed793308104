package dev.hoop.gateway.server.assembly.commands;

import tools.jackson.databind.JsonNode;

/** Goes to a marker of a recording, which is the beginning of a statement, and on from there. */
final class Jump {
    private final int marker;
    private final SessionReplay replay;
    private int passed;

    /** @param marker counted from one; zero begins at the beginning */
    Jump(int marker, SessionReplay replay) {
        this.marker = marker;
        this.replay = replay;
    }

    /** Whether a line is a marker. */
    static boolean isMarker(JsonNode line) {
        String type = line.path("type").asString("");
        return type.equals("began") || type.equals("judged");
    }

    void line(JsonNode line) {
        if (isMarker(line)) {
            passed++;
        }
        if (hasArrived()) {
            replay.line(line);
        } else {
            replay.skip(line);
        }
    }

    boolean hasArrived() {
        return passed >= marker;
    }
}
