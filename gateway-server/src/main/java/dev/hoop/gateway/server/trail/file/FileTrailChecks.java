package dev.hoop.gateway.server.trail.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.TrailChecks;
import dev.hoop.gateway.server.trail.file.log.TrailKeys;
import dev.hoop.gateway.server.trail.file.record.Checkpoint;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.Notes;
import dev.hoop.gateway.server.trail.file.record.Segments;
import dev.hoop.gateway.server.trail.file.verify.TrailVerifier;
import dev.hoop.gateway.server.trail.file.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at the files of a trail, as {@code hoop audit verify} does. */
public final class FileTrailChecks implements TrailChecks {
    private final Path directory;
    private final List<Path> witnesses;

    public FileTrailChecks(Path directory, List<Path> witnesses) {
        this.directory = directory;
        this.witnesses = List.copyOf(witnesses);
    }

    @Override
    public Optional<Signed> newest() {
        return look(key -> {
            List<Path> files = Segments.listCheckpoints(directory);
            for (int i = files.size() - 1; i >= 0; i--) {
                Optional<Signed> last = last(files.get(i), key);
                if (last.isPresent()) {
                    return last;
                }
            }
            return Optional.empty();
        });
    }

    /** Only what the key has signed counts. */
    private static Optional<Signed> last(Path file, CheckpointKey key) throws IOException, MalformedLineException {
        List<Notes.Note> notes = Notes.split(Files.readString(file, UTF_8));
        for (int i = notes.size() - 1; i >= 0; i--) {
            if (notes.get(i).signedBy(key)) {
                return Optional.of(signed(notes.get(i).checkpoint()));
            }
        }
        return Optional.empty();
    }

    @Override
    public Report verify() {
        VerifyReport report = look(key -> TrailVerifier.verify(directory, key, witnesses));
        return new Report(
                report.records(),
                report.segments(),
                report.signed(),
                report.checkpoints(),
                report.openCount(),
                report.problems(),
                report.problemCount());
    }

    private static Signed signed(Checkpoint checkpoint) {
        return new Signed(
                checkpoint.origin(), checkpoint.size(), checkpoint.root().hex(), checkpoint.at());
    }

    /** What is done with a trail's key. */
    @FunctionalInterface
    private interface Look<T> {
        T with(CheckpointKey key) throws IOException, MalformedLineException;
    }

    private <T> T look(Look<T> look) {
        try {
            return look.with(CheckpointKey.parse(Files.readString(TrailKeys.publicKey(directory), UTF_8)));
        } catch (IOException | MalformedLineException e) {
            throw new AuditUnavailableException("the trail cannot be read; look at the disk", e);
        }
    }
}
