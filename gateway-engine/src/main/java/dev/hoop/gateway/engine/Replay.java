package dev.hoop.gateway.engine;

import java.util.List;

/** What one session's subject did and saw, in order. */
public record Replay(RecordedSession session, List<RecordedLine> lines, Ending ending) {
    /** How it ends. */
    public enum Ending {
        /** It is whole. */
        CLOSED,
        /** The session still runs, the gateway died, or the end of the file is gone: the trail tells which. */
        OPEN,
        /** There is more than is given here. */
        CUT
    }

    public Replay {
        lines = List.copyOf(lines);
    }
}
