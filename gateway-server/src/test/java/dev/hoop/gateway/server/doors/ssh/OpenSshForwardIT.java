package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.FreePort;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forwarded connections, with Debian's OpenSSH on both sides: to where the policy says, and nowhere else. */
@Tag("e2e")
class OpenSshForwardIT {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { user: %3$s, shell: bash, home: %4$s, host-key: "%5$s" }
              masked:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { user: %3$s, shell: bash, home: %4$s, host-key: "%5$s" }
            grants:
              - { name: ops, who: { groups: [ops] }, target: [web, masked], allow: [command, forward], commands: ["*"], destinations: ["127.0.0.1:%6$d"] }
              - { name: far, who: { groups: [far] }, target: web, allow: [forward], destinations: ["*:*"] }
              - { name: plain, who: { groups: [plain] }, target: web, allow: [command], commands: ["*"] }
            rules:
              - { name: not-this-one, on: { destinations: ["127.0.0.1:%7$d", "localhost:%7$d"] }, verdict: deny }
            literals:
              - { name: secret, value: "file:%2$s.pub", target: masked }
            """;

    @TempDir
    static Path base;

    private static BetweenOpenSsh between;
    private static Gateway gateway;
    private static ServerSocket echo;
    private static ServerSocket other;

    @BeforeAll
    static void start() throws Exception {
        echo = echoing();
        other = echoing();
        between = BetweenOpenSsh.in(base, POLICY, echo.getLocalPort(), other.getLocalPort())
                .as("anna", Subject.Kind.PERSON, "ops", "ExitOnForwardFailure yes");
        base = between.base();
        gateway = between.gateway();
    }

    @AfterAll
    static void stop() throws IOException {
        between.close();
        echo.close();
        other.close();
    }

    private static ServerSocket echoing() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> accept(server), "echo");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> answer(socket), "echo-one");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // the other side has left
        }
    }

    @Test
    void bytesPassBothWaysUnchangedAndAreCountedInTheTrail() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(5).nextBytes(bytes);
        Path input = Files.write(base.resolve("input"), bytes);
        Path output = base.resolve("output");

        Process process = new ProcessBuilder(
                        "timeout",
                        "60",
                        "ssh",
                        "-F",
                        between.config(),
                        "-W",
                        "127.0.0.1:" + echo.getLocalPort(),
                        "web@x")
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(output).hasSameBinaryContentAs(input);
        BetweenOpenSsh.await(() -> between.trail().contains("\"input_bytes\":\"3000000\""));
        assertThat(between.trail()).contains("\"output_bytes\":\"3000000\"").contains("forward local");
    }

    @Test
    void listeningClientReachesWhatIsAllowedAndSeveralConnectionsAtOnce() throws Exception {
        int port = FreePort.find();
        Process ssh = new ProcessBuilder(
                        "timeout",
                        "60",
                        "ssh",
                        "-F",
                        between.config(),
                        "-N",
                        "-L",
                        "127.0.0.1:" + port + ":127.0.0.1:" + echo.getLocalPort(),
                        "web@x")
                .start();
        try {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sockets.add(connected(port));
            }
            for (Socket socket : sockets) {
                socket.setSoTimeout(15_000);
                socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII))
                        .isEqualTo("hello");
                socket.close();
            }
        } finally {
            ssh.destroy();
            ssh.waitFor();
        }
    }

    @Test
    void otherPortsAndOtherSpellingsOfTheSameHostAreRefused() throws Exception {
        try (SshCaller caller = new SshCaller(gateway.sshPort().orElseThrow());
                ClientSession session = caller.password("web", gateway.issueToken("bob", "ops"))) {
            int port = echo.getLocalPort();
            for (String host : List.of(
                    "localhost", "127.1", "0.0.0.0", "2130706433", "127.0.0.1.", "0x7f.1", "::ffff:127.0.0.1")) {
                refused(session, host, port);
            }
            refused(session, "127.0.0.1", port + 1 > 65_535 ? port - 1 : port + 1);
            refused(session, "127.0.0.1", between.sshd().port());
            refused(session, "127.0.0.1", 65_536 + port);
            open(session, "127.0.0.1", port);
        }
    }

    @Test
    void ruleMeetsItsDestinationWhateverTheGrantSays() throws Exception {
        try (SshCaller caller = new SshCaller(gateway.sshPort().orElseThrow());
                ClientSession session = caller.password("web", gateway.issueToken("fred", "far"))) {
            for (String host :
                    List.of("127.0.0.1", "LOCALHOST", "localhost", "127.1", "0", "0.0.0.0", "::ffff:7f00:1", "[::1]")) {
                refused(session, host, other.getLocalPort());
            }
            open(session, "localhost", echo.getLocalPort());
        }
    }

    @Test
    void withoutAGrantForItNothingIsForwarded() throws Exception {
        try (SshCaller caller = new SshCaller(gateway.sshPort().orElseThrow());
                ClientSession session = caller.password("web", gateway.issueToken("paul", "plain"))) {
            refused(session, "127.0.0.1", echo.getLocalPort());
            assertThat(SshCaller.exec(session, "echo still here").out()).isEqualTo("still here\n");
        }
    }

    @Test
    void nothingIsForwardedWhereContentsAreMasked() throws Exception {
        try (SshCaller caller = new SshCaller(gateway.sshPort().orElseThrow());
                ClientSession session = caller.password("masked", gateway.issueToken("bob", "ops"))) {
            refused(session, "127.0.0.1", echo.getLocalPort());
        }
    }

    @Test
    void listeningAtTheHostAndSocketsAndAgentsStayShut() throws Exception {
        for (List<String> words : List.of(
                List.of("-R", "0:127.0.0.1:" + echo.getLocalPort()),
                List.of("-R", base.resolve("sock") + ":127.0.0.1:" + echo.getLocalPort()),
                List.of("-w", "0:0"))) {
            assertThat(ssh(words, "true")).as(words.toString()).isNotZero();
        }
        assertThat(ssh(List.of("-A"), "test -z \"$SSH_AUTH_SOCK\"")).isZero();
        assertThat(ssh(List.of("-X"), "test -z \"$DISPLAY\"")).isZero();
        Process stream = new ProcessBuilder(
                        "timeout",
                        "30",
                        "ssh",
                        "-F",
                        between.config(),
                        "-W",
                        base.resolve("sock").toString(),
                        "web@x")
                .start();
        stream.getOutputStream().close();
        assertThat(stream.waitFor()).isNotZero();
    }

    @Test
    void clientSaysThatDisplaysTunnelsAndPortsAreRefused() throws Exception {
        BetweenOpenSsh.Done display = withDisplay("-Y", "echo ran; test -z \"$DISPLAY\"");
        BetweenOpenSsh.Done listening = between.ssh(
                "-o",
                "LogLevel=INFO",
                "-o",
                "ExitOnForwardFailure=no",
                "-R",
                "0:127.0.0.1:" + echo.getLocalPort(),
                "web@x",
                "echo ran");
        BetweenOpenSsh.Done elsewhere =
                between.ssh("-o", "LogLevel=INFO", "-W", "127.0.0.1:" + other.getLocalPort(), "web@x");

        assertThat(display.code()).as(display.err()).isZero();
        assertThat(display.out()).isEqualTo("ran\n");
        assertThat(display.err()).contains("X11 forwarding request failed");
        assertThat(listening.out()).isEqualTo("ran\n");
        assertThat(listening.err()).contains("remote port forwarding failed");
        assertThat(elsewhere.code()).isNotZero();
        assertThat(elsewhere.err()).contains("administratively prohibited").contains("no-grant");
    }

    @Test
    void tunnelIsRefused() throws Exception {
        BetweenOpenSsh.Done tunnel = between.ssh("-w", "any:any", "-N", "web@x");
        BetweenOpenSsh.Done ethernet = between.ssh("-o", "Tunnel=ethernet", "-w", "any:any", "-N", "web@x");

        for (BetweenOpenSsh.Done done : List.of(tunnel, ethernet)) {
            assertThat(done.code()).isNotZero();
            assertThat(done.err()) // the client opens a tunnel on its own side first, which a machine may not let it
                    .containsAnyOf("Tunnel forwarding failed", "Tunnel device open failed", "Could not request tunnel");
        }
    }

    @Test
    void agentOfTheClientDoesNotReachTheHost() throws Exception {
        BetweenOpenSsh.Done done = between.run(List.of(
                "ssh-agent",
                "ssh",
                "-F",
                between.config(),
                "-A",
                "web@x",
                "echo \"agent at ${SSH_AUTH_SOCK-nowhere}\""));

        assertThat(done.out()).isEqualTo("agent at nowhere\n");
    }

    private static BetweenOpenSsh.Done withDisplay(String option, String command) throws Exception {
        return between.run(List.of(
                "env",
                "DISPLAY=localhost:10.0",
                "ssh",
                "-F",
                between.config(),
                "-o",
                "LogLevel=INFO",
                "-o",
                "ExitOnForwardFailure=no",
                option,
                "web@x",
                command));
    }

    @Test
    void endOfTheSessionEndsItsConnections() throws Exception {
        TokenOffice.Fresh token = gateway.tokens()
                .issue(
                        new Subject(new SubjectName("gert"), Subject.Kind.PERSON, Set.of("ops")),
                        "admin",
                        Optional.empty());
        try (SshCaller caller = new SshCaller(gateway.sshPort().orElseThrow());
                ClientSession session = caller.password("web", token.secret())) {
            var channel = session.createDirectTcpipChannel(
                    new SshdSocketAddress("127.0.0.1", 1), new SshdSocketAddress("127.0.0.1", echo.getLocalPort()));
            channel.open().verify(SshCaller.SOON);

            gateway.tokens().revoke(token.id(), "admin");

            BetweenOpenSsh.await(() -> !channel.isOpen());
        }
    }

    private static void open(ClientSession session, String host, int port) throws IOException {
        var channel = session.createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 1), new SshdSocketAddress(host, port));
        channel.open().verify(SshCaller.SOON);
        channel.close(true);
    }

    private static void refused(ClientSession session, String host, int port) {
        assertThatThrownBy(() -> open(session, host, port))
                .as("%s:%d", host, port)
                .satisfies(refused -> assertThat(root(refused)).isInstanceOf(SshChannelOpenException.class));
        assertThat(session.isOpen()).isTrue();
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static int ssh(List<String> options, String command) throws Exception {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("web@x", command));
        return between.ssh(words.toArray(String[]::new)).code();
    }

    private static Socket connected(int port) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                assertThat(System.nanoTime()).isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }
}
