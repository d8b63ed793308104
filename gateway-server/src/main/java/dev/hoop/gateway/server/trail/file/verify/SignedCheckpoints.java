package dev.hoop.gateway.server.trail.file.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.server.trail.file.record.Checkpoint;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.Notes;
import dev.hoop.gateway.server.trail.file.record.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The checkpoints of a trail that its key has signed, by size. Two that contradict each other are a fork. */
final class SignedCheckpoints {
    private final NavigableMap<Long, Checkpoint> bySize = new TreeMap<>();
    private final CheckpointKey key;
    private final Findings findings;
    private int count;

    SignedCheckpoints(CheckpointKey key, Findings findings) {
        this.key = key;
        this.findings = findings;
    }

    void read(Path directory) throws IOException {
        for (Path file : Segments.listCheckpoints(directory)) {
            for (Notes.Note note : Notes.split(Files.readString(file, UTF_8))) {
                count++;
                take(file, note);
            }
        }
    }

    private void take(Path file, Notes.Note note) {
        if (!note.signedBy(key)) {
            findings.add("%s holds a checkpoint that the key %s has not signed".formatted(file, key.name()));
            return;
        }
        try {
            Checkpoint checkpoint = note.checkpoint();
            Checkpoint before = bySize.putIfAbsent(checkpoint.size(), checkpoint);
            if (before != null
                    && !(before.root().equals(checkpoint.root())
                            && before.link().equals(checkpoint.link()))) {
                findings.add("fork: two signed checkpoints of %d records contradict each other, one of %s and one of %s"
                        .formatted(checkpoint.size(), before.at(), checkpoint.at()));
            }
        } catch (MalformedLineException e) {
            findings.add("%s holds a signed text that is no checkpoint: %s".formatted(file, e.getMessage()));
        }
    }

    /** All that were read, good or not. */
    int count() {
        return count;
    }

    NavigableMap<Long, Checkpoint> bySize() {
        return bySize;
    }
}
