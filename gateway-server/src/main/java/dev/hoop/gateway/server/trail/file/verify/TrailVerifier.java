package dev.hoop.gateway.server.trail.file.verify;

import com.google.errorprone.annotations.Var;
import dev.hoop.gateway.server.trail.file.record.Checkpoint;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.LineReader;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.Position;
import dev.hoop.gateway.server.trail.file.record.RecordEncoder;
import dev.hoop.gateway.server.trail.file.record.SegmentHead;
import dev.hoop.gateway.server.trail.file.record.Segments;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import dev.hoop.gateway.server.trail.file.record.TrailLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks a trail from its first record to its last: every hash, link and place, every signed checkpoint, every pair of intent and outcome,
 * and the recordings it speaks of where one says where they are.
 * After a problem it goes on, so that one changed record is reported as one. Used once; not thread-safe.
 *
 * <p>What no verifier can see from one copy alone: that trail <em>and</em> checkpoints were rolled back together, and changes by whoever
 * holds the private key. Checkpoints kept elsewhere show both.
 */
public final class TrailVerifier {
    /** Checkpoints are due every second. Unsigned records of a longer time mean that their checkpoints are gone. */
    private static final Duration UNSIGNED = Duration.ofSeconds(10);

    private final Path directory;
    private final CheckpointKey key;
    private final TrailHasher hasher = new TrailHasher();
    private final Findings findings = new Findings();
    private final SignedCheckpoints checkpoints;
    private final Intents intents = new Intents(findings);
    private final Optional<RecordingsCheck> recordings;
    private final Set<Long> erased = new TreeSet<>();
    private Position position;
    private Instant last = Instant.MIN;
    private Instant firstUnsigned = Instant.MAX;
    private long lastSegment = 1;
    private long records;
    private long signed;
    private long tornBytes;
    private long cuts;
    private boolean rootsComparable = true;

    private TrailVerifier(Path directory, CheckpointKey key, Optional<KeptRecordings> kept) throws IOException {
        this.directory = directory;
        this.key = key;
        this.checkpoints = new SignedCheckpoints(key, findings);
        this.position = Position.start(key.name(), hasher);
        this.recordings = kept.isPresent() ? Optional.of(RecordingsCheck.of(kept.get(), findings)) : Optional.empty();
    }

    /**
     * Verifies a trail.
     *
     * @param witnesses directories with further copies of its checkpoints
     */
    public static VerifyReport verify(Path directory, CheckpointKey key, List<Path> witnesses) throws IOException {
        return verify(directory, key, witnesses, Optional.empty());
    }

    /**
     * Verifies a trail, and the recordings that it speaks of.
     *
     * @param witnesses directories with further copies of its checkpoints
     */
    public static VerifyReport verify(
            Path directory, CheckpointKey key, List<Path> witnesses, Optional<KeptRecordings> kept) throws IOException {
        return new TrailVerifier(directory, key, kept).verify(witnesses);
    }

    private VerifyReport verify(List<Path> witnesses) throws IOException {
        checkpoints.read(directory); // before the records, so that a trail which is being written is never behind
        for (Path witness : witnesses) {
            checkpoints.read(witness);
        }
        List<Path> segments = Segments.list(directory);
        for (int i = 0; i < segments.size(); i++) {
            segment(segments.get(i), i == segments.size() - 1);
        }
        compareEnd();
        Optional<RecordingsReport> recorded =
                recordings.isPresent() ? Optional.of(recordings.get().end()) : Optional.empty();
        erased.forEach(sequence ->
                findings.add("the body of record %d is erased, and no record says by whom".formatted(sequence)));
        return new VerifyReport(
                key.name(),
                segments.size(),
                records,
                checkpoints.count(),
                signed,
                position.size() - signed,
                tornBytes,
                intents.listed(),
                intents.count(),
                cuts,
                erased.size(),
                recorded,
                findings.kept(),
                findings.count());
    }

    private void segment(Path file, boolean isLast) throws IOException {
        @Var boolean begun = false;
        lastSegment = Segments.first(file);
        try (LineReader lines = new LineReader(file)) {
            while (true) {
                @Var Optional<byte[]> bytes;
                try {
                    bytes = lines.next();
                } catch (MalformedLineException e) {
                    torn(file, lines.offset(), isLast);
                    return;
                }
                if (bytes.isEmpty()) {
                    if (!begun) {
                        torn(file, 0, isLast);
                    }
                    return;
                }
                try {
                    TrailLine line = TrailLine.parse(bytes.get(), hasher);
                    if (!begun) {
                        head(file, line);
                    }
                    record(file, line);
                } catch (MalformedLineException e) {
                    findings.add("%s, at byte %d: this is no record: %s"
                            .formatted(name(file), lines.offset(), e.getMessage()));
                    lose(position.size() + 1);
                }
                begun = true;
            }
        }
    }

