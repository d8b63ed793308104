package dev.hoop.gateway.server.trail.file.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where and how a log is kept.
 *
 * @param directory the log's own directory; made if missing, readable by its owner alone
 * @param keys where the key that signs checkpoints is kept, and made at the first start
 * @param witnesses further directories that get a copy of every signed checkpoint; on another disk or machine they show when both log
 *     and checkpoints were rolled back
 * @param deadline how long a record may take to become as durable as asked
 * @param segmentBytes when a segment is closed and the next one begun
 */
public record LogOptions(Path directory, Path keys, List<Path> witnesses, Duration deadline, long segmentBytes) {
    public static final Duration DEADLINE = Duration.ofSeconds(5);
    public static final long SEGMENT_BYTES = 64L * 1024 * 1024;

    public LogOptions {
        witnesses = List.copyOf(witnesses);
        if (deadline.isNegative() || deadline.isZero() || segmentBytes < 1) {
            throw new IllegalArgumentException("the deadline and the size of a segment are more than nothing");
        }
    }

    /** A log with the usual bounds, its keys in {@code keys} below it. */
    public static LogOptions in(Path directory) {
        return new LogOptions(directory, directory.resolve("keys"), List.of(), DEADLINE, SEGMENT_BYTES);
    }
}
