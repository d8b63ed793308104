package dev.hoop.gateway.server.trail.file.evidence;

import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.reviews.CampaignEvidence;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import dev.hoop.gateway.server.trail.file.log.TrailKeys;
import dev.hoop.gateway.server.trail.file.record.Checkpoint;
import dev.hoop.gateway.server.trail.file.record.CheckpointSigner;
import dev.hoop.gateway.server.trail.file.record.Hash;
import dev.hoop.gateway.server.trail.file.record.Inclusion;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.Notes;
import dev.hoop.gateway.server.trail.file.record.Segments;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import dev.hoop.gateway.server.trail.file.record.TrailLine;
import dev.hoop.gateway.server.trail.file.verify.TrailReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Evidence from the files of a trail. Thread-safe. */
public final class FileEvidence implements CampaignEvidence {
    static final Set<String> KINDS = Set.of("campaign-started", "grant-reviewed", "campaign-closed");

    private final Path directory;
    private final Path keys;

    /**
     * Evidence of one trail.
     *
     * @param directory of the trail
     * @param keys where its keys are
     */
    public FileEvidence(Path directory, Path keys) {
        this.directory = directory;
        this.keys = keys;
    }

    /** What the trail holds of a campaign. */
    private static final class Found {
        private final List<Hash> leaves = new ArrayList<>();
        private final List<TrailLine> records = new ArrayList<>();
        private boolean closed;

        /** What was tried after the end did not count. */
        void see(TrailLine line, String campaign, TrailHasher hasher) {
            leaves.add(line.leaf(hasher));
            if (!closed && KINDS.contains(line.kind()) && campaignOf(line).equals(campaign)) {
                records.add(line);
                closed = line.kind().equals("campaign-closed");
            }
        }
    }

    static String campaignOf(TrailLine line) {
        return line.record().path("body").path("campaign").asString("");
    }

    @Override
    public byte[] of(Campaign campaign) {
        TrailHasher hasher = new TrailHasher();
        Found found = new Found();
        try {
            TrailReader.read(directory, line -> found.see(line, campaign.id(), hasher));
            long last = found.records.isEmpty()
                    ? 1
                    : found.records.get(found.records.size() - 1).sequence();
            Notes.Note note = checkpoint(last)
                    .orElseThrow(() -> new AuditUnavailableException(
                            "the trail is not signed up to the end of the campaign yet; try again in a few seconds",
                            null));
            return archive(campaign, found, note, hasher);
        } catch (IOException | MalformedLineException e) {
            throw new AuditUnavailableException(
                    "the trail cannot be read for evidence; see what 'hoop audit verify' says of it", e);
        }
    }

    /** The first that covers the record: later ones would make other evidence of the same campaign. */
    private Optional<Notes.Note> checkpoint(long sequence) throws IOException, MalformedLineException {
        for (Path file : Segments.listCheckpoints(directory)) {
            for (Notes.Note note : Notes.split(Files.readString(file, StandardCharsets.UTF_8))) {
                if (note.checkpoint().size() >= sequence) {
                    return Optional.of(note);
                }
            }
        }
        return Optional.empty();
    }

    private byte[] archive(Campaign campaign, Found found, Notes.Note note, TrailHasher hasher)
            throws MalformedLineException {
        Checkpoint checkpoint = note.checkpoint();
        if (checkpoint.size() > found.leaves.size()) {
            throw new AuditUnavailableException(
                    "the trail is written to at this very moment; try again in a few seconds", null);
        }
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(EvidenceParts.CAMPAIGN, EvidenceParts.campaign(campaign));
        parts.put(EvidenceParts.POPULATION, EvidenceParts.population(campaign));
        parts.put(EvidenceParts.DECISIONS, EvidenceParts.decisions(campaign));
        parts.put(EvidenceParts.REMEDIATION, EvidenceParts.remediation(EvidenceParts.decisions(parts)));
        parts.put(
                EvidenceParts.RECORDS,
                found.records.stream()
                        .map(line -> line.text() + "\n")
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8));
        parts.put(EvidenceParts.PROOFS, EvidenceParts.bytes(proofs(found, checkpoint, hasher)));
        parts.put(
                EvidenceParts.CHECKPOINT,
                (note.text() + "\n" + note.signature().strip() + "\n").getBytes(StandardCharsets.UTF_8));
        CheckpointSigner signer = TrailKeys.signer(keys);
        parts.put(
                EvidenceParts.MANIFEST,
                signer.note(EvidenceManifest.text(signer.publicKey().name(), campaign.id(), parts))
                        .getBytes(StandardCharsets.UTF_8));
        return EvidenceArchive.write(parts);
    }

    private static List<EvidenceParts.Proof> proofs(Found found, Checkpoint checkpoint, TrailHasher hasher) {
        List<Integer> places = found.records.stream()
                .map(line -> Math.toIntExact(line.sequence() - 1))
                .toList();
        Map<Integer, List<Hash>> paths =
                Inclusion.paths(found.leaves.subList(0, Math.toIntExact(checkpoint.size())), places, hasher);
        return paths.entrySet().stream()
                .map(entry -> new EvidenceParts.Proof(
                        entry.getKey() + 1L,
                        entry.getValue().stream().map(Hash::hex).toList()))
                .toList();
    }
}
