package dev.hoop.gateway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.jdbc.failure.HoopHeldException;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.doors.ssh.SshCaller;
import dev.hoop.gateway.server.fixture.SshHost;
import dev.hoop.gateway.server.gate.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens for some targets and some kinds of statements, and the ways by which their holders would get further, at every door. */
final class TokenScopeIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path home;

    @TempDir
    static Path directory;

    private static final HttpClient client = HttpClient.newHttpClient();
    private static SshHost host;
    private static Gateway gateway;
    private static SshCaller ssh;

    @BeforeAll
    static void open() throws Exception {
        host = SshHost.in(home);
        Path password = Files.writeString(directory.resolve("web"), SshHost.USER + ":" + SshHost.PASSWORD);
        Path credential = Files.writeString(directory.resolve("sa"), "sa:secret");
        String web =
                "type: ssh, url: \"ssh://127.0.0.1:%d\", credential: \"file:%s\", options: { shell: sh, home: %s, host-key: \"%s\" }"
                        .formatted(host.port(), password, home, host.key());
        gateway = Gateway.builder()
                .policyText("""
                        version: 1
                        targets:
                          orders: { type: jdbc, url: "%s", credential: "file:%s" }
                          people: { type: jdbc, url: "%s", credential: "file:%s" }
                          web: { %s }
                          mail: { %s }
                        grants:
                          - { name: all, who: { groups: [staff] }, target: [orders, people], allow: [dml], review: { every: 90d, by: [staff], stale: notice } }
                          - { name: hosts, who: { groups: [staff] }, target: [web, mail], allow: [command, files], commands: ["*"], paths: ["/**"] }
                        rules:
                          - name: updates-need-a-person
                            on: { kind: [update] }
                            verdict: hold
                            approvers: { groups: [dba], subjects: [sue] }
                            within: 5m
                            break-glass: { groups: [staff] }
                        """.formatted(database(), credential, database(), credential, web, web))
                .data(directory.resolve("data"))
                .page(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .role(Role.ADMIN, "platform")
                .role(Role.AUDITOR, "platform")
                .role(Role.REVIEWER, "platform")
                .start();
        ssh = new SshCaller(gateway.sshPort().orElseThrow());
    }

    @AfterAll
    static void close() {
        ssh.close();
        gateway.close();
        host.close();
    }

    private static String database() throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (Connection direct = DriverManager.getConnection(url, "sa", "secret");
                Statement statement = direct.createStatement()) {
            statement.execute("create table things (id int primary key, name varchar(40))");
            statement.execute("insert into things values (1, 'one')");
        }
        return url;
    }

    private static String token(String subject, String scope, String... groups) {
        return gateway.tokens()
                .issue(
                        new Subject(new SubjectName(subject), Subject.Kind.SERVICE, Set.of(groups))
                                .within(TokenScope.parse(scope)),
                        "test",
                        Optional.of(Duration.ofHours(1)))
                .secret();
    }

    private static Connection connect(String target, String token) throws SQLException {
        return DriverManager.getConnection(gateway.url(target) + "&approval=fail", "", token);
    }

    private static void run(String target, String token, String sql) throws SQLException {
        try (Connection connection = connect(target, token);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String held(String target, String token, String sql) {
        return catchThrowableOfType(HoopHeldException.class, () -> run(target, token, sql))
                .requestId();
    }

    private static HttpResponse<String> call(String method, String path, String token, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(gateway.page().orElseThrow().resolve("/api/v1" + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void tokenOfOneTargetOpensNoOtherByTheDriver() throws Exception {
        String narrow = token("ci", "target orders", "staff");

        run("orders", narrow, "select * from things");

        assertThatThrownBy(() -> connect("people", narrow)).hasMessageContaining("there is no target 'people'");
        run("people", token("ci", "", "staff"), "select * from things");
    }

    @Test
    void tokenOfOneKindRunsNoOtherHoweverItIsWritten() throws Exception {
        String reads = token("ci", "target orders\nkind select", "staff");

        run("orders", reads, "select * from things");

        for (String other : new String[] {
            "insert into things values (7, 'x')",
            "merge into things key (id) values (7, 'x')",
            "select * from final table (insert into things values (7, 'x'))",
            "select * from things for update",
            "update things set name = 'x'"
        }) {
            assertThatThrownBy(() -> run("orders", reads, other)).as(other).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> run("orders", reads, "delete from things where id = 1"))
                .hasMessageContaining("your token does not allow delete");
        try (Connection connection = connect("orders", reads);
                Statement batch = connection.createStatement()) {
            batch.addBatch("insert into things values (8, 'y')");
            assertThatThrownBy(batch::executeBatch).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void narrowTokenAnswersNobodyWhateverItsSubjectMay() throws Exception {
        String whole = token("dana", "", "dba");
        String narrow = token("dana", "target orders", "dba");
        String named = token("sue", "target orders");
        String id = held("orders", token("kim", "", "staff"), "update things set name = 'x' where id = 1");

        assertThat(call("GET", "/approvals/" + id, whole, "").statusCode()).isEqualTo(200);
        for (String token : List.of(narrow, named)) {
            assertThat(call("GET", "/approvals/" + id, token, "").statusCode()).isEqualTo(404);
            for (String act : List.of("approve", "refuse", "revoke", "settle", "review-glass")) {
                assertThat(call("POST", "/approvals/" + id + "/" + act, token, "{\"reason\":\"x\"}")
                                .statusCode())
                        .as(act)
                        .isIn(400, 404);
            }
        }
        assertThat(JSON.readTree(call("GET", "/approvals/" + id, whole, "").body())
                        .path("state")
                        .asString(""))
                .isEqualTo("PENDING");
    }

    @Test
    void requestsOfOnesOwnAtOtherTargetsAreOutOfReach() throws Exception {
        String whole = token("lea", "", "staff");
        String narrow = token("lea", "target orders", "staff");
        String update = "update things set name = 'lea' where id = 1";
        String there = held("people", whole, update);
        String here = held("orders", whole, update);

        JsonNode seen =
                JSON.readTree(call("GET", "/approvals", narrow, "").body()).path("approvals");
        assertThat(seen.findValuesAsString("id")).containsExactly(here);
        for (String act : List.of("withdraw", "break-glass")) {
            assertThat(call("POST", "/approvals/" + there + "/" + act, narrow, "{\"reason\":\"x\"}")
                            .statusCode())
                    .as(act)
                    .isEqualTo(404);
        }
        assertThatThrownBy(() -> {
                    try (Connection connection = connect("orders", narrow);
                            Statement statement = connection.createStatement()) {
                        connection
                                .unwrap(dev.hoop.gateway.jdbc.HoopConnection.class)
                                .resume(there);
                        statement.execute(update);
                    }
                })
                .hasMessageContaining("there is no request");
        assertThat(call("POST", "/approvals/" + here + "/withdraw", narrow, "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void narrowTokenOfAnAdminHasNoRoleAndMakesNoWiderOne() throws Exception {
        String narrow = token("ada", "target orders", "platform", "staff");

        assertThat(JSON.readTree(call("GET", "/me", narrow, "").body())
                        .path("roles")
                        .size())
                .isZero();
        for (String place : List.of(
                "/tokens", "/undelivered", "/sessions", "/trail", "/policy", "/targets", "/reviews", "/campaigns")) {
            assertThat(call("GET", place, narrow, "").statusCode()).as(place).isEqualTo(403);
        }
        assertThat(call("POST", "/tokens", narrow, "{\"subject\":\"ada\",\"minutes\":5}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("POST", "/reviews/all/keep", narrow, "{\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("POST", "/reviews/all/keep", token("rex", "kind select", "platform"), "{\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        Browser browser = new Browser(gateway.page().orElseThrow());
        assertThat(browser.signIn(narrow).body())
                .doesNotContain("href=\"/tokens\"")
                .doesNotContain("href=\"/sessions\"");
        assertThat(browser.get("/tokens").statusCode()).isEqualTo(403);
        assertThat(browser.get("/reviews").statusCode()).isEqualTo(403);
    }

    @Test
    void adminIssuesNarrowTokensByTheInterfaceAndByThePage() throws Exception {
        String ada = token("ada", "", "platform");
        String body = "{\"subject\":\"bot\",\"kind\":\"SERVICE\",\"groups\":[\"staff\"],\"minutes\":5,%s}";
        JsonNode issued = JSON.readTree(
                call("POST", "/tokens", ada, body.formatted("\"targets\":[\"orders\"],\"allow\":[\"read\"]"))
                        .body());
        String secret = issued.path("secret").asString("");

        run("orders", secret, "select * from things");
        assertThatThrownBy(() -> run("people", secret, "select * from things")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> run("orders", secret, "delete from things where id = 9"))
                .hasMessageContaining("your token");
        JsonNode listed = JSON.readTree(call("GET", "/tokens?limit=1", ada, "").body())
                .path("tokens")
                .get(0);
        assertThat(listed.path("targets").values())
                .extracting(JsonNode::asString)
                .containsExactly("orders");
        assertThat(listed.path("allow").values()).extracting(JsonNode::asString).containsExactly("select");
        for (String wrong : List.of(
                "\"targets\":[]",
                "\"allow\":[]",
                "\"allow\":[\"everything\"]",
                "\"targets\":[\"a\\nb\"]",
                "\"targets\":\"\"")) {
            assertThat(call("POST", "/tokens", ada, body.formatted(wrong)).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        Browser browser = new Browser(gateway.page().orElseThrow());
        browser.signIn(ada);
        HttpResponse<String> page = browser.submit(
                browser.get("/tokens"),
                "/tokens",
                Map.of("subject", "bot2", "kind", "service", "groups", "staff", "minutes", "5", "targets", "orders"));
        String shown = page.body().replaceAll("(?s).*aria-label=\"The token\">(hoop_[^<]+)<.*", "$1");
        assertThat(page.body()).contains("at orders");
        run("orders", shown, "select * from things");
        assertThatThrownBy(() -> run("people", shown, "select * from things")).isInstanceOf(SQLException.class);
        assertThat(browser.submit(
                                browser.get("/tokens"),
                                "/tokens",
                                Map.of("subject", "bot3", "groups", "staff", "minutes", "5", "targets", ", ,"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void hostsOpenAsFarAsTheTokenAndItsCertificatesReach() throws Exception {
        String narrow = token("ops", "target web\nkind command", "staff");
        KeyPair certified;
        try (ClientSession session = ssh.password("web", narrow)) {
            assertThat(SshCaller.exec(session, "echo here").out()).isEqualTo("here\n");
            assertThat(catchThrowableOfType(Exception.class, () -> {
                        try (var files = org.apache.sshd.sftp.client.SftpClientFactory.instance()
                                .createSftpClient(session)) {
                            files.stat(home.toString());
                        }
                    }))
                    .isNotNull();
        }
        try (ClientSession session = ssh.password("hoop", narrow)) {
            certified = certified(session);
        }

        try (ClientSession session = ssh.key("web", certified)) {
            assertThat(SshCaller.exec(session, "echo there").out()).isEqualTo("there\n");
        }
        assertNotServed(() -> ssh.password("mail", narrow));
        assertNotServed(() -> ssh.key("mail", certified));
        try (ClientSession session = ssh.key("hoop", certified)) { // a certificate from the certificate is as narrow
            KeyPair again = certified(session);
            assertNotServed(() -> ssh.key("mail", again));
        }
        try (ClientSession session = ssh.password("mail", token("ops", "", "staff"))) {
            assertThat(SshCaller.exec(session, "echo whole").out()).isEqualTo("whole\n");
        }
    }

    @Test
    void keyRegisteredForOneHostOpensNoOther() throws Exception {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        gateway.tokens()
                .register(
                        new Subject(new SubjectName("robot"), Subject.Kind.SERVICE, Set.of("staff"))
                                .within(TokenScope.parse("target web")),
                        "test",
                        Optional.empty(),
                        PublicKeyEntry.toString(pair.getPublic()));

        try (ClientSession session = ssh.key("web", pair)) {
            assertThat(SshCaller.exec(session, "echo here").out()).isEqualTo("here\n");
        }
        assertNotServed(() -> ssh.key("mail", pair));
    }

    @Test
    void trailSaysHowFarTokensAndSessionsReached() throws Exception {
        run("orders", token("mark", "target orders\nkind select", "staff"), "select * from things");

        StringBuilder trail = new StringBuilder();
        try (var files = Files.walk(directory.resolve("data"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                trail.append(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        assertThat(trail.toString().lines().filter(line -> line.contains("\"mark\"")))
                .anyMatch(line -> line.contains("token-created") && line.contains("kind select"))
                .anyMatch(line -> line.contains("session-opened") && line.contains("target orders"));
    }

    /** A call that ends in a session, of which a command is asked. */
    private interface Call {
        ClientSession open() throws IOException;
    }

    private static void assertNotServed(Call call) {
        try (ClientSession session = call.open()) {
            assertThat(SshCaller.exec(session, "echo here").out()).isEmpty();
        } catch (SshException refused) {
            assertThat(refused).isNotNull();
        } catch (IOException refused) {
            assertThat(refused).hasMessageNotContaining("here");
        }
    }

    private static KeyPair certified(ClientSession session) throws Exception {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        byte[] line = PublicKeyEntry.toString(pair.getPublic()).getBytes(StandardCharsets.UTF_8);
        String certificate = SshCaller.exec(session, "certificate", new ByteArrayInputStream(line), Map.of())
                .out();
        return new KeyPair(
                PublicKeyEntry.parsePublicKeyEntry(certificate.strip())
                        .resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING),
                pair.getPrivate());
    }
}
