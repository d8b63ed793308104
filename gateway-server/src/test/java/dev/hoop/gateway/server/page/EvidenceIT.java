package dev.hoop.gateway.server.page;

import static dev.hoop.gateway.server.page.EvidenceFile.change;
import static dev.hoop.gateway.server.page.EvidenceFile.parts;
import static dev.hoop.gateway.server.page.EvidenceFile.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.trail.file.evidence.EvidenceVerifier;
import dev.hoop.gateway.server.trail.file.log.TrailKeys;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.CheckpointSigner;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Evidence of campaigns, and what forgers would try with it. */
final class EvidenceIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String GRANTS =
            "  - { name: interns, who: { groups: [interns] }, target: shop, allow: [select] }";

    @TempDir
    static Path directory;

    private static Shop shop;
    private static CheckpointKey key;
    private static byte[] evidence;
    private static byte[] other;
    private static String campaign;

    @BeforeAll
    static void campaigns() throws Exception {
        shop = new Shop(directory, GRANTS, builder -> builder.data(directory.resolve("data")));
        campaign = campaign("keep", "revoke");
        String second = campaign("revoke", "revoke");
        evidence = export(campaign);
        other = export(second);
        key = CheckpointKey.parse(Files.readString(
                directory.resolve("data").resolve("trail").resolve("keys").resolve("checkpoint.pub")));
    }

    @AfterAll
    static void close() throws Exception {
        shop.close();
    }

    private static String campaign(String support, String interns) throws Exception {
        String id = send("POST", "/campaigns", "{\"name\": \"autumn\", \"reason\": \"due\", \"withinSeconds\": 9999}")
                .path("id")
                .asString("");
        for (String[] one : new String[][] {{"support", support}, {"interns", interns}}) {
            send(
                    "POST",
                    "/campaigns/" + id + "/decide",
                    "{\"grant\": \"%s\", \"verdict\": \"%s\", \"reason\": \"seen\"}".formatted(one[0], one[1]));
        }
        return id;
    }

    private static JsonNode send(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(shop.url() + "/api/v1" + path))
                                .header("Authorization", "Bearer " + shop.token("rita", "security"))
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }

    /** The trail is signed within a second or so. */
    private static byte[] export(String id) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (true) {
            String archive = send("GET", "/campaigns/" + id + "/evidence", "")
                    .path("archive")
                    .asString("");
            if (!archive.isEmpty()) {
                return Base64.getDecoder().decode(archive);
            }
            assertThat(System.nanoTime()).as("evidence of " + id).isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static List<String> problems(Map<String, byte[]> parts) throws Exception {
        return EvidenceVerifier.verify(zip(parts), List.of(key)).problems();
    }

    private static void sign(Map<String, byte[]> parts) throws Exception {
        Path keys = directory.resolve("data").resolve("trail").resolve("keys");
        EvidenceFile.sign(parts, TrailKeys.signer(keys), campaign);
    }

    @Test
    void evidenceHoldsAndIsTheSameEveryTime() throws Exception {
        EvidenceVerifier.Finding finding = EvidenceVerifier.verify(evidence, List.of(key));

        assertThat(finding.problems()).isEmpty();
        assertThat(finding.campaign()).isEqualTo(campaign);
        assertThat(finding.decided()).isEqualTo(2);
        assertThat(finding.proven()).isEqualTo(2);
        assertThat(export(campaign)).isEqualTo(evidence);
        assertThat(zip(parts(evidence))).isEqualTo(evidence);
    }

    @Test
    void changedRowIsSeenEvenWhenWhoChangedItCanSign() throws Exception {
        Map<String, byte[]> parts = parts(evidence);
        change(parts, "decisions.json", text -> text.replaceFirst("REVOKE", "KEEP"));
        assertThat(problems(parts)).contains("a part is not the one that was signed");

        sign(parts);

        assertThat(problems(parts)).contains("the decision about grant 'interns' is not what the trail says");
    }

    @Test
    void changedPopulationIsSeenEvenWhenWhoChangedItCanSign() throws Exception {
        Map<String, byte[]> parts = parts(evidence);
        change(parts, "population.json", text -> text.replace("group interns may", "group interns may not"));
        sign(parts);

        assertThat(problems(parts)).contains("the population is not the one that the campaign began with");
    }

    @Test
    void removedDecisionIsSeen() throws Exception {
        Map<String, byte[]> parts = parts(evidence);
        change(
                parts,
                "trails/001/records.jsonl",
                text -> text.lines()
                        .filter(line -> !line.contains("\"grant\":\"interns\""))
                        .map(line -> line + "\n")
                        .reduce("", String::concat));
        JsonNode proofs = JSON.readTree(parts.get("trails/001/proofs.json"));
        List<JsonNode> fewer = new ArrayList<>();
        proofs.values().forEach(fewer::add);
        fewer.remove(fewer.size() - 2);
        String written = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fewer) + "\n";
        parts.put("trails/001/proofs.json", written.getBytes(StandardCharsets.UTF_8));
        sign(parts);

        assertThat(problems(parts)).contains("no record of a trail says who decided about grant 'interns'");
    }

    @Test
    void recordThatWasChangedOrMovedDoesNotStandInTheTrail() throws Exception {
        Map<String, byte[]> changed = parts(evidence);
        change(
                changed,
                "trails/001/records.jsonl",
                text -> text.replaceFirst("\"verdict\":\"REVOKE\"", "\"verdict\":\"KEEP\""));
        sign(changed);
        Map<String, byte[]> moved = parts(evidence);
        change(moved, "trails/001/records.jsonl", text -> {
            List<String> lines = new ArrayList<>(text.lines().toList());
            Collections.swap(lines, 1, 2);
            return String.join("\n", lines) + "\n";
        });
        sign(moved);

        assertThat(problems(changed)).anyMatch(problem -> problem.contains("does not stand in the signed trail"));
        assertThat(problems(moved)).anyMatch(problem -> problem.contains("is not in its place"));
    }

    @Test
    void proofOfAnotherCampaignProvesNothingHere() throws Exception {
        Map<String, byte[]> mixed = parts(evidence);
        Map<String, byte[]> others = parts(other);
        for (String name :
                List.of("trails/001/records.jsonl", "trails/001/proofs.json", "trails/001/checkpoint.note")) {
            mixed.put(name, others.get(name));
        }
        sign(mixed);

        assertThat(problems(mixed)).anyMatch(problem -> problem.contains("is not of this campaign"));
    }

    @Test
    void signatureOfAnotherKeyOrTextIsNone() throws Exception {
        CheckpointSigner stranger =
                CheckpointSigner.make("hoop.dev/trail/0000000000000000").signer();
        Map<String, byte[]> swapped = parts(evidence);
        swapped.put("manifest.note", parts(other).get("manifest.note"));
        Map<String, byte[]> asCheckpoint = parts(evidence);
        asCheckpoint.put("manifest.note", asCheckpoint.get("trails/001/checkpoint.note"));

        assertThat(EvidenceVerifier.verify(evidence, List.of(stranger.publicKey()))
                        .sound())
                .isFalse();
        assertThat(problems(swapped)).contains("a part is not the one that was signed");
        assertThat(problems(asCheckpoint)).contains("a part is not the one that was signed");
    }

    @Test
    void archiveHasOneFormOnly() throws Exception {
        Map<String, byte[]> reordered = new LinkedHashMap<>();
        List<Map.Entry<String, byte[]>> entries =
                new ArrayList<>(parts(evidence).entrySet());
        Collections.reverse(entries);
        entries.forEach(entry -> reordered.put(entry.getKey(), entry.getValue()));
        Map<String, byte[]> more = parts(evidence);
        more.put("note.txt", new byte[] {1});
        Map<String, byte[]> fewer = parts(evidence);
        fewer.remove("remediation.json");
        byte[] longer = Arrays.copyOf(evidence, evidence.length + 1);

        assertThat(problems(reordered)).hasSize(1);
        assertThat(problems(more)).hasSize(1);
        assertThat(problems(fewer)).hasSize(1);
        assertThat(EvidenceVerifier.verify(longer, List.of(key)).sound()).isFalse();
        assertThat(EvidenceVerifier.verify(new byte[0], List.of(key)).sound()).isFalse();
    }

    @Test
    void archiveThatHidesAnotherIsNone() throws Exception {
        byte[] fake = EvidenceFile.zip(parts(other));
        for (byte[] file : List.of(
                joined("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), evidence), // unpackers look from the end
                joined(fake, evidence),
                joined(evidence, fake),
                new String(evidence, StandardCharsets.ISO_8859_1)
                        .replace("decisions.json", "Decisions.json")
                        .getBytes(StandardCharsets.ISO_8859_1),
                new String(evidence, StandardCharsets.ISO_8859_1)
                        .replace("trails/001/", "trails/../")
                        .getBytes(StandardCharsets.ISO_8859_1))) {
            assertThat(EvidenceVerifier.verify(file, List.of(key)).sound()).isFalse();
        }
        Map<String, byte[]> swollen = parts(evidence);
        swollen.put("population.json", joined(swollen.get("population.json"), new byte[] {'\n'}));
        sign(swollen);
        assertThat(problems(swollen)).isNotEmpty();
    }

    private static byte[] joined(byte @Nullable [] one, byte[] two) {
        byte[] first = Objects.requireNonNull(one);
        byte[] both = Arrays.copyOf(first, first.length + two.length);
        System.arraycopy(two, 0, both, first.length, two.length);
        return both;
    }

    @Test
    void thereIsNoEvidenceOfWhatGoesOn() throws Exception {
        String open = send("POST", "/campaigns", "{\"name\": \"open\", \"reason\": \"due\", \"withinSeconds\": 9999}")
                .path("id")
                .asString("");

        assertThat(send("GET", "/campaigns/" + open + "/evidence", "")
                        .path("detail")
                        .asString(""))
                .contains("still open");
    }
}
