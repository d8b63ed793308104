package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.RecordedLine;
import dev.hoop.gateway.engine.SessionSearch;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.SshHost;
import dev.hoop.gateway.server.trail.file.recording.FileSessionArchive;
import dev.hoop.gateway.server.trail.file.recording.RecordingOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that the policy names by where they are kept are shown to nobody, in whatever way they are written or cut. */
class LiteralSecretsIT {
    private static final String SECRET = "tok-ün/9f\"27 xyz";
    private static final String KEY = """
            -----BEGIN SIGNING KEY-----
            q83vASNFZ4mrze8BI0VniavN7wEjRWeJ
            q83vASNFZ4mrze8BI0VniavN7wEjRWxx
            -----END SIGNING KEY-----
            """;
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s/password
                options: { shell: sh, home: %2$s, host-key: "%3$s" }
              other:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s/password
                options: { shell: sh, home: %2$s, host-key: "%3$s" }
            grants:
              - { name: ops, who: { groups: [ops] }, target: [web, other], allow: [command, files], commands: ["*"], paths: ["/**"], opaque: [any] }
            literals:
              - { name: deploy-token, value: "file:%2$s/token" }
              - { name: signing-key, value: "file:%2$s/key", target: web }
            """;

    @TempDir
    Path base;

    @TempDir
    Path data;

    private Path home;
    private SshHost host;
    private Gateway gateway;
    private SshCaller caller;
    private String token;

    @BeforeEach
    void start() throws IOException {
        home = base.toRealPath();
        host = SshHost.in(home);
        host.server().setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        Files.writeString(home.resolve("password"), SshHost.USER + ":" + SshHost.PASSWORD);
        Files.writeString(home.resolve("token"), SECRET + "\n");
        Files.writeString(home.resolve("key"), KEY);
        gateway = gateway(data);
        caller = new SshCaller(gateway.sshPort().orElseThrow());
        token = gateway.issueToken("anna", "ops");
    }

    private Gateway gateway(Path directory) {
        return Gateway.builder()
                .policyText(POLICY.formatted(host.port(), home, host.key()))
                .data(directory)
                .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
    }

    @AfterEach
    void stop() {
        caller.close();
        gateway.close();
        host.close();
    }

    private SshCaller.Done run(String target, String command) throws IOException {
        try (ClientSession session = caller.password(target, token)) {
            return SshCaller.exec(session, command);
        }
    }

    @Test
    void secretIsHiddenInOutputAndErrorsAndInTheRecordingAlike() throws Exception {
        SshCaller.Done done = run("web", "cat token; cat token >&2");

        assertThat(done.out()).isEqualTo("[deploy-token]\n");
        assertThat(done.err()).isEqualTo("[deploy-token]\n");
        assertThat(recorded()).contains("[deploy-token]").doesNotContain(SECRET);
    }

    @Test
    void secretIsHiddenWhereItComesInPiecesWithPausesColoursAndHalfCharacters() throws Exception {
        String pieces =
                "printf 'tok-\\303'; sleep 0.2; printf '\\274\\033[31mn'; sleep 0.2; printf '\\033[0m/9f\"2'; sleep 0.2;"
                        + " printf '7 xy'; sleep 0.1; printf 'z behind\\n'";

        SshCaller.Done done = run("web", pieces);

        assertThat(done.out().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo("[deploy-token] behind\n");
        assertThat(recorded())
                .doesNotContain("n/9f")
                .doesNotContain("tok-\u00fc")
                .doesNotContain("tok-\ufffd");
    }

    @Test
    void secretIsHiddenAsToolsWriteIt() throws Exception {
        String json = SECRET.replace("\"", "\\\"");
        Files.writeString(home.resolve("written"), "{\"t\":\"" + json + "\"}\n");

        assertThat(run("web", "cat written").out()).isEqualTo("{\"t\":\"[deploy-token]\"}\n");
        assertThat(run("web", "base64 token").out())
                .contains("[deploy-token]")
                .doesNotContain(Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)));
        assertThat(run("web", "od -An -tx1 -v token | tr -d ' \\n'").out()).startsWith("[deploy-token]");
    }

    @Test
    void everyLineOfASecretWithSeveralIsOne() throws Exception {
        assertThat(run("web", "cat key").out()).doesNotContain("q83vASNF");
        assertThat(run("web", "tail -n 2 key").out())
                .isEqualTo("[signing-key]\n-----END SIGNING KEY-----\n")
                .doesNotContain("q83vASNF");
    }

    @Test
    void secretOfOneTargetIsNoneOfAnother() throws Exception {
        assertThat(run("other", "cat key").out()).isEqualTo(KEY);
        assertThat(run("other", "cat token").out()).isEqualTo("[deploy-token]\n");
    }

    @Test
    void changedSecretIsHiddenFromTheNextCommandOn() throws Exception {
        assertThat(run("web", "cat token").out()).isEqualTo("[deploy-token]\n");
        Files.writeString(home.resolve("token"), "another-secret");

        assertThat(run("web", "cat token").out()).isEqualTo("[deploy-token]");
    }

    @Test
    void whereASecretCannotBeFetchedNothingRuns() throws Exception {
        Files.delete(home.resolve("key"));

        SshCaller.Done done = run("web", "echo hello");

        assertThat(done.code()).isNotZero();
        assertThat(done.err()).contains("literal 'signing-key'").contains("cannot be hidden");
        assertThat(host.commands()).isEmpty();
        assertThat(run("other", "echo hello").out()).isEqualTo("hello\n");
    }

    @Test
    void secretThatWouldBeFoundEverywhereKeepsAGatewayFromStarting(@org.junit.jupiter.api.io.TempDir Path elsewhere)
            throws Exception {
        Files.writeString(home.resolve("token"), "abc");

        assertThatThrownBy(() -> gateway(elsewhere).close())
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("literal 'deploy-token' (policy:")
                .hasMessageContaining("less than 6 characters")
                .hasMessageNotContaining("abc");
    }

    @Test
    void filesAreNotHandedOverWholeWhereSecretsAreHidden() throws Exception {
        try (ClientSession session = caller.password("web", token);
                var sftp = SftpClientFactory.instance().createSftpClient(session)) {
            assertThatThrownBy(() -> sftp.read(home + "/token").readAllBytes())
                    .isInstanceOf(SftpException.class)
                    .hasMessageContaining("contents are masked");
        }
    }

    /** All that the recordings show. */
    private String recorded() {
        gateway.close(); // so that they are whole
        FileSessionArchive archive =
                new FileSessionArchive(RecordingOptions.in(gateway.data().recordings()));
        return archive.find(SessionSearch.ALL, Stretch.first(10)).entries().stream()
                .flatMap(session -> archive.replay(session.id().value()).orElseThrow().lines().stream())
                .filter(line -> line.type().equals("output"))
                .map((RecordedLine line) -> line.field("data"))
                .collect(Collectors.joining());
    }
}
