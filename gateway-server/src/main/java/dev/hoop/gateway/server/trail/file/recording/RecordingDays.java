package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.engine.SessionSearch;
import dev.hoop.gateway.engine.Stretch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The days of which there are recordings: each has a directory of its own. */
final class RecordingDays {
    private static final int DEPTH = 3;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT);

    private RecordingDays() {}

    static List<Day> newest(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> places = Files.find(directory, DEPTH, (place, attributes) -> attributes.isDirectory())) {
            return places.flatMap(place -> date(directory, place).map(date -> new Day(place, date)).stream())
                    .sorted(Comparator.comparing(Day::date).reversed())
                    .toList();
        }
    }

    private static Optional<LocalDate> date(Path directory, Path place) {
        try {
            String name = directory.relativize(place).toString().replace('\\', '/');
            return Optional.of(LocalDate.parse(name, NAME));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }

    /** The recordings of sessions that began on a day, in universal time. */
    record Day(Path directory, LocalDate date) {
        List<Path> files() throws IOException {
            try (Stream<Path> files = Files.list(directory)) {
                return files.filter(RecordingFiles::hasEnding).toList();
            }
        }

        /** Whether a session of this day could be one of those looked for. */
        boolean mayHold(SessionSearch search, Stretch stretch) {
            return last().isAfter(search.since())
                    && first().isBefore(search.until())
                    && stretch.after()
                            .map(place -> !first().isAfter(place.at()))
                            .orElse(true);
        }

        boolean holds(Instant at) {
            return !at.isBefore(first()) && !at.isAfter(last());
        }

        /** That moment, or the nearest of the day. */
        Instant within(Instant at) {
            Instant notBefore = at.isBefore(first()) ? first() : at;
            return notBefore.isAfter(last()) ? last() : notBefore;
        }

        /** Behind its last session, before all of earlier days: no session's id comes after a tilde. */
        Stretch.Place end() {
            return new Stretch.Place(first(), "~");
        }

        private Instant first() {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        private Instant last() {
            return date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
        }
    }
}
