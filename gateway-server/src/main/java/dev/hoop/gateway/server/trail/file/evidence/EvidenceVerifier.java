package dev.hoop.gateway.server.trail.file.evidence;

import dev.hoop.gateway.server.ports.reviews.PopulationDigest;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Snapshot;
import dev.hoop.gateway.server.ports.reviews.TrailPart;
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
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Checks evidence with nothing but the public keys of the trails it is from: that one of the keys has signed every part, that every record
 * stands in the trail that its own key has signed, and that population and decisions are those of the records. Used once; not thread-safe.
 */
public final class EvidenceVerifier {
    private final List<CheckpointKey> keys;
    private final TrailHasher hasher = new TrailHasher();
    private final List<String> problems = new ArrayList<>();

    private EvidenceVerifier(List<CheckpointKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * What was found.
     *
     * @param trails how many gateways' trails it is from
     * @param decided how many grants were decided about, by people or by the campaign
     * @param proven for how many of these the record stands in one of the trails
     * @param problems empty when the evidence holds
     */
    public record Finding(
            String campaign, String name, int trails, int grants, int decided, int proven, List<String> problems) {
        public Finding {
            problems = List.copyOf(problems);
        }

        public boolean sound() {
            return problems.isEmpty();
        }
    }

    /** Verifies a file by the keys of all trails it is from. */
    public static Finding verify(byte[] file, List<CheckpointKey> keys) {
        EvidenceVerifier verifier = new EvidenceVerifier(keys);
        try {
            return verifier.verify(EvidenceArchive.read(file));
        } catch (MalformedLineException e) {
            return new Finding("", "", 0, 0, 0, 0, List.of(String.valueOf(e.getMessage())));
        }
    }

    private Finding verify(Map<String, byte[]> parts) throws MalformedLineException {
        Campaign campaign = EvidenceParts.campaign(parts);
        signature(parts, campaign);
        List<Snapshot> population = EvidenceParts.population(parts);
        List<EvidenceParts.Decision> decisions = EvidenceParts.decisions(parts);
        List<TrailPart> trails = EvidenceParts.trailParts(parts);
        List<TrailLine> records = records(trails, campaign);
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
        return new Finding(campaign.id(), campaign.name(), trails.size(), population.size(), decided, proven, problems);
    }

    private void signature(Map<String, byte[]> parts, Campaign campaign) throws MalformedLineException {
        Notes.Note manifest = Notes.single(EvidenceParts.text(parts, EvidenceParts.MANIFEST));
        Optional<CheckpointKey> signer =
                keys.stream().filter(manifest::signedBy).findFirst();
        if (signer.isEmpty()) {
            problems.add("the manifest is not signed by any key given: " + names());
        }
        boolean fits = signer.or(() -> keys.stream().findFirst())
                .map(key -> EvidenceManifest.text(key.name(), campaign.id(), parts))
                .filter(manifest.text()::equals)
                .isPresent();
        if (!fits) {
            problems.add("a part is not the one that was signed");
        }
    }

    private String names() {
        return keys.stream().map(CheckpointKey::name).collect(Collectors.joining(", "));
    }

    /** The records of all trails, each shown to stand in the trail that its key signed. */
    private List<TrailLine> records(List<TrailPart> trails, Campaign campaign) throws MalformedLineException {
        List<TrailLine> records = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (TrailPart trail : trails) {
            if (!seen.add(trail.trail())) {
                problems.add("the trail %s stands there twice".formatted(trail.trail()));
            }
            records.addAll(records(trail, campaign));
        }
        return records;
    }

    private List<TrailLine> records(TrailPart trail, Campaign campaign) throws MalformedLineException {
        Notes.Note note = Notes.single(trail.checkpoint());
        Checkpoint checkpoint = note.checkpoint();
        boolean known = keys.stream().anyMatch(key -> key.name().equals(trail.trail()) && note.signedBy(key));
        if (!known) {
            problems.add("the checkpoint of trail %s is not signed by its key, or its key was not given (given: %s)"
                    .formatted(trail.trail(), names()));
            return List.of();
        }
        List<TrailLine> records = new ArrayList<>();
        for (String line : trail.records().lines().toList()) {
            records.add(TrailLine.parse(line.getBytes(StandardCharsets.UTF_8), hasher));
        }
        List<EvidenceParts.Proof> proofs = EvidenceParts.proofs(trail);
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
            problems.add("no record of a trail says how the campaign began");
        }
    }

    private boolean isProven(EvidenceParts.Decision decision, List<TrailLine> records) {
        List<TrailLine> about = records.stream()
                .filter(record -> record.kind().equals("grant-reviewed")
                        && field(record, "grant").equals(decision.grant()))
                .toList();
        if (about.isEmpty()) {
            problems.add("no record of a trail says who decided about grant '%s'".formatted(decision.grant()));
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
}
