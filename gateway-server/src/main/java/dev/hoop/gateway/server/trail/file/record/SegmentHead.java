package dev.hoop.gateway.server.trail.file.record;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the first record of a segment says: whose trail it is, and where the trail stood before the segment. */
public record SegmentHead(String origin, Position before) {
    /**
     * Reads the first line of a segment.
     *
     * @throws MalformedLineException if it is not the head of a segment
     */
    public static SegmentHead of(TrailLine line) throws MalformedLineException {
        if (!line.kind().equals("segment")) {
            throw new MalformedLineException("the first record of a segment is not its head");
        }
        try {
            List<Hash> peaks = new ArrayList<>();
            for (JsonNode peak : line.record().path("peaks")) {
                peaks.add(Hash.ofHex(peak.asString("")));
            }
            return new SegmentHead(
                    line.field("origin"), new Position(line.sequence() - 1, Hash.ofHex(line.field("previous")), peaks));
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException("the head of the segment does not say where the trail stood before it");
        }
    }
}
