package dev.hoop.gateway.server.trail.file.recording;

import java.nio.file.Path;

/**
 * Where recordings are kept, and how much of each statement's rows.
 *
 * @param masterKey the file of the key that wraps each session's key; made at the first start
 * @param rowsPerStatement the most rows that are kept of one statement
 * @param bytesPerStatement the most bytes of rows that are kept of one statement
 * @param digest over which rows a digest is made
 * @param streamBytes the most bytes that are kept of what one command writes to one stream
 */
public record RecordingOptions(
        Path directory,
        Path masterKey,
        int rowsPerStatement,
        int bytesPerStatement,
        Digested digest,
        long streamBytes) {
    public static final int ROWS = 100;
    public static final int BYTES = 64 * 1024;
    public static final long STREAM_BYTES = 16L * 1024 * 1024;

    /** Which rows the digest of a statement covers. */
    public enum Digested {
        /** All that passed: proves of a copy whether it is what was answered. */
        ALL_ROWS,
        /** Those that are kept; rows beyond them cost nothing at all. */
        KEPT_ROWS
    }

    /** As many bytes of a command's stream as usual. */
    public RecordingOptions(
            Path directory, Path masterKey, int rowsPerStatement, int bytesPerStatement, Digested digest) {
        this(directory, masterKey, rowsPerStatement, bytesPerStatement, digest, STREAM_BYTES);
    }

    public RecordingOptions {
        if (rowsPerStatement < 0 || bytesPerStatement < 0) {
            throw new IllegalArgumentException("what is kept of a statement's rows is none or more, never less");
        }
    }

    /** The usual bounds, with the key in {@code keys} below the directory. */
    public static RecordingOptions in(Path directory) {
        return new RecordingOptions(
                directory, RecordingFiles.key(directory), ROWS, BYTES, Digested.ALL_ROWS, STREAM_BYTES);
    }
}
