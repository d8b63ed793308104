package dev.hoop.gateway.server.trail.file.evidence;

import dev.hoop.gateway.server.ports.reviews.GrantReviews;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Campaign;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Item;
import dev.hoop.gateway.server.ports.reviews.ReviewCampaigns.Snapshot;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import java.nio.charset.StandardCharsets;
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
    static final String RECORDS = "records.jsonl";
    static final String PROOFS = "proofs.json";
    static final String CHECKPOINT = "checkpoint.note";
    /** The digests of all others, signed. */
    static final String MANIFEST = "manifest.note";

    /** All parts in their order. */
    static final List<String> NAMES =
            List.of(CAMPAIGN, POPULATION, DECISIONS, REMEDIATION, RECORDS, PROOFS, CHECKPOINT, MANIFEST);

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

    static List<Proof> proofs(Map<String, byte[]> parts) throws MalformedLineException {
        return read(parts, PROOFS, new TypeReference<List<Proof>>() {});
    }

    private static <T> T read(Map<String, byte[]> parts, String name, TypeReference<T> type)
            throws MalformedLineException {
        try {
            return JSON.readValue(parts.get(name), type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedLineException(name + " cannot be read");
        }
    }
}
