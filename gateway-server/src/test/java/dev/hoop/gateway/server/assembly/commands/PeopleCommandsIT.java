package dev.hoop.gateway.server.assembly.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.gate.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What reviewers, auditors and approvers do on the command line, for people and for programs. */
final class PeopleCommandsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    private String policy;
    private Gateway gateway;

    private record Said(int exit, String out, String err) {}

    @BeforeEach
    void start() throws Exception {
        Files.writeString(directory.resolve("shop"), "sa:secret");
        policy = """
                version: 1
                targets:
                  shop: { type: jdbc, url: "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1", credential: "file:%s" }
                grants:
                  - { name: support, who: { groups: [support] }, target: shop, allow: [select, drop], reason: they answer customers }
                rules:
                  - { name: drops, on: { kind: [drop] }, verdict: hold, approvers: { groups: [dba] } }
                """.formatted(UUID.randomUUID(), directory.resolve("shop"));
        gateway = Gateway.builder()
                .policyText(policy)
                .page(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .role(Role.AUDITOR, "audit")
                .role(Role.REVIEWER, "security")
                .start();
        try (Connection connection =
                        DriverManager.getConnection(gateway.url("shop"), "", gateway.issueToken("sue", "support"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 42 as answer")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Said hoop(String group, String... arguments) throws Exception {
        Path token = Files.writeString(directory.resolve("token"), gateway.issueToken("pat", group));
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--token-file", token.toString()));
        if (!all.contains("--page")) {
            all.addAll(List.of("--page", gateway.page().orElseThrow().toString()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return new Said(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    @Test
    void reviewerListsRevokesAndKeepsGrants() throws Exception {
        assertThat(hoop("security", "reviews", "list").out())
                .contains("support  GOOD", "they answer customers", "group support may");

        Said revoked = hoop("security", "reviews", "revoke", "support", "--reason", "the team is gone");
        JsonNode shown = JSON.readTree(hoop("security", "reviews", "show", "support", "--output", "json")
                .out());

        assertThat(revoked.out()).contains("REVOKE", "pat: the team is gone");
        assertThat(shown.path("decisions").get(0).path("verdict").asString("")).isEqualTo("REVOKE");
        assertThat(hoop("security", "reviews", "keep", "support", "--reason", "it is back")
                        .exit())
                .isZero();
        assertThat(hoop("security", "reviews", "list", "--due").out()).isEmpty();
    }

    @Test
    void auditorFindsAndSeesSessions() throws Exception {
        JsonNode found = JSON.readTree(hoop("audit", "sessions", "list", "--subject", "sue", "--output", "json")
                .out());
        String id = found.path("sessions").get(0).path("id").asString("");

        assertThat(hoop("audit", "sessions", "list", "--text", "as answer").out())
                .contains(id, "sue at shop");
        assertThat(hoop("audit", "sessions", "list", "--subject", "nobody").out())
                .isEmpty();
        assertThat(hoop("audit", "sessions", "show", id).out()).contains("select 42 as answer");
    }

    @Test
    void programsReadAndAnswerRequests() throws Exception {
        String url = gateway.url("shop");
        String address = url.substring("jdbc:hoop://".length(), url.indexOf('/', "jdbc:hoop://".length()));
        try (Connection connection =
                        DriverManager.getConnection(url + "&approval=fail", "", gateway.issueToken("sue", "support"));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("drop table if exists nothing"))
                    .hasMessageContaining("drops");
        }

        JsonNode listed = JSON.readTree(asked(address, "list"));
        String id = listed.get(0).path("id").asString("");

        assertThat(JSON.readTree(asked(address, "show", id)).path("rule").asString(""))
                .isEqualTo("drops");
        assertThat(JSON.readTree(asked(address, "refuse", id, "--reason", "no"))
                        .path("state")
                        .asString(""))
                .isEqualTo("REJECTED");
    }

    @Test
    void whatIsToldToPeopleIsReadByPrograms() throws Exception {
        JsonNode grants = read("security", "reviews", "list");
        JsonNode kept = read("security", "reviews", "keep", "support", "--reason", "needed");
        JsonNode campaigns = read("security", "reviews", "campaign", "list");
        JsonNode sessions = read("audit", "sessions", "list");
        JsonNode session = read(
                "audit",
                "sessions",
                "show",
                sessions.path("sessions").get(0).path("id").asString(""));

        assertThat(grants.path("grants").get(0).path("name").asString("")).isEqualTo("support");
        assertThat(kept.path("decisions").get(0).path("verdict").asString("")).isEqualTo("KEEP");
        assertThat(campaigns.path("campaigns").isArray()).isTrue();
        assertThat(session.toString()).contains("select 42 as answer");
    }

    private JsonNode read(String group, String... words) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--output", "json"));
        Said said = hoop(group, all.toArray(String[]::new));
        assertThat(said.exit()).as(all + ": " + said.err()).isZero();
        return JSON.readTree(said.out());
    }

    @Test
    void simulationOfAnotherPolicyIsReadByPrograms() throws Exception {
        Path against = Files.writeString(directory.resolve("policy.yaml"), policy);
        Path tried = Files.writeString(
                directory.resolve("tried.yaml"),
                policy + "  - { name: no-reads, on: { kind: [select] }, verdict: deny }\n");
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out));

        int exit = line.execute(
                "policy",
                "simulate",
                "--dir",
                gateway.data().trail().toString(),
                "--policy",
                tried.toString(),
                "--against",
                against.toString(),
                "--output",
                "json");
        JsonNode report = JSON.readTree(out.toString());

        assertThat(exit).isZero();
        assertThat(report.path("judged").asInt()).isEqualTo(1);
        JsonNode change = report.path("verdicts").get(0);
        assertThat(change.path("subject").asString("")).isEqualTo("sue");
        assertThat(change.path("toRule").asString("")).isEqualTo("no-reads");
        assertThat(change.path("times").asInt()).isEqualTo(1);
        assertThat(change.path("statement").asString("")).contains("select ?").doesNotContain("42");
        assertThat(report.path("columns").isArray()).isTrue();
    }

    private String asked(String address, String... words) throws Exception {
        Path token = Files.writeString(directory.resolve("approver"), gateway.issueToken("dana", "dba"));
        List<String> all = new ArrayList<>(List.of("approvals"));
        all.addAll(Arrays.asList(words));
        all.addAll(List.of("--output", "json", "--plain", "--gateway", address, "--token-file", token.toString()));
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out));
        assertThat(line.execute(all.toArray(String[]::new))).as(all.toString()).isZero();
        return out.toString();
    }

    @Test
    void whoMayNotIsToldSoAndLearnsNothing() throws Exception {
        Said refused = hoop("security", "sessions", "list");
        Said unknown = hoop("audit", "sessions", "show", "../../approvals");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("role 'auditor'");
        assertThat(refused.out()).isEmpty();
        assertThat(unknown.exit()).isNotZero();
    }

    @Test
    void tokenIsNotSentInTheClearToAnotherMachine() throws Exception {
        Said said = hoop("audit", "sessions", "list", "--page", "http://192.0.2.1:8011");

        assertThat(said.exit()).isNotZero();
        assertThat(said.err()).contains("in the clear");
        assertThat(hoop("audit", "sessions", "list", "--page", "hoop.example.org:8011")
                        .err())
                .contains("no address of pages");
    }
}
