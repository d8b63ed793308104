package dev.hoop.gateway.server.trail.file.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a trail, named after the first sequence they hold, so that their names sort as their records do. */
public final class Segments {
    private static final Pattern SEGMENT = Pattern.compile("trail-(\\d{20})\\.jsonl");

    private Segments() {}

    public static Path file(Path directory, long first) {
        return directory.resolve("trail-%020d.jsonl".formatted(first));
    }

    /** Where the checkpoints are that were signed while this segment was written. */
    public static Path checkpoints(Path directory, long first) {
        return directory.resolve("trail-%020d.checkpoints".formatted(first));
    }

    /** The segments in a directory, in order. */
    public static List<Path> list(Path directory) throws IOException {
        return list(directory, "jsonl");
    }

    /** The files of checkpoints in a directory, in order. */
    public static List<Path> listCheckpoints(Path directory) throws IOException {
        return list(directory, "checkpoints");
    }

    /** The first sequence a segment holds by its name. */
    public static long first(Path segment) {
        Matcher name = SEGMENT.matcher(segment.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(segment + " is not named like a segment");
        }
        return Long.parseLong(name.group(1));
    }

    private static List<Path> list(Path directory, String ending) throws IOException {
        Pattern pattern = Pattern.compile("trail-\\d{20}\\." + ending);
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            pattern.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
