package dev.hoop.gateway.server.trail.file.record;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * What is signed: how many records a trail has, the root of its Merkle tree and the last link of its chain. The text follows C2SP
 * tlog-checkpoint: origin, size, root, then our own extension lines.
 */
public record Checkpoint(String origin, long size, Hash root, Hash link, Instant at) {
    private static final String LINK = "chain ";
    private static final String AT = "time ";

    public static Checkpoint of(String origin, Position position, Instant at, TrailHasher hasher) {
        return new Checkpoint(origin, position.size(), position.root(hasher), position.link(), at);
    }

    /** The text that is signed, each line ended by a line break. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n" + LINK + link.hex() + "\n" + AT + at + "\n";
    }

    /** @throws MalformedLineException if the text is not what {@link #text} writes */
    static Checkpoint parse(String text) throws MalformedLineException {
        List<String> lines = text.lines().toList();
        if (lines.size() != 5 || !lines.get(3).startsWith(LINK) || !lines.get(4).startsWith(AT)) {
            throw new MalformedLineException("it does not have the five lines of a checkpoint");
        }
        try {
            Checkpoint checkpoint = new Checkpoint(
                    lines.get(0),
                    Long.parseLong(lines.get(1)),
                    Hash.ofBase64(lines.get(2)),
                    Hash.ofHex(lines.get(3).substring(LINK.length())),
                    Instant.parse(lines.get(4).substring(AT.length())));
            if (!checkpoint.text().equals(text)) {
                throw new MalformedLineException("it is not spelled as checkpoints are");
            }
            return checkpoint;
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new MalformedLineException("its size, root, chain or time cannot be read");
        }
    }
}
