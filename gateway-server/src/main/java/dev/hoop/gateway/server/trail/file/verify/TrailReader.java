package dev.hoop.gateway.server.trail.file.verify;

import dev.hoop.gateway.server.trail.file.record.LineReader;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.Segments;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import dev.hoop.gateway.server.trail.file.record.TrailLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the records of a trail in order, without verifying them. */
public final class TrailReader {
    private TrailReader() {}

    /**
     * Hands every record to the callee. A last line that is not whole is left out: it is being written.
     *
     * @throws MalformedLineException if a line is no record; the message names file and place
     */
    public static void read(Path directory, Consumer<TrailLine> callee) throws IOException, MalformedLineException {
        TrailHasher hasher = new TrailHasher();
        List<Path> segments = Segments.list(directory);
        for (Path segment : segments) {
            try (LineReader lines = new LineReader(segment)) {
                for (Optional<byte[]> line = next(lines); line.isPresent(); line = next(lines)) {
                    callee.accept(parse(segment, lines, line.get(), hasher));
                }
            }
        }
    }

    private static Optional<byte[]> next(LineReader lines) throws IOException {
        try {
            return lines.next();
        } catch (MalformedLineException unfinished) {
            return Optional.empty();
        }
    }

    private static TrailLine parse(Path segment, LineReader lines, byte[] line, TrailHasher hasher)
            throws MalformedLineException {
        try {
            return TrailLine.parse(line, hasher);
        } catch (MalformedLineException e) {
            throw new MalformedLineException("%s, before byte %d: this is no record: %s; run 'hoop audit verify'"
                    .formatted(segment, lines.offset(), e.getMessage()));
        }
    }
}
