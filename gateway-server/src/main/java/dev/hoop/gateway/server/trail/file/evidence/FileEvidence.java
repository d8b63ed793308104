package dev.hoop.gateway.server.trail.file.evidence;

import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.reviews.CampaignEvidence;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import dev.hoop.gateway.server.ports.reviews.TrailPart;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** What the trail holds of some campaigns. */
    private static final class Found {
        private final List<Hash> leaves = new ArrayList<>();
        private final Map<String, List<TrailLine>> records = new TreeMap<>();
        private final Set<String> closed = new HashSet<>();

        Found(Set<String> campaigns) {
            campaigns.forEach(campaign -> records.put(campaign, new ArrayList<>()));
        }

        /** What was tried after the end did not count. */
        void see(TrailLine line, TrailHasher hasher) {
            leaves.add(line.leaf(hasher));
            if (KINDS.contains(line.kind())) {
                List<TrailLine> known = records.get(campaignOf(line));
                if (known != null && !closed.contains(campaignOf(line))) {
                    known.add(line);
                    if (line.kind().equals("campaign-closed")) {
                        closed.add(campaignOf(line));
                    }
                }
            }
        }
    }

    static String campaignOf(TrailLine line) {
        return line.record().path("body").path("campaign").asString("");
    }

    @Override
    public String trail() {
        return TrailKeys.signer(keys).publicKey().name();
    }

    @Override
    public Map<String, TrailPart> parts(Set<String> campaigns) {
        TrailHasher hasher = new TrailHasher();
        Found found = new Found(campaigns);
        String trail = trail();
        Map<String, TrailPart> parts = new TreeMap<>();
        try {
            TrailReader.read(directory, line -> found.see(line, hasher));
            for (Map.Entry<String, List<TrailLine>> campaign : found.records.entrySet()) {
                parts.put(campaign.getKey(), part(trail, campaign.getValue(), found.leaves, hasher));
            }
            return parts;
        } catch (IOException | MalformedLineException e) {
            throw new AuditUnavailableException(
                    "the trail cannot be read for evidence; see what 'hoop audit verify' says of it", e);
        }
    }

    private TrailPart part(String trail, List<TrailLine> records, List<Hash> leaves, TrailHasher hasher)
            throws IOException, MalformedLineException {
        if (records.isEmpty()) {
            return new TrailPart(trail, "", "", "");
        }
        Notes.Note note = checkpoint(records.get(records.size() - 1).sequence())
                .orElseThrow(() -> new AuditUnavailableException(
                        "the trail is not signed up to the end of the campaign yet; try again in a few seconds", null));
        Checkpoint checkpoint = note.checkpoint();
        if (checkpoint.size() > leaves.size()) {
            throw new AuditUnavailableException(
                    "the trail is written to at this very moment; try again in a few seconds", null);
        }
        return new TrailPart(
                trail,
                records.stream().map(line -> line.text() + "\n").collect(Collectors.joining()),
                new String(EvidenceParts.bytes(proofs(records, leaves, checkpoint, hasher)), StandardCharsets.UTF_8),
                note.text() + "\n" + note.signature().strip() + "\n");
    }

    @Override
    public List<String> unproven(Campaign campaign, List<TrailPart> parts) {
        Set<String> proven = new HashSet<>();
        try {
            TrailHasher hasher = new TrailHasher();
            for (TrailPart part : parts) {
                for (String text : part.records().lines().toList()) {
                    TrailLine line = TrailLine.parse(text.getBytes(StandardCharsets.UTF_8), hasher);
                    proven.add(line.kind() + " "
                            + line.record().path("body").path("grant").asString(""));
                }
            }
        } catch (MalformedLineException e) {
            throw new AuditUnavailableException("what a gateway has added to the evidence cannot be read", e);
        }
        Stream<String> decided = campaign.items().stream()
                .filter(item -> item.verdict().isPresent())
                .map(item -> "grant-reviewed " + item.snapshot().grant());
        return Stream.concat(Stream.of("campaign-started "), decided)
                .filter(said -> !proven.contains(said))
                .map(String::strip)
                .toList();
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

    @Override
    public byte[] of(Campaign campaign, List<TrailPart> parts) {
        Map<String, byte[]> archive = new LinkedHashMap<>();
        archive.put(EvidenceParts.CAMPAIGN, EvidenceParts.campaign(campaign));
        archive.put(EvidenceParts.POPULATION, EvidenceParts.population(campaign));
        archive.put(EvidenceParts.DECISIONS, EvidenceParts.decisions(campaign));
        EvidenceParts.put(
                archive, parts.stream().filter(part -> !part.isEmpty()).toList());
        CheckpointSigner signer = TrailKeys.signer(keys);
        try {
            archive.put(EvidenceParts.REMEDIATION, EvidenceParts.remediation(EvidenceParts.decisions(archive)));
        } catch (MalformedLineException e) {
            throw new IllegalStateException("it was written just now", e);
        }
        archive.put(
                EvidenceParts.MANIFEST,
                signer.note(EvidenceManifest.text(signer.publicKey().name(), campaign.id(), archive))
                        .getBytes(StandardCharsets.UTF_8));
        return EvidenceArchive.write(archive);
    }

    private static List<EvidenceParts.Proof> proofs(
            List<TrailLine> records, List<Hash> leaves, Checkpoint checkpoint, TrailHasher hasher) {
        List<Integer> places = records.stream()
                .map(line -> Math.toIntExact(line.sequence() - 1))
                .toList();
        Map<Integer, List<Hash>> paths =
                Inclusion.paths(leaves.subList(0, Math.toIntExact(checkpoint.size())), places, hasher);
        return paths.entrySet().stream()
                .map(entry -> new EvidenceParts.Proof(
                        entry.getKey() + 1L,
                        entry.getValue().stream().map(Hash::hex).toList()))
                .toList();
    }
}
