package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.Recordings;
import dev.hoop.gateway.server.fixture.SshHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SftpIT {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { shell: sh, home: %3$s, host-key: "%4$s", max-file-bytes: "4000000" }
              kept:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { shell: sh, home: %3$s, host-key: "%4$s", record-file-bytes: 50000 }
            grants:
              - { name: ops, who: { groups: [ops] }, target: [web, kept], allow: [files], paths: ["%3$s/**"] }
              - { name: droppers, who: { groups: [drop] }, target: web, allow: [file-write], paths: ["%3$s/**"] }
            rules:
              - { name: no-keys, on: { paths: ["%3$s/.ssh/**"] }, verdict: deny }
            """;

    @TempDir
    Path base;

    private Path home;
    private Path outside;
    private SshHost host;
    private Gateway gateway;
    private SshCaller caller;
    private ClientSession session;
    private SftpClient sftp;

    @BeforeEach
    void start() throws IOException {
        Path real = base.toRealPath();
        home = Files.createDirectory(real.resolve("home"));
        outside = Files.createDirectory(real.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "not for you");
        host = SshHost.in(home);
        host.server().setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        Path password = real.resolve("password");
        Files.writeString(password, SshHost.USER + ":" + SshHost.PASSWORD);
        gateway = Gateway.builder()
                .policyText(POLICY.formatted(host.port(), password, home, host.key()))
                .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
        caller = new SshCaller(gateway.sshPort().orElseThrow());
        session = caller.password("web", gateway.issueToken("anna", "ops"));
        sftp = SftpClientFactory.instance().createSftpClient(session);
    }

    @AfterEach
    void stop() throws IOException {
        sftp.close();
        session.close();
        caller.close();
        gateway.close();
        host.close();
    }

    @Test
    void filesAreWrittenReadListedRenamedAndRemoved() throws IOException {
        byte[] content = new byte[300_000];
        new Random(3).nextBytes(content);

        try (var out = sftp.write("data.bin")) {
            out.write(content);
        }
        assertThat(home.resolve("data.bin")).hasBinaryContent(content);
        try (var in = sftp.read(home + "/data.bin")) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(sftp.stat("data.bin").getSize()).isEqualTo(content.length);
        sftp.mkdir("new");
        sftp.rename("data.bin", "new/moved.bin");
        List<String> names = new ArrayList<>();
        sftp.readEntries("new").forEach(entry -> names.add(entry.getFilename()));
        assertThat(names).contains("moved.bin");
        sftp.remove("new/moved.bin");
        sftp.rmdir("new");

        assertThat(home.resolve("new")).doesNotExist();
    }

    @Test
    void fileThatMayOnlyBeWrittenIsNotReadThroughAHandleForBoth() throws IOException {
        Files.writeString(home.resolve("kept"), "not for droppers");
        try (ClientSession dropper = caller.password("web", gateway.issueToken("dora", "drop"));
                SftpClient files = SftpClientFactory.instance().createSftpClient(dropper)) {
            files.open(home + "/kept", SftpClient.OpenMode.Write).close();
            assertThatThrownBy(() -> files.open(home + "/kept", SftpClient.OpenMode.Read, SftpClient.OpenMode.Write))
                    .isInstanceOf(SftpException.class)
                    .hasMessageContaining("file-read");
            try (var handle = files.open(home + "/kept", SftpClient.OpenMode.Write)) {
                assertThatThrownBy(() -> files.read(handle, 0, new byte[10])).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void placesOutsideTheGrantAreRefusedHoweverTheyAreWritten() throws IOException {
        Files.createSymbolicLink(home.resolve("door"), outside);
        Files.createSymbolicLink(home.resolve("direct"), outside.resolve("secret"));
        Files.createDirectory(home.resolve("sub"));

        for (String path : List.of(
                outside + "/secret",
                "../outside/secret",
                home + "/../outside/secret",
                "door/secret",
                "direct",
                "sub/../../outside/secret",
                "sub/../door/secret",
                "//" + outside + "//secret",
                "./door/./secret")) {
            assertThat(refused(() -> {
                        try (var in = sftp.read(path)) {
                            in.readAllBytes();
                        }
                    }))
                    .as("read " + path)
                    .isTrue();
            assertThat(refused(() -> {
                        try (var out = sftp.write(path)) {
                            out.write(1);
                        }
                    }))
                    .as("write " + path)
                    .isTrue();
        }
        assertThat(outside.resolve("secret")).hasContent("not for you");
    }

    @Test
    void linksThatLeadOutAreNotMade() {
        assertThatThrownBy(() -> sftp.symLink("way-out", outside.toString())).isInstanceOf(SftpException.class);
        assertThatThrownBy(() -> sftp.symLink("way-out", "../outside")).isInstanceOf(SftpException.class);

        assertThat(home.resolve("way-out")).doesNotExist();
    }

    @Test
    void ruleForPlacesHoldsForEveryOperation() throws IOException {
        Files.createDirectory(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh/authorized_keys"), "kept");

        assertThatThrownBy(() -> sftp.read(".ssh/authorized_keys").readAllBytes())
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> sftp.remove(".ssh/authorized_keys")).isInstanceOf(SftpException.class);
        assertThatThrownBy(() -> sftp.rename(".ssh/authorized_keys", "mine")).isInstanceOf(SftpException.class);
        assertThatThrownBy(() -> sftp.rename(".ssh", "mine")).isInstanceOf(SftpException.class);

        assertThat(home.resolve(".ssh/authorized_keys")).hasContent("kept");
    }

    @Test
    void fileThatGrowsBeyondTheLimitIsCutOff() {
        byte[] content = new byte[5_000_000];

        assertThatThrownBy(() -> {
                    try (var out = sftp.write("large")) {
                        out.write(content);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(home.resolve("large").toFile().length()).isLessThanOrEqualTo(4_000_000);
    }

    @Test
    void whatIsNotThereIsAnsweredAsTheHostAnswersIt() {
        assertThatThrownBy(() -> sftp.stat("missing"))
                .isInstanceOfSatisfying(
                        SftpException.class, e -> assertThat(e.getStatus()).isEqualTo(2));
    }

    @Test
    void recordingHasEachOperationWithItsPlaceSizeHashVerdictAndEnd() throws IOException {
        Files.createDirectory(home.resolve("sub"));
        Files.createSymbolicLink(home.resolve("way"), home.resolve("sub"));
        try (var out = sftp.write("way/../way/new.txt")) {
            out.write("first line\nsecond \u001b[2J line\n".getBytes(StandardCharsets.UTF_8));
        }
        try (var in = sftp.read("way/new.txt")) {
            in.readAllBytes();
        }
        sftp.rename("sub/new.txt", "sub/renamed.txt");
        assertThatThrownBy(() -> sftp.stat(outside.toString())).isInstanceOf(SftpException.class);
        assertThatThrownBy(() -> sftp.remove("missing")).isInstanceOf(SftpException.class);
        sftp.close();
        session.close();

        Recordings recordings = new Recordings(gateway.data().recordings());
        String id = recordings.newest();
        List<JsonNode> done = recordings.files(id);
        JsonNode write = only(done, "write");
        assertThat(write.path("path").asString()).isEqualTo(home + "/sub/new.txt");
        assertThat(write.path("verdict").asString()).isEqualTo("allowed");
        assertThat(write.path("rule").asString()).isEqualTo("ops");
        assertThat(write.path("written_bytes").asInt()).isEqualTo(28);
        assertThat(write.path("content_sha256").asString())
                .hasSize(64)
                .isEqualTo(only(done, "read").path("content_sha256").asString());
        assertThat(write.path("effect").asString()).isEqualTo("APPLIED");
        assertThat(only(done, "rename").path("other").asString()).isEqualTo(home + "/sub/renamed.txt");
        assertThat(done)
                .anySatisfy(operation -> {
                    assertThat(operation.path("path").asString()).isEqualTo(outside.toString());
                    assertThat(operation.path("verdict").asString()).isEqualTo("denied");
                    assertThat(operation.path("effect").asString()).isEqualTo("NOT_SENT");
                })
                .anySatisfy(operation -> {
                    assertThat(operation.path("path").asString()).isEqualTo(home + "/missing");
                    assertThat(operation.path("code").asInt()).isNotZero();
                });
        assertThat(recordings.replay(id, "--text"))
                .contains("sftp write \"" + home + "/sub/new.txt\"", "28 written", "sha256")
                .doesNotContain("first line"); // contents are not kept unless the policy says so
    }

    private static JsonNode only(List<JsonNode> done, String operation) {
        List<JsonNode> found = done.stream()
                .filter(each -> each.path("operation").asString().equals(operation))
                .toList();
        assertThat(found).as(operation + " in " + done).hasSize(1);
        return found.get(0);
    }

    @Test
    void contentsAreKeptWhereThePolicySaysSoAndNoMoreThanItSays() throws IOException {
        byte[] large = new byte[200_000];
        try (ClientSession keeping = caller.password("kept", gateway.issueToken("anna", "ops"));
                SftpClient files = SftpClientFactory.instance().createSftpClient(keeping)) {
            try (var out = files.write("small.txt")) {
                out.write("first line\nsecond \u001b[2J line\n".getBytes(StandardCharsets.UTF_8));
            }
            try (var in = files.read("small.txt")) {
                in.readAllBytes();
            }
            try (var out = files.write("large")) {
                out.write(large);
            }
        }

        Recordings recordings = new Recordings(gateway.data().recordings());
        String id = recordings.newest();
        assertThat(recordings.files(id)).anySatisfy(each -> {
            assertThat(each.path("path").asString()).isEqualTo(home + "/large");
            assertThat(each.path("written_bytes").asInt()).isEqualTo(200_000);
            assertThat(each.path("kept_bytes").asInt()).isEqualTo(50_000);
        });
        assertThat(recordings.replay(id, "--text"))
                .containsSubsequence("sftp write", "first line", "sftp read", "first line")
                .contains("\\u{1b}[2J")
                .doesNotContain("\u001b");
    }

    private interface Attempt {
        void make() throws IOException;
    }

    private static boolean refused(Attempt attempt) {
        try {
            attempt.make();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
