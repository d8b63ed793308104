package dev.hoop.gateway.server.trail.file.evidence;

import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import java.util.Map;

/** The text that is signed: whose campaign it is, and the digest of every part. */
final class EvidenceManifest {
    /** So that no signature of a checkpoint is one of evidence, nor the other way round. */
    private static final String KIND = "hoop.dev/evidence/2";

    private EvidenceManifest() {}

    static String text(String origin, String campaign, Map<String, byte[]> parts) {
        TrailHasher hasher = new TrailHasher();
        StringBuilder text = new StringBuilder()
                .append(KIND)
                .append('\n')
                .append("trail ")
                .append(origin)
                .append('\n')
                .append("campaign ")
                .append(campaign)
                .append('\n');
        for (String name : EvidenceParts.names(EvidenceParts.trails(parts))) {
            byte[] part = parts.get(name);
            if (part != null && !name.equals(EvidenceParts.MANIFEST)) {
                text.append(hasher.plain(part).hex()).append(' ').append(name).append('\n');
            }
        }
        return text.toString();
    }
}
