package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.RecordedLine;
import dev.hoop.gateway.engine.RecordedSession;
import dev.hoop.gateway.engine.Replay;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.SessionSearch;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.SessionArchive;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The recordings of one gateway's data directory, newest first. */
public final class FileSessionArchive implements SessionArchive {
    private static final int MOST_FILES = 2_000;
    private static final int MOST_LINES = 10_000;
    private static final String UNREADABLE = "unreadable";
    private static final Comparator<RecordedSession> NEWEST = Comparator.comparing(RecordedSession::at)
            .reversed()
            .thenComparing(session -> session.id().value());

    private final RecordingOptions options;

    public FileSessionArchive(RecordingOptions options) {
        this.options = options;
    }

    @Override
    public Listed<RecordedSession> find(SessionSearch search, Stretch stretch) {
        try {
            Found found = new Found(search, stretch);
            for (RecordingDays.Day day : RecordingDays.newest(options.directory())) {
                if (day.mayHold(search, stretch) && !found.isFull()) {
                    look(day, found);
                }
            }
            return found.listed();
        } catch (IOException e) {
            throw unreadable("the recordings cannot be listed", e);
        }
    }

    private void look(RecordingDays.Day day, Found found) throws IOException {
        IdentityHashMap<RecordedSession, Path> files = new IdentityHashMap<>();
        List<RecordedSession> sessions = new ArrayList<>();
        for (Path file : day.files()) {
            RecordedSession session = listed(day, file);
            files.put(session, file);
            sessions.add(session);
        }
        sessions.sort(NEWEST);
        for (RecordedSession session : sessions) {
            found.look(session, () -> read(files.getOrDefault(session, day.directory()), MOST_LINES));
        }
        found.end(day);
    }

    /** A file that cannot be read is listed as that: nobody hides a session, or all others, by breaking it. */
    private RecordedSession listed(RecordingDays.Day day, Path file) throws IOException {
        try {
            Optional<RecordedSession> session = read(file, 1).map(Replay::session);
            if (session.isPresent() && day.holds(session.get().at())) {
                return session.get();
            }
        } catch (AuditUnavailableException broken) {
            // listed all the same
        }
        return new RecordedSession(
                new SessionId(RecordingFiles.session(file)),
                new SubjectName(UNREADABLE),
                new TargetName(UNREADABLE),
                "",
                "",
                day.within(Files.getLastModifiedTime(file).toInstant()),
                "");
    }

    /** What a search has found so far, in order. */
    private static final class Found {
        private final SessionSearch search;
        private final Stretch stretch;
        private final List<RecordedSession> fitting = new ArrayList<>();
        private Optional<Stretch.Place> stopped = Optional.empty();
        private int looked;

        Found(SessionSearch search, Stretch stretch) {
            this.search = search;
            this.stretch = stretch;
        }

        boolean isFull() {
            return fitting.size() > stretch.limit() || stopped.isPresent();
        }

        void look(RecordedSession session, Reading reading) throws IOException {
            boolean unreadable = session.subject().value().equals(UNREADABLE);
            if (isFull() || !stretch.reaches(session.at(), session.id().value())) {
                return;
            }
            looked++;
            if (unreadable || (fits(search, session) && (!search.needsStatements() || isIn(reading)))) {
                fitting.add(session);
            }
            if (looked >= MOST_FILES) {
                stopped = Optional.of(place(session));
            }
        }

        /** A session that is broken further on is found, as one that is broken at its beginning is. */
        private boolean isIn(Reading reading) throws IOException {
            try {
                return reading.read()
                        .map(replay -> replay.lines().stream().anyMatch(line -> fits(search, line)))
                        .orElse(false);
            } catch (AuditUnavailableException broken) {
                return true;
            }
        }

        void end(RecordingDays.Day day) {
            if (!isFull() && looked >= MOST_FILES) {
                stopped = Optional.of(day.end());
            }
        }

        Listed<RecordedSession> listed() {
            return fitting.size() > stretch.limit()
                    ? Listed.cut(fitting, FileSessionArchive::place, stretch.limit())
                    : new Listed<>(fitting, stopped);
        }
    }

