package dev.hoop.gateway.server.page;

import static dev.hoop.gateway.server.page.EvidenceFile.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.configuration.ConfigurationFile;
import dev.hoop.gateway.server.fixture.PostgresServer;
import dev.hoop.gateway.server.trail.file.evidence.EvidenceVerifier;
import dev.hoop.gateway.server.trail.file.log.TrailKeys;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A campaign answered at two gateways that share a PostgreSQL: evidence taken at either proves both, and a change of either's part is seen. */
final class SharedEvidenceIT {
    private static final PostgresServer POSTGRES = PostgresServer.shared();
    private static final String STATE = "hoop_shared_evidence";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path directory;

    private static Gateway north;
    private static Gateway south;
    private static String rita;
    private static byte[] evidence;
    private static String campaign;
    private static List<CheckpointKey> both;

    @BeforeAll
    static void answerAtBoth() throws Exception {
        database("drop database if exists " + STATE + " with (force)");
        database("create database " + STATE);
        Files.writeString(directory.resolve("credential"), POSTGRES.user() + ":" + POSTGRES.password());
        Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                targets:
                  shop: { type: jdbc, url: "jdbc:h2:mem:shared_evidence", credential: "file:%s" }
                grants:
                  - { name: support, who: { groups: [support] }, target: shop, allow: [select] }
                  - { name: interns, who: { groups: [interns] }, target: shop, allow: [select] }
                """.formatted(directory.resolve("credential")));
        north = start("north");
        south = start("south");
        rita = north.issueToken("rita", "security");
        both = List.of(key("north"), key("south"));
        campaign = send(north, "POST", "/campaigns", "{\"name\":\"autumn\",\"reason\":\"due\",\"withinSeconds\":9999}")
                .path("id")
                .asString("");
        decide(north, campaign, "support", "KEEP");
        decide(south, campaign, "interns", "REVOKE");
        evidence = export(north, campaign);
    }

    @AfterAll
    static void close() throws SQLException {
        south.close();
        north.close();
        database("drop database if exists " + STATE + " with (force)");
    }

    private static void database(String sql) throws SQLException {
        run(POSTGRES.url(), sql);
    }

    private static void atHome(String sql) throws SQLException {
        run("jdbc:postgresql://localhost:%d/%s".formatted(POSTGRES.port(), STATE), sql);
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, POSTGRES.user(), POSTGRES.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Gateway start(String name) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        return Gateway.start(ConfigurationFile.read(Files.writeString(home.resolve("hoop.yaml"), """
                version: 1
                plain: true
                listen: { port: 0 }
                policy: ../policy.yaml
                node: %s
                store: { url: "jdbc:postgresql://localhost:%d/%s", credential: "file:%s" }
                http: { port: 0 }
                roles: { reviewer: [security] }
                """.formatted(
                        name, POSTGRES.port(), STATE, directory.resolve("credential")))));
    }

    private static Path keys(String name) {
        return directory.resolve(name).resolve("data").resolve("trail").resolve("keys");
    }

    private static CheckpointKey key(String name) throws Exception {
        return CheckpointKey.parse(Files.readString(keys(name).resolve("checkpoint.pub")));
    }

    private static void decide(Gateway at, String id, String grant, String verdict) throws Exception {
        JsonNode answer = send(
                at,
                "POST",
                "/campaigns/" + id + "/decide",
                "{\"grant\":\"%s\",\"verdict\":\"%s\",\"reason\":\"seen\"}".formatted(grant, verdict));
        assertThat(answer.path("id").asString("")).as(answer.toString()).isEqualTo(id);
    }

    private static JsonNode send(Gateway at, String method, String path, String body) throws Exception {
        URI place = URI.create(at.page().orElseThrow() + "/api/v1" + path);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(place)
                                .header("Authorization", "Bearer " + rita)
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }

    /** A trail is signed within a second or so, and the other gateway looks every two. */
    private static byte[] export(Gateway at, String id) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (true) {
            JsonNode answer = send(at, "GET", "/campaigns/" + id + "/evidence", "");
            if (answer.has("archive")) {
                return Base64.getDecoder().decode(answer.path("archive").asString(""));
            }
            assertThat(System.nanoTime()).as(answer.toString()).isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static Map<String, byte[]> parts() throws Exception {
        return EvidenceFile.parts(evidence);
    }

    private static List<String> problems(Map<String, byte[]> parts) throws Exception {
        return EvidenceVerifier.verify(EvidenceFile.zip(parts), both).problems();
    }

    /** As somebody signs who has the keys of the gateway that exports. */
    private static void sign(Map<String, byte[]> parts, String gateway) throws Exception {
        EvidenceFile.sign(parts, TrailKeys.signer(keys(gateway)), campaign);
    }

    private static String holding(Map<String, byte[]> parts, String text) {
        return parts.entrySet().stream()
                .filter(part -> part.getKey().endsWith("records.jsonl")
                        && new String(part.getValue(), StandardCharsets.UTF_8).contains(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void evidenceTakenAtEitherGatewayProvesBothAnswers() throws Exception {
        byte[] elsewhere = export(south, campaign);
        Map<String, byte[]> parts = parts();

        for (byte[] archive : List.of(evidence, elsewhere)) {
            EvidenceVerifier.Finding finding = EvidenceVerifier.verify(archive, both);
            assertThat(finding.problems()).isEmpty();
            assertThat(finding.trails()).isEqualTo(2);
            assertThat(finding.proven()).isEqualTo(2);
        }
        assertThat(holding(parts, "\"grant\":\"support\"")).isNotEqualTo(holding(parts, "\"grant\":\"interns\""));
        assertThat(export(north, campaign)).as("the same bytes every time").isEqualTo(evidence);
        assertThat(export(south, campaign)).isEqualTo(elsewhere);
    }

    @Test
    void keyOfOneGatewayAloneDoesNotVerifyTheOthersAnswers() throws Exception {
        for (CheckpointKey one : both) {
            List<String> problems =
                    EvidenceVerifier.verify(evidence, List.of(one)).problems();

            assertThat(problems).anyMatch(problem -> problem.contains("its key was not given"));
        }
    }

    @Test
    void changeOfEitherPartIsSeenEvenWhenAGatewayHelps() throws Exception {
        for (String grant : List.of("support", "interns")) {
            for (String helper : List.of("north", "south")) {
                Map<String, byte[]> parts = parts();
                change(
                        parts,
                        holding(parts, "\"grant\":\"" + grant + "\""),
                        text -> text.replaceAll("\"reason\":\"seen\"", "\"reason\":\"not seen\""));
                assertThat(problems(parts)).contains("a part is not the one that was signed");

                sign(parts, helper);

                assertThat(problems(parts)).anyMatch(problem -> problem.contains("does not stand in the signed trail"));
            }
        }
    }

    @Test
    void trailThatWasLeftOutPutInTwiceOrUnderAnotherNameIsSeen() throws Exception {
        Map<String, byte[]> without = parts();
        List.of("records.jsonl", "proofs.json", "checkpoint.note")
                .forEach(name -> without.remove("trails/002/" + name));
        sign(without, "north");
        Map<String, byte[]> twice = parts();
        List.of("records.jsonl", "proofs.json", "checkpoint.note")
                .forEach(name -> twice.put("trails/002/" + name, twice.get("trails/001/" + name)));
        sign(twice, "north");
        Map<String, byte[]> crossed = parts(); // one's records with the other's checkpoint
        crossed.put("trails/002/checkpoint.note", crossed.get("trails/001/checkpoint.note"));
        sign(crossed, "north");

        assertThat(problems(without))
                .anyMatch(
                        problem -> problem.contains("says who decided") || problem.contains("how the campaign began"));
        assertThat(problems(twice)).anyMatch(problem -> problem.contains("stands there twice"));
        assertThat(problems(crossed))
                .anyMatch(problem ->
                        problem.matches("the proof of record .* cannot be read.*|record .* does not stand in.*"));
    }

    @Test
    void evidenceWaitsForASilentGatewayAndIsWholeWhenThatIsBackOrSaysWhatIsLackingAfterAnHour() throws Exception {
        Gateway east = start("east");
        List<CheckpointKey> three = List.of(both.get(0), both.get(1), key("east"));
        String id = send(north, "POST", "/campaigns", "{\"name\":\"winter\",\"reason\":\"due\",\"withinSeconds\":9999}")
                .path("id")
                .asString("");
        try {
            decide(east, id, "support", "KEEP");
        } finally {
            east.close();
        }
        decide(north, id, "interns", "KEEP");
        String place = "/campaigns/" + id + "/evidence";

        long signed = System.nanoTime() + 30_000_000_000L;
        String told = "";
        while (!told.contains("another gateway")) {
            assertThat(System.nanoTime()).as(told).isLessThan(signed);
            told = send(north, "GET", place, "").path("detail").asString("");
        }
        assertThat(told)
                .contains("another gateway has not added")
                .contains("grant-reviewed support")
                .contains("from 20");
        atHome("update review_campaign set closed_at = closed_at - interval '2' hour where id = '" + id + "'");
        byte[] lacking = export(north, id);
        assertThat(EvidenceVerifier.verify(lacking, three).problems())
                .containsExactly("no record of a trail says who decided about grant 'support'");

        try (Gateway back = start("east")) {
            long end = System.nanoTime() + 30_000_000_000L;
            while (EvidenceVerifier.verify(export(back, id), three).trails() < 2) {
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(200_000_000);
            }
            assertThat(EvidenceVerifier.verify(export(north, id), three).problems())
                    .isEmpty();
        }
    }

    @Test
    void commandVerifiesWithBothKeysAndNotWithOne() throws Exception {
        Path file = Files.write(directory.resolve("evidence.zip"), evidence);
        List<String> keys = new ArrayList<>(
                List.of("--public-key", keys("north").resolve("checkpoint.pub").toString()));

        assertThat(hoop(file, keys).path("sound").asBoolean()).isFalse();
        keys.addAll(
                List.of("--public-key", keys("south").resolve("checkpoint.pub").toString()));
        JsonNode sound = hoop(file, keys);

        assertThat(sound.path("sound").asBoolean()).as(sound.toString()).isTrue();
        assertThat(sound.path("trails").asInt()).isEqualTo(2);
    }

    private static JsonNode hoop(Path file, List<String> keys) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new dev.hoop.gateway.server.assembly.commands.EvidenceCommand());
        line.setOut(new PrintWriter(out));
        List<String> words = new ArrayList<>(List.of("verify", file.toString(), "--output", "json"));
        words.addAll(keys);
        line.execute(words.toArray(String[]::new));
        return JSON.readTree(out.toString());
    }
}
