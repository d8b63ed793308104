package dev.hoop.gateway.server.trail.file.verify;

import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import dev.hoop.gateway.server.trail.file.record.TrailLine;
import dev.hoop.gateway.server.trail.file.recording.RecordingFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares the files of recordings with what the trail says of them. Needs no key: a recording is closed under the digest of its whole file.
 * Files are listed before the trail is read, and what was closed meanwhile is looked for again, so that a gateway may go on.
 */
final class RecordingsCheck {
    private final KeptRecordings kept;
    private final Findings findings;

    /** By session; what a record has closed is taken out. */
    private final Map<String, Path> files = new TreeMap<>();

    /** Sessions that have begun, and whose recording no record has closed. */
    private final Set<String> begun = new HashSet<>();

    private final List<Closed> missing = new ArrayList<>();
    private long whole;
    private long gone;

    private RecordingsCheck(KeptRecordings kept, Findings findings) {
        this.kept = kept;
        this.findings = findings;
    }

    /** What a record says of a recording that is complete. */
    private record Closed(String session, long record, Instant at, String sha256) {
        static Closed of(TrailLine line) {
            return new Closed(
                    line.field("session"),
                    line.sequence(),
                    at(line),
                    line.record().path("body").path("sha256").asString(""));
        }

        /** A record whose time cannot be read, which is a problem of its own, says nothing of a time before another. */
        private static Instant at(TrailLine line) {
            try {
                return Instant.parse(line.field("at"));
            } catch (DateTimeParseException e) {
                return Instant.MAX;
            }
        }
    }

    /** A check of the files that are there now. */
    static RecordingsCheck of(KeptRecordings kept, Findings findings) throws IOException {
        RecordingsCheck check = new RecordingsCheck(kept, findings);
        for (Path file : RecordingFiles.list(kept.directory())) {
            Path other = check.files.putIfAbsent(RecordingFiles.session(file), file);
            if (other != null) {
                findings.add("two files claim to be one recording: %s and %s".formatted(other, file));
            }
        }
        return check;
    }

    void see(TrailLine line) {
        switch (line.kind()) {
            case "session-opened" -> begun.add(line.field("session"));
            case "recording-closed" -> {
                if (!line.erased()) {
                    closed(Closed.of(line));
                }
            }
            default -> {
                // says nothing of a recording
            }
        }
    }

    private void closed(Closed recording) {
        begun.remove(recording.session());
        Path file = files.remove(recording.session());
        if (file != null) {
            compare(file, recording);
        } else if (recording.at().isBefore(kept.since())) {
            gone++;
        } else {
            missing.add(recording);
        }
    }

    private void compare(Path file, Closed recording) {
        try {
            if (digest(file).equals(recording.sha256())) {
                whole++;
            } else {
                findings.add("the recording of session %s is not the one that record %d closed: %s"
                        .formatted(recording.session(), recording.record(), file));
            }
        } catch (IOException e) {
            findings.add("the recording of session %s cannot be read: %s".formatted(recording.session(), e));
        }
    }

    private static String digest(Path file) throws IOException {
        MessageDigest sha256 = TrailHasher.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    RecordingsReport end() throws IOException {
        if (!missing.isEmpty()) {
            lookAgain();
        }
        long unwritten =
                begun.stream().filter(session -> !files.containsKey(session)).count();
        return new RecordingsReport(
                whole, files.keySet().stream().limit(VerifyReport.LISTED).toList(), files.size(), unwritten, gone);
    }

    private void lookAgain() throws IOException {
        Map<String, Path> now = new HashMap<>();
        for (Path file : RecordingFiles.list(kept.directory())) {
            now.put(RecordingFiles.session(file), file);
        }
        for (Closed recording : missing) {
            Path file = now.get(recording.session());
            if (file == null) {
                findings.add("the recording of session %s is gone; record %d closed it at %s"
                        .formatted(recording.session(), recording.record(), recording.at()));
            } else {
                compare(file, recording);
            }
        }
    }
}
