package dev.hoop.gateway.server.trail.file.evidence;

import dev.hoop.gateway.server.ports.reviews.PopulationDigest;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Snapshot;
import dev.hoop.gateway.server.trail.file.record.Checkpoint;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.Hash;
import dev.hoop.gateway.server.trail.file.record.Inclusion;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.Notes;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import dev.hoop.gateway.server.trail.file.record.TrailLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Checks evidence with nothing but the trail's public key: that the key has signed every part, that every record stands in the signed trail,
 * and that population and decisions are those of the records. Used once; not thread-safe.
 */
public final class EvidenceVerifier {
    private final CheckpointKey key;
    private final TrailHasher hasher = new TrailHasher();
    private final List<String> problems = new ArrayList<>();

    private EvidenceVerifier(CheckpointKey key) {
        this.key = key;
    }

    /**
     * What was found.
     *
     * @param decided how many grants were decided about, by people or by the campaign
     * @param proven for how many of these the record stands in this trail
     * @param problems empty when the evidence holds
     */
    public record Finding(String campaign, String name, int grants, int decided, int proven, List<String> problems) {
        public Finding {
            problems = List.copyOf(problems);
        }

        public boolean sound() {
            return problems.isEmpty();
        }
    }

    /** Verifies a file. */
    public static Finding verify(byte[] file, CheckpointKey key) {
        EvidenceVerifier verifier = new EvidenceVerifier(key);
        try {
            return verifier.verify(EvidenceArchive.read(file));
        } catch (MalformedLineException e) {
            return new Finding("", "", 0, 0, 0, List.of(String.valueOf(e.getMessage())));
        }
    }

    private Finding verify(Map<String, byte[]> parts) throws MalformedLineException {
        Campaign campaign = EvidenceParts.campaign(parts);
        signature(parts, campaign);
        List<Snapshot> population = EvidenceParts.population(parts);
        List<EvidenceParts.Decision> decisions = EvidenceParts.decisions(parts);
        List<TrailLine> records = records(parts, campaign);
        population(population, records);
        if (!decisions.stream()
                .map(EvidenceParts.Decision::grant)
                .toList()
                .equals(population.stream().map(Snapshot::grant).toList())) {
            problems.add("the decisions are not about the grants of the population, one each, in its order");
        }
        if (!EvidenceParts.remediation(parts).equals(EvidenceParts.remedies(decisions))) {
            problems.add("the remediation is not what the decisions say");
        }
        int decided = 0;
        int proven = 0;
        for (EvidenceParts.Decision decision : decisions) {
            if (!decision.verdict().isEmpty()) {
                decided++;
                proven += isProven(decision, records) ? 1 : 0;
            }
        }
        return new Finding(campaign.id(), campaign.name(), population.size(), decided, proven, problems);
    }

    private void signature(Map<String, byte[]> parts, Campaign campaign) throws MalformedLineException {
        Notes.Note manifest = Notes.single(text(parts, EvidenceParts.MANIFEST));
        if (!manifest.signedBy(key)) {
            problems.add("the manifest is not signed by the key " + key.name());
        }
        if (!manifest.text().equals(EvidenceManifest.text(key.name(), campaign.id(), parts))) {
            problems.add("a part is not the one that was signed");
        }
    }

    /** The records, each shown to stand in the trail that was signed. */
    private List<TrailLine> records(Map<String, byte[]> parts, Campaign campaign) throws MalformedLineException {
        Notes.Note note = Notes.single(text(parts, EvidenceParts.CHECKPOINT));
        Checkpoint checkpoint = note.checkpoint();
        if (!note.signedBy(key) || !checkpoint.origin().equals(key.name())) {
            problems.add("the checkpoint is not signed by the key " + key.name());
        }
        List<TrailLine> records = new ArrayList<>();
        for (String line : text(parts, EvidenceParts.RECORDS).lines().toList()) {
            records.add(TrailLine.parse(line.getBytes(StandardCharsets.UTF_8), hasher));
        }
        List<EvidenceParts.Proof> proofs = EvidenceParts.proofs(parts);
        if (records.size() != proofs.size()) {
            problems.add("there are %d records and %d proofs".formatted(records.size(), proofs.size()));
            return List.of();
        }
        long last = 0;
        for (int i = 0; i < records.size(); i++) {
            TrailLine record = records.get(i);
            EvidenceParts.Proof proof = proofs.get(i);
            if (record.sequence() != proof.sequence() || record.sequence() <= last) {
                problems.add("record %d is not in its place".formatted(record.sequence()));
            }
            last = record.sequence();
            included(record, proof, checkpoint);
            if (!FileEvidence.KINDS.contains(record.kind())
                    || !FileEvidence.campaignOf(record).equals(campaign.id())) {
                problems.add("record %d is not of this campaign".formatted(record.sequence()));
            }
        }
        return records;
    }

    private void included(TrailLine record, EvidenceParts.Proof proof, Checkpoint checkpoint) {
        try {
            List<Hash> path = proof.path().stream().map(Hash::ofHex).toList();
            Hash root = Inclusion.root(record.sequence() - 1, checkpoint.size(), record.leaf(hasher), path, hasher);
            if (!root.equals(checkpoint.root())) {
                problems.add("record %d does not stand in the signed trail".formatted(record.sequence()));
            }
        } catch (MalformedLineException | IllegalArgumentException e) {
            problems.add("the proof of record %d cannot be read: %s".formatted(record.sequence(), e.getMessage()));
        }
    }

    private void population(List<Snapshot> population, List<TrailLine> records) {
        Set<String> seen = new HashSet<>();
        if (!population.stream().allMatch(grant -> seen.add(grant.grant()))) {
            problems.add("a grant stands twice in the population");
        }
        Optional<TrailLine> begun = records.stream()
                .filter(record -> record.kind().equals("campaign-started"))
                .findFirst();
        if (begun.isPresent() && !field(begun.get(), "population").equals(PopulationDigest.of(population))) {
            problems.add("the population is not the one that the campaign began with");
        }
        if (begun.isEmpty()) {
            problems.add(
                    "no record of this trail says how the campaign began; take the evidence of the gateway it began at");
        }
    }

    /** Where no record is in this trail, another gateway's has it. Where there is one, it says the same. */
    private boolean isProven(EvidenceParts.Decision decision, List<TrailLine> records) {
        List<TrailLine> about = records.stream()
                .filter(record -> record.kind().equals("grant-reviewed")
                        && field(record, "grant").equals(decision.grant()))
                .toList();
        if (about.isEmpty()) {
            problems.add("no record of this trail says who decided about grant '%s'".formatted(decision.grant()));
            return false;
        }
        boolean same = about.stream().anyMatch(record -> says(record, decision));
        if (!same) {
            problems.add("the decision about grant '%s' is not what the trail says".formatted(decision.grant()));
        }
        return same;
    }

    private static boolean says(TrailLine record, EvidenceParts.Decision decision) {
        boolean automatic = field(record, "automatic").equals("true");
        boolean by = automatic
                ? decision.by().equals("campaign:" + field(record, "campaign"))
                : record.field("subject").equals(decision.by());
        return by
                && automatic == decision.automatic()
                && field(record, "verdict").equals(decision.verdict())
                && field(record, "narrowing").equals(decision.narrowing())
                && field(record, "reason").equals(decision.reason());
    }

    private static String field(TrailLine record, String name) {
        JsonNode field = record.record().path("body").path(name);
        return field.asString("");
    }

    private static String text(Map<String, byte[]> parts, String name) {
        byte[] part = parts.get(name);
        return part == null ? "" : new String(part, StandardCharsets.UTF_8);
    }
}