    /** Reads a whole recording. */
    @FunctionalInterface
    private interface Reading {
        Optional<Replay> read() throws IOException;
    }

    private static Stretch.Place place(RecordedSession session) {
        return new Stretch.Place(session.at(), session.id().value());
    }

    @Override
    public Optional<Replay> replay(String sessionId) {
        try {
            Optional<Path> file = RecordingFiles.find(options.directory(), sessionId);
            return file.isEmpty() ? Optional.empty() : read(file.get(), MOST_LINES);
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable("the recording of session " + sessionId + " cannot be read", e);
        }
    }

    /** Empty for a file whose session has written nothing yet. */
    private Optional<Replay> read(Path file, int mostLines) throws IOException {
        List<RecordedLine> lines = new ArrayList<>();
        Replay.Ending ending;
        try {
            RecordingReader.Ending end = RecordingReader.read(file, MasterKey.read(options.masterKey()), node -> {
                if (lines.size() == mostLines) {
                    throw new Enough();
                }
                lines.add(line(node));
            });
            ending = end == RecordingReader.Ending.CLOSED ? Replay.Ending.CLOSED : Replay.Ending.OPEN;
        } catch (Enough cut) {
            ending = Replay.Ending.CUT;
        } catch (MalformedLineException e) {
            throw unreadable("the recording " + file.getFileName() + " is not what was written", e);
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Replay(session(lines.get(0)), lines, ending));
    }

    private static boolean fits(SessionSearch search, RecordedSession session) {
        return is(search.subject(), session.subject().value())
                && is(search.target(), session.target().value())
                && is(search.task(), session.task())
                && !session.at().isBefore(search.since())
                && session.at().isBefore(search.until());
    }

    private static boolean fits(SessionSearch search, RecordedLine line) {
        boolean isStatement = line.type().equals("began") || line.type().equals("judged");
        return isStatement
                && is(search.verdict(), line.field("verdict"))
                && holds(line.field("text"), search.text())
                && (search.table().isEmpty()
                        || line.field("touches").lines().anyMatch(name -> isTable(search.table(), name)));
    }

    /** A table by its own name, or by the end of its whole one. */
    private static boolean isTable(String wanted, String name) {
        String one = "." + wanted.toLowerCase(Locale.ROOT);
        return ("." + name.toLowerCase(Locale.ROOT)).endsWith(one);
    }

    private static boolean holds(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static boolean is(String wanted, String value) {
        return wanted.isEmpty() || wanted.equals(value);
    }

    private static RecordedSession session(RecordedLine opened) {
        return new RecordedSession(
                new SessionId(opened.field("session")),
                new SubjectName(opened.field("subject")),
                new TargetName(opened.field("target")),
                opened.field("door"),
                opened.field("task"),
                Instant.parse(opened.field("at")),
                opened.field("peer"));
    }

    private static RecordedLine line(JsonNode node) {
        Map<String, String> fields = new LinkedHashMap<>();
        node.properties().stream()
                .filter(property -> property.getValue().isValueNode()
                        && !property.getValue().isNull())
                .forEach(property ->
                        fields.put(property.getKey(), property.getValue().asString("")));
        return new RecordedLine(node.path("ms").asLong(0), fields.getOrDefault("type", ""), fields, cells(node));
    }

    private static List<Optional<String>> cells(JsonNode node) {
        List<Optional<String>> cells = new ArrayList<>();
        for (String name : List.of("labels", "cells")) {
            node.path(name)
                    .forEach(cell -> cells.add(cell.isNull() ? Optional.empty() : Optional.of(cell.asString(""))));
        }
        node.path("parameters")
                .forEach(each -> cells.add(Optional.of((each.path("type").asString("") + " "
                                + each.path("column").asString(""))
                        .strip())));
        return cells;
    }

    private static AuditUnavailableException unreadable(String what, Exception cause) {
        return new AuditUnavailableException(what + "; run 'hoop audit verify' and look at the disk", cause);
    }

    /** Ends the reading of a file early. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough lines", null, false, false);
        }
    }
}