    /** Bytes after the last whole record are to be expected in the file that is being written, and nowhere else. */
    private void torn(Path file, long whole, boolean isLast) throws IOException {
        tornBytes += Files.size(file) - whole;
        if (!isLast) {
            findings.add("%s does not end with a whole record, and is not the last segment".formatted(name(file)));
        }
    }

    private void head(Path file, TrailLine line) throws MalformedLineException {
        SegmentHead head = SegmentHead.of(line);
        if (!head.origin().equals(key.name())) {
            findings.add("%s belongs to another trail, %s".formatted(name(file), head.origin()));
        }
        if (head.before().size() + 1 != Segments.first(file)) {
            findings.add("%s has the name of another segment".formatted(name(file)));
        }
        if (head.before().size() == position.size()
                && rootsComparable
                && !head.before().equals(position)) {
            findings.add("%s does not go on where the segment before it ends".formatted(name(file)));
        }
    }

    private void record(Path file, TrailLine line) {
        records++;
        place(line);
        Position after = line.after(position, hasher);
        if (!after.link().equals(line.chain())) {
            findings.add("record %d in %s was changed, or does not follow the record before it"
                    .formatted(line.sequence(), name(file)));
            rootsComparable = false;
            position = new Position(after.size(), line.chain(), after.peaks()); // so that the next is judged on its own
        } else {
            position = after;
        }
        time(line);
        meaning(line);
        compare();
    }

    private void place(TrailLine line) {
        long expected = position.size() + 1;
        if (line.sequence() == expected) {
            return;
        }
        findings.add(
                line.sequence() > expected
                        ? "records %d to %d are missing".formatted(expected, line.sequence() - 1)
                        : "record %d stands where record %d is expected".formatted(line.sequence(), expected));
        lose(line.sequence() - 1);
    }

    /** Goes on after records that are not there, or are unreadable: their links and leaves are not known. */
    private void lose(long size) {
        rootsComparable = false;
        List<dev.hoop.gateway.server.trail.file.record.Hash> unknown =
                java.util.Collections.nCopies(Long.bitCount(size), position.link());
        position = new Position(size, position.link(), unknown);
    }

    private void time(TrailLine line) {
        try {
            Instant at = Instant.parse(line.field("at"));
            if (at.isBefore(last)) {
                findings.add("record %d is older than the record before it".formatted(line.sequence()));
            }
            last = at;
            if (checkpoints.bySize().ceilingKey(line.sequence()) == null && firstUnsigned.equals(Instant.MAX)) {
                firstUnsigned = at;
            }
        } catch (DateTimeParseException e) {
            findings.add("record %d has no time".formatted(line.sequence()));
        }
    }

    private void meaning(TrailLine line) {
        if (line.record().path("v").asInt(0) != RecordEncoder.VERSION) {
            findings.add("record %d is of a version this program does not know".formatted(line.sequence()));
        }
        intents.see(line);
        recordings.ifPresent(check -> check.see(line));
        if (line.erased()) {
            erased.add(line.sequence());
        }
        switch (line.kind()) {
            case "trail-cut" -> cuts++;
            case "body-erased" -> erased.remove(line.record().path("erased").asLong(-1));
            default -> {}
        }
    }

    private void compare() {
        Checkpoint checkpoint = checkpoints.bySize().get(position.size());
        if (checkpoint == null) {
            return;
        }
        boolean same = checkpoint.link().equals(position.link())
                && (!rootsComparable || checkpoint.root().equals(position.root(hasher)));
        if (same) {
            signed = position.size();
        } else {
            findings.add("records up to %d are not those that were signed at %s"
                    .formatted(position.size(), checkpoint.at()));
        }
    }

    private void compareEnd() {
        if (!checkpoints.bySize().isEmpty() && checkpoints.bySize().lastKey() > position.size()) {
            Checkpoint beyond = checkpoints.bySize().lastEntry().getValue();
            findings.add("cut off: %d records were signed at %s, and only %d are there"
                    .formatted(beyond.size(), beyond.at(), position.size()));
        }
        if (signed < lastSegment - 1 || (signed == 0 && records > 0)) {
            findings.add(
                    "no signed checkpoint vouches for the records up to %d".formatted(Math.max(1, lastSegment - 1)));
        } else if (records > 0
                && firstUnsigned.isBefore(last)
                && Duration.between(firstUnsigned, last).compareTo(UNSIGNED) > 0) {
            findings.add("the records after %d are unsigned since %s; a checkpoint is due every second"
                    .formatted(signed, firstUnsigned));
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
