package dev.hoop.gateway.server.trail.file.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.Var;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.trail.file.record.Checkpoint;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.LineReader;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.Notes;
import dev.hoop.gateway.server.trail.file.record.Position;
import dev.hoop.gateway.server.trail.file.record.SegmentHead;
import dev.hoop.gateway.server.trail.file.record.Segments;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import dev.hoop.gateway.server.trail.file.record.TrailLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where a trail stopped. What a crash tore off at its end is cut away and kept beside it; what a signed checkpoint covers may not be
 * missing, or the trail is not gone on with.
 */
final class LogTail {
    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

    private final Path directory;
    private final CheckpointKey key;
    private final TrailHasher hasher = new TrailHasher();
    private long cutBytes;

    LogTail(Path directory, CheckpointKey key) {
        this.directory = directory;
        this.key = key;
    }

    /** How many bytes were torn and cut away. */
    long cutBytes() {
        return cutBytes;
    }

    /**
     * Where the trail stands.
     *
     * @throws AuditUnavailableException if it does not hold what its own checkpoints signed
     */
    Position find() throws IOException {
        Optional<Checkpoint> signed = lastCheckpoint();
        List<Path> segments = Segments.list(directory);
        for (int i = segments.size() - 1; i >= 0; i--) {
            Optional<Position> end = walk(segments.get(i), signed);
            if (end.isPresent()) {
                return checked(goneOn(segments.get(i), end.get(), signed), signed);
            }
        }
        return checked(Position.start(key.name(), hasher), signed);
    }

    /** The position after the segment's last whole record; empty when not even its head is whole. */
    private Optional<Position> walk(Path segment, Optional<Checkpoint> signed) throws IOException {
        @Var Position position = null;
        @Var long whole = 0;
        try (LineReader lines = new LineReader(segment)) {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                TrailLine parsed = TrailLine.parse(line.get(), hasher);
                Position before = position == null ? head(segment, parsed) : position;
                Position after = parsed.after(before, hasher);
                if (!after.link().equals(parsed.chain()) || after.size() != parsed.sequence()) {
                    throw new MalformedLineException("it does not follow the record before it");
                }
                position = after;
                whole = lines.offset();
                compare(position, signed);
            }
        } catch (MalformedLineException torn) {
            cut(segment, whole);
            return Optional.ofNullable(position);
        }
        if (position == null) {
            cut(segment, 0); // empty: made, and then the power went
        }
        return Optional.ofNullable(position);
    }

    /** Adds what the journal has behind a segment's last record, which was on the disk there and nowhere else. */
    private Position goneOn(Path segment, Position end, Optional<Checkpoint> signed) throws IOException {
        @Var Position position = end;
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        try {
            for (byte[] line : Journal.left(directory)) {
                TrailLine parsed = TrailLine.parse(line, hasher);
                Position after = parsed.after(position, hasher);
                if (after.link().equals(parsed.chain()) && after.size() == parsed.sequence()) {
                    position = after;
                    compare(position, signed);
                    found.writeBytes(line);
                    found.write('\n');
                } else if (parsed.sequence() > end.size()) {
                    break;
                }
            }
        } catch (MalformedLineException e) {
            LOG.atDebug().setCause(e).log("the rest of the journal is older or torn");
        }
        if (found.size() > 0) {
            try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                SteadyFile.write(channel, channel.size(), ByteBuffer.wrap(found.toByteArray()));
                channel.force(true);
            }
            LOG.atInfo()
                    .addKeyValue("records", position.size() - end.size())
                    .log("records that a crash kept from their segment were taken from the journal");
        }
        return position;
    }

    private Position head(Path segment, TrailLine first) throws MalformedLineException {
        SegmentHead head = SegmentHead.of(first);
        if (!head.origin().equals(key.name())) {
            throw new AuditUnavailableException(
                    "%s belongs to the trail '%s', not to '%s'; move it away"
                            .formatted(segment, head.origin(), key.name()),
                    null);
        }
        return head.before();
    }

    private void compare(Position position, Optional<Checkpoint> signed) {
        if (signed.isPresent()
                && signed.get().size() == position.size()
                && !signed.get().link().equals(position.link())) {
            throw changed();
        }
    }

    private Position checked(Position end, Optional<Checkpoint> signed) {
        if (signed.isPresent() && signed.get().size() > end.size()) {
            throw changed();
        }
        return end;
    }

    private AuditUnavailableException changed() {
        return new AuditUnavailableException(
                "the trail in %s is not what its last checkpoint signed: run 'hoop audit verify --dir %s', keep the directory as evidence and give the gateway a new one"
                        .formatted(directory, directory),
                null);
    }

    private Optional<Checkpoint> lastCheckpoint() throws IOException {
        @Var Optional<Checkpoint> last = Optional.empty();
        for (Path file : Segments.listCheckpoints(directory)) {
            for (Notes.Note note : Notes.split(Files.readString(file, UTF_8))) {
                if (note.signedBy(key)) {
                    last = latest(last, note);
                }
            }
        }
        return last;
    }

    private static Optional<Checkpoint> latest(Optional<Checkpoint> last, Notes.Note note) {
        try {
            Checkpoint checkpoint = note.checkpoint();
            return last.isPresent() && last.get().size() >= checkpoint.size() ? last : Optional.of(checkpoint);
        } catch (MalformedLineException e) {
            return last; // signed and yet no checkpoint: not one of ours to compare with; the verifier reports it
        }
    }

    /** Cuts a file to what is whole; what is cut is kept for whoever wants to look at it. */
    private void cut(Path segment, long whole) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int torn = (int) (bytes.length - whole);
        cutBytes += torn;
        if (torn > 0) {
            Path kept = directory.resolve("torn-" + Segments.first(segment) + "-" + whole);
            try (FileChannel channel = Disk.local().open(kept)) {
                channel.write(ByteBuffer.wrap(bytes, (int) whole, torn));
                channel.force(true);
            }
        }
        if (whole == 0) {
            Files.delete(segment);
        } else {
            try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                channel.truncate(whole);
                channel.force(true);
            }
        }
        Disk.sync(directory);
    }
}
