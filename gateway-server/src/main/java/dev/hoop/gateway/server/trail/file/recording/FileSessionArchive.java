package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.engine.RecordedLine;
import dev.hoop.gateway.engine.RecordedSession;
import dev.hoop.gateway.engine.Replay;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.SessionSearch;
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

    private final RecordingOptions options;

    public FileSessionArchive(RecordingOptions options) {
        this.options = options;
    }

    @Override
    public List<RecordedSession> find(SessionSearch search, int atMost) {
        try {
            List<RecordedSession> found = new ArrayList<>();
            for (Path file : RecordingFiles.newest(options.directory(), MOST_FILES)) {
                if (found.size() == atMost) {
                    break;
                }
                listed(file, search).ifPresent(found::add);
            }
            found.sort((one, other) -> other.at().compareTo(one.at()));
            return found;
        } catch (IOException e) {
            throw unreadable("the recordings cannot be listed", e);
        }
    }

    /** A file that cannot be read is listed as that: nobody hides a session, or all others, by breaking it. */
    private Optional<RecordedSession> listed(Path file, SessionSearch search) throws IOException {
        try {
            return read(file, search.needsStatements() ? MOST_LINES : 1)
                    .filter(replay -> fits(search, replay))
                    .map(Replay::session);
        } catch (AuditUnavailableException broken) {
            String name = String.valueOf(file.getFileName());
            return Optional.of(new RecordedSession(
                    new SessionId(name.substring(0, name.indexOf('.'))),
                    new SubjectName(UNREADABLE),
                    new TargetName(UNREADABLE),
                    "",
                    "",
                    Files.getLastModifiedTime(file).toInstant(),
                    ""));
        }
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

    private static boolean fits(SessionSearch search, Replay replay) {
        RecordedSession session = replay.session();
        return is(search.subject(), session.subject().value())
                && is(search.target(), session.target().value())
                && is(search.task(), session.task())
                && !session.at().isBefore(search.since())
                && session.at().isBefore(search.until())
                && (!search.needsStatements() || replay.lines().stream().anyMatch(line -> fits(search, line)));
    }

    private static boolean fits(SessionSearch search, RecordedLine line) {
        boolean isStatement = line.type().equals("began") || line.type().equals("judged");
        return isStatement
                && is(search.verdict(), line.field("verdict"))
                && line.field("text")
                        .toLowerCase(Locale.ROOT)
                        .contains(search.text().toLowerCase(Locale.ROOT));
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
