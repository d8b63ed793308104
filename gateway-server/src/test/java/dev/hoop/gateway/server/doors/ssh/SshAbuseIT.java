package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.SshHost;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do what no client does. */
class SshAbuseIT {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%d
                credential: file:%s
                options: { shell: sh, home: %s, host-key: "%s" }
            grants:
              - { name: ops-run, who: { groups: [ops] }, target: web, allow: [command], commands: ["*"], paths: ["/**", "~/**"] }
            """;

    @TempDir
    Path base;

    private SshHost host;
    private Gateway gateway;
    private SshCaller caller;
    private String token;

    @BeforeEach
    void start() throws IOException {
        Path home = Files.createDirectory(base.resolve("home"));
        host = SshHost.in(home);
        Path password = Files.writeString(base.resolve("web"), SshHost.USER + ":" + SshHost.PASSWORD);
        gateway = Gateway.builder()
                .policyText(POLICY.formatted(host.port(), password, home, host.key()))
                .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
        caller = new SshCaller(gateway.sshPort().orElseThrow());
        token = gateway.issueToken("anna", "ops");
    }

    @AfterEach
    void stop() {
        caller.close();
        gateway.close();
        host.close();
    }

    @Test
    void halfOpenConnectionsAreBoundedAndKeepNobodyOutForGood() throws Exception {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            silent.add(new Socket(
                    InetAddress.getLoopbackAddress(), gateway.sshPort().orElseThrow()));
        }
        int closed = 0;
        for (Socket each : silent) {
            closed += isClosed(each) ? 1 : 0;
        }
        assertThat(closed).isGreaterThanOrEqualTo(30); // a hundred strangers are seated at once, and no more
        for (Socket each : silent) {
            each.close();
        }

        assertThat(loggedIn()).isTrue();
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(300);
        try {
            InputStream in = socket.getInputStream();
            int next = in.read();
            while (next >= 0 && next != '\n') {
                next = in.read();
            }
            socket.setSoTimeout(30);
            while (next >= 0) { // the version and a first packet may come; then nothing
                next = in.read();
            }
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private boolean loggedIn() throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (Instant.now().isBefore(end)) {
            try (ClientSession session = caller.password("web", token)) {
                return SshCaller.exec(session, "echo in").out().equals("in\n");
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        return false;
    }

    @Test
    void packetThatAnnouncesGigabytesBeforeTheKeyExchangeIsNotGathered() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.sshPort().orElseThrow())) {
            socket.setSoTimeout(20_000); // the time for a login is a minute: what ends it sooner is the length
            socket.getOutputStream().write("SSH-2.0-huge\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] packet = new byte[512 * 1024]; // more than the library waits for before it ends the connection
            packet[0] = 0x7f;
            packet[1] = (byte) 0xff;
            packet[2] = (byte) 0xff;
            packet[3] = (byte) 0xfc;
            try {
                socket.getOutputStream().write(packet);
            } catch (SocketException ended) {
                return;
            }

            assertThat(isEnded(socket)).isTrue();
        }
    }

    private static boolean isEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length > 0; // what it said before, and then its end
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void floodOfWrongTokensIsNotEvenLookedAtAfterAWhile() {
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> caller.password("web", "hoop_wrong").close())
                    .isInstanceOf(SshException.class);
        }

        assertThatThrownBy(() -> caller.password("web", token).close()).isInstanceOf(SshException.class);
    }

    @Test
    void connectionEndsWhenItsProofDoesThoughACommandRuns() throws Exception {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        gateway.tokens()
                .register(
                        new Subject(new SubjectName("otto"), Subject.Kind.PERSON, Set.of("ops")),
                        "admin",
                        Optional.of(Duration.ofSeconds(4)),
                        PublicKeyEntry.toString(pair.getPublic()));
        ClientSession session = caller.key("web", pair);
        ChannelExec channel = session.createExecChannel("sleep 60");
        channel.open().verify(SshCaller.SOON);

        assertThat(session.waitFor(EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), Duration.ofSeconds(15)))
                .contains(ClientSession.ClientSessionEvent.CLOSED);
        assertThatThrownBy(() -> caller.key("web", pair).close()).isInstanceOf(SshException.class);
    }
}
