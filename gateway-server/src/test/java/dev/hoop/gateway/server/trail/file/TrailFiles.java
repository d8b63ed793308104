package dev.hoop.gateway.server.trail.file;

import dev.hoop.gateway.server.trail.file.record.LineReader;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.Segments;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import dev.hoop.gateway.server.trail.file.record.TrailLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the records of a trail for tests, trusting them. */
public final class TrailFiles {
    private TrailFiles() {}

    public static List<TrailLine> records(Path directory) {
        List<TrailLine> records = new ArrayList<>();
        try {
            for (Path segment : Segments.list(directory)) {
                try (LineReader lines = new LineReader(segment)) {
                    for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                        records.add(TrailLine.parse(line.get(), new TrailHasher()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedLineException e) {
            throw new AssertionError(e);
        }
        return records;
    }

    /** The kinds of all records but the heads of segments. */
    public static List<String> kinds(Path directory) {
        return records(directory).stream()
                .map(TrailLine::kind)
                .filter(kind -> !kind.equals("segment"))
                .toList();
    }
}
