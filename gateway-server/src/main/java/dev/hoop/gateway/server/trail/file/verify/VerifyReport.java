package dev.hoop.gateway.server.trail.file.verify;

import java.util.List;
import java.util.Optional;

/**
 * What verification found.
 *
 * @param records how many records were read
 * @param signed up to which sequence a checkpoint vouches for the records
 * @param unsigned how many records come after that; they are chained, but nobody has signed for them yet
 * @param tornBytes bytes after the last whole record: being written now, or torn off by a crash
 * @param open intents without an outcome: these statements may have happened; the list is cut at {@link #LISTED}
 * @param openCount how many such intents there are
 * @param cuts how many times a start found a torn end and cut it away
 * @param recordings empty where recordings were not looked at
 * @param problems what shows that the trail is not what was written; empty when it is; cut at {@link #LISTED}
 * @param problemCount how many such problems there are
 */
public record VerifyReport(
        String origin,
        int segments,
        long records,
        int checkpoints,
        long signed,
        long unsigned,
        long tornBytes,
        List<String> open,
        long openCount,
        long cuts,
        long erased,
        Optional<RecordingsReport> recordings,
        List<String> problems,
        long problemCount) {
    public static final int LISTED = 100;

    public VerifyReport {
        open = List.copyOf(open);
        problems = List.copyOf(problems);
    }

    /** Whether the trail is what was written. */
    public boolean sound() {
        return problemCount == 0;
    }
}
