package dev.hoop.gateway.server.trail.file.evidence;

import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Item;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Snapshot;
import dev.hoop.gateway.server.ports.reviews.TrailPart;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.Notes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What evidence says, beside its proof: each part one JSON text, whose fields stand in a fixed order. */
final class EvidenceParts {
    static final String CAMPAIGN = "campaign.json";
    static final String POPULATION = "population.json";
    static final String DECISIONS = "decisions.json";
    static final String REMEDIATION = "remediation.json";
    private static final String RECORDS = "records.jsonl";
    private static final String PROOFS = "proofs.json";
    private static final String CHECKPOINT = "checkpoint.note";
    /** The digests of all others, signed. */
    static final String MANIFEST = "manifest.note";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EvidenceParts() {}

    /**
     * What was decided about one grant.
     *
     * @param verdict empty where nobody decided
     */
    record Decision(
            String grant, String verdict, String narrowing, String by, String reason, boolean automatic, String at) {}

    /** What became of one grant by it. */
    record Remedy(String grant, String done) {}

    /**
     * Where a record of the trail stands.
     *
     * @param path hashes in hexadecimal
     */
    record Proof(long sequence, List<String> path) {}

    /** All parts of evidence from so many trails, in their order. */
    static List<String> names(int trails) {
        List<String> names = new ArrayList<>(List.of(CAMPAIGN, POPULATION, DECISIONS, REMEDIATION));
        for (int trail = 1; trail <= trails; trail++) {
            names.add(ofTrail(trail, RECORDS));
            names.add(ofTrail(trail, PROOFS));
            names.add(ofTrail(trail, CHECKPOINT));
        }
        names.add(MANIFEST);
        return names;
    }

    private static String ofTrail(int trail, String name) {
        return "trails/%03d/%s".formatted(trail, name);
    }

    static void put(Map<String, byte[]> parts, List<TrailPart> trails) {
        for (int i = 0; i < trails.size(); i++) {
            TrailPart part = trails.get(i);
            parts.put(ofTrail(i + 1, RECORDS), part.records().getBytes(StandardCharsets.UTF_8));
            parts.put(ofTrail(i + 1, PROOFS), part.proofs().getBytes(StandardCharsets.UTF_8));
            parts.put(ofTrail(i + 1, CHECKPOINT), part.checkpoint().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** How many trails the evidence is from, if it has all its parts. */
    static int trails(Map<String, byte[]> parts) {
        return Math.toIntExact(parts.keySet().stream()
                .filter(name -> name.endsWith("/" + RECORDS))
                .count());
    }

    /** What is said of each trail; its name is what the note says. */
    static List<TrailPart> trailParts(Map<String, byte[]> parts) throws MalformedLineException {
        List<TrailPart> trails = new ArrayList<>();
        for (int trail = 1; trail <= trails(parts); trail++) {
            String note = text(parts, ofTrail(trail, CHECKPOINT));
            trails.add(new TrailPart(
                    Notes.single(note).checkpoint().origin(),
                    text(parts, ofTrail(trail, RECORDS)),
                    text(parts, ofTrail(trail, PROOFS)),
                    note));
        }
        return trails;
    }

    static String text(Map<String, byte[]> parts, String name) {
        byte[] part = parts.get(name);
        return part == null ? "" : new String(part, StandardCharsets.UTF_8);
    }

    static byte[] campaign(Campaign campaign) {
        return bytes(new Campaign(
                campaign.id(),
                campaign.name(),
                campaign.state(),
                campaign.scope(),
                campaign.reviewers(),
                campaign.atDue(),
                campaign.policy(),
                campaign.startedBy(),
                campaign.reason(),
                campaign.startedAt(),
                campaign.dueAt(),
                campaign.closedBy(),
                campaign.closedAt(),
                campaign.total(),
                campaign.undecided(),
                List.of()));
    }

    static byte[] population(Campaign campaign) {
        return bytes(campaign.items().stream().map(Item::snapshot).toList());
    }

    static byte[] decisions(Campaign campaign) {
        return bytes(campaign.items().stream().map(EvidenceParts::decision).toList());
    }

    static byte[] remediation(List<Decision> decisions) {
        return bytes(remedies(decisions));
    }

    static List<Remedy> remedies(List<Decision> decisions) {
        return decisions.stream()
                .map(decision -> new Remedy(decision.grant(), done(decision)))
                .toList();
    }

    private static String done(Decision decision) {
        return switch (decision.verdict()) {
            case "REVOKE" -> "void since " + decision.at() + "; sessions that only it let in were ended";
            case "REDUCE" -> "since " + decision.at() + " " + decision.narrowing();
            case "RESTORE" -> "given whole since " + decision.at();
            case "KEEP" -> decision.automatic() ? "left as it was, and not confirmed" : "confirmed as it was";
            default -> "nothing: nobody decided";
        };
    }

    private static Decision decision(Item item) {
        return new Decision(
                item.snapshot().grant(),
                item.verdict().map(GrantReviews.Verdict::name).orElse(""),
                item.narrowing(),
                item.by(),
                item.reason(),
                item.automatic(),
                item.at().map(Object::toString).orElse(""));
    }

    static byte[] bytes(Object value) {
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n")
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static Campaign campaign(Map<String, byte[]> parts) throws MalformedLineException {
        return read(parts, CAMPAIGN, new TypeReference<Campaign>() {});
    }

    static List<Snapshot> population(Map<String, byte[]> parts) throws MalformedLineException {
        return read(parts, POPULATION, new TypeReference<List<Snapshot>>() {});
    }

    static List<Decision> decisions(Map<String, byte[]> parts) throws MalformedLineException {
        return read(parts, DECISIONS, new TypeReference<List<Decision>>() {});
    }

    static List<Remedy> remediation(Map<String, byte[]> parts) throws MalformedLineException {
        return read(parts, REMEDIATION, new TypeReference<List<Remedy>>() {});
    }

    static List<Proof> proofs(TrailPart part) throws MalformedLineException {
        return read(
                Map.of(PROOFS, part.proofs().getBytes(StandardCharsets.UTF_8)),
                PROOFS,
                new TypeReference<List<Proof>>() {});
    }

    private static <T> T read(Map<String, byte[]> parts, String name, TypeReference<T> type)
            throws MalformedLineException {
        try {
            T read = JSON.readValue(parts.get(name), type);
            if (!Arrays.equals(bytes(read), parts.get(name))) {
                throw new MalformedLineException(name + " is not written in the one form that it has");
            }
            return read;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedLineException(name + " cannot be read");
        }
    }
}
