package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.server.ports.audit.SessionOpening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the recording of a session is. */
public final class RecordingFiles {
    private static final String ENDING = ".hooprec";
    private static final int DEPTH = 4;
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RecordingFiles() {}

    static Path file(Path directory, SessionOpening opening) {
        return directory
                .resolve(DAY.format(opening.at()))
                .resolve(name(opening.session().value()));
    }

    /** Where the master key of recordings is that keep it below themselves. */
    public static Path key(Path directory) {
        return directory.resolve("keys").resolve("recordings.key");
    }

    /** The recording of a session below a directory, if there is one. */
    public static Optional<Path> find(Path directory, String session) throws IOException {
        String name = name(session);
        try (Stream<Path> files = Files.find(
                directory,
                DEPTH,
                (file, attributes) -> file.getFileName().toString().equals(name))) {
            return files.findFirst();
        }
    }

    /** All recordings below a directory, of whatever day. */
    public static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files =
                Files.find(directory, DEPTH, (file, attributes) -> attributes.isRegularFile() && hasEnding(file))) {
            return files.sorted().toList();
        }
    }

    /** Whose recording a file is, by its name. */
    public static String session(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.indexOf('.'));
    }

    static boolean hasEnding(Path file) {
        return file.toString().endsWith(ENDING);
    }

    /** Session ids become file names, so they may not hold anything that means something to a file system. */
    private static String name(String session) {
        if (!SESSION.matcher(session).matches()) {
            throw new IllegalArgumentException("a session id is letters, digits, - and _; this one is not");
        }
        return session + ENDING;
    }
}
