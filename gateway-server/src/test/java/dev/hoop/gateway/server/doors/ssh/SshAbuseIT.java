package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.assembly.Gateway;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that do what no client does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SshAbuseIT {
    private OneHost one;
    private Gateway gateway;
    private SshCaller caller;
    private String token;

    @BeforeAll
    void start(@TempDir Path base) throws IOException {
        one = OneHost.in(base);
        gateway = one.gateway();
        caller = one.caller();
        token = one.token();
    }

    @AfterAll
    void stop() {
        one.close();
    }

    @Test
    void halfOpenConnectionsAreBoundedAndKeepNobodyOutForGood(@TempDir Path directory) throws Exception {
        ExecutorService listening = Executors.newCachedThreadPool();
        try (OneHost own = OneHost.in(directory)) {
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < 130; i++) {
                silent.add(new Socket(
                        InetAddress.getLoopbackAddress(),
                        own.gateway().sshPort().orElseThrow()));
            }
            int closed = 0;
            for (Future<Boolean> each : listening.invokeAll(silent.stream()
                    .<Callable<Boolean>>map(socket -> () -> isClosed(socket))
                    .toList())) {
                closed += each.get() ? 1 : 0;
            }
            assertThat(closed).isGreaterThanOrEqualTo(30); // a hundred strangers are seated at once, and no more
            for (Socket each : silent) {
                each.close();
            }

            assertThat(loggedIn(own)).isTrue();
        } finally {
            listening.shutdownNow();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(1_000);
        try {
            InputStream in = socket.getInputStream();
            int next = in.read();
            while (next >= 0 && next != '\n') {
                next = in.read();
            }
            socket.setSoTimeout(200);
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

    private static boolean loggedIn(OneHost one) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (Instant.now().isBefore(end)) {
            try (ClientSession session = one.caller().password("web", one.token())) {
                return SshCaller.exec(session, "echo in").out().equals("in\n");
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7ffffffc, 0x3fffc, 40_000, 0, -1})
    void packetOfALengthThatNoStrangerNeedsEndsTheConnectionWhenItIsAnnounced(int length) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.sshPort().orElseThrow())) {
            socket.setSoTimeout(20_000); // the time for a login is a minute: what ends it sooner is the length
            OutputStream out = socket.getOutputStream();
            out.write("SSH-2.0-huge\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(ByteBuffer.allocate(256).putInt(length).array()); // nothing more comes

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
    void floodOfWrongTokensIsNotEvenLookedAtAfterAWhile(@TempDir Path directory) throws IOException {
        try (OneHost own = OneHost.in(directory)) {
            for (int i = 0; i < 30; i++) {
                assertThatThrownBy(
                                () -> own.caller().password("web", "hoop_wrong").close())
                        .isInstanceOf(SshException.class);
            }

            assertThatThrownBy(() -> own.caller().password("web", own.token()).close())
                    .isInstanceOf(SshException.class);
        }
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

    @Test
    void windowsOfFourBytesAndPacketsOfOneCarryACommandAndHoldNobodyUp() throws Exception {
        try (ClientSession tiny = caller.password("web", token);
                ClientSession other = caller.password("web", token)) {
            CoreModuleProperties.WINDOW_SIZE.set(tiny, 4L);
            CoreModuleProperties.MAX_PACKET_SIZE.set(tiny, 1L);

            assertThat(SshCaller.exec(tiny, "echo letters; echo err >&2").out()).isEqualTo("letters\n");
            assertThat(SshCaller.exec(other, "echo other").out()).isEqualTo("other\n");
        }
    }

    @Test
    void clientThatAnnouncesGigabytesOfWindowAndReadsNothingIsNotGatheredFor() throws Exception {
        Path progress = one.home().resolve("progress");
        try (ClientSession greedy = caller.password("web", token)) {
            CoreModuleProperties.WINDOW_SIZE.set(greedy, 0x7fffffffL);
            ChannelExec channel = greedy.createExecChannel(
                    "i=0; while [ $i -lt 90 ]; do head -c 1000000 /dev/zero; i=$((i+1)); echo $i > progress; done");
            channel.open().verify(SshCaller.SOON);
            InputStream out = channel.getInvertedOut();
            out.readNBytes(1000);
            greedy.getIoSession().suspendRead();

            int taken = whenItStops(progress);

            assertThat(taken).isLessThan(60); // what sockets and pipes hold, and the gateway's few megabytes
            greedy.getIoSession().resumeRead();
            assertThat(out.readNBytes(90_000_000 - 1000)).hasSize(90_000_000 - 1000);
            channel.close(true);
        }
    }

    /** The number in a file that grows, once it has not grown for a while. */
    private static int whenItStops(Path file) throws Exception {
        String last = "";
        Instant since = Instant.now();
        Instant end = Instant.now().plusSeconds(60);
        while (last.isEmpty() || Duration.between(since, Instant.now()).toMillis() < 1500) {
            assertThat(Instant.now()).isBefore(end);
            String now = Files.exists(file) ? Files.readString(file).strip() : "";
            if (!now.equals(last)) {
                last = now;
                since = Instant.now();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return Integer.parseInt(last);
    }

    /** Says what breaks the protocol, on a connection that has a channel for {@code cat}. */
    private interface Misdeed {
        void commit(ClientSession session, ChannelExec channel) throws IOException;
    }

    static Stream<Named<Misdeed>> misdeeds() {
        return Stream.of(
                Named.of("more data than the window has room for", (session, channel) -> {
                    for (int i = 0; i < 200; i++) {
                        data(session, channel.getRecipient(), 32 * 1024);
                    }
                }),
                Named.of(
                        "a packet larger than was agreed",
                        (session, channel) -> data(session, channel.getRecipient(), 200 * 1024)),
                Named.of("a length that is not there", (session, channel) -> {
                    Buffer packet = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_DATA);
                    packet.putUInt(channel.getRecipient());
                    packet.putUInt(0xfffffff0L);
                    session.writePacket(packet);
                }),
                Named.of("a packet that the next login would bring", (session, channel) -> {
                    Buffer packet = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION);
                    packet.putUInt(0);
                    packet.putUInt(0);
                    packet.putUInt(0xffffffffL);
                    packet.putUInt(0xffffffffL);
                    session.writePacket(packet);
                }),
                Named.of("key exchange upon key exchange", (session, channel) -> {
                    Instant end = Instant.now().plusSeconds(20);
                    while (session.isOpen() && Instant.now().isBefore(end)) {
                        session.reExchangeKeys().await(Duration.ofMillis(200));
                    }
                }));
    }

    private static void data(ClientSession session, long channel, int length) throws IOException {
        Buffer packet = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_DATA, length + 64);
        packet.putUInt(channel);
        packet.putBytes(new byte[length]);
        session.writePacket(packet);
    }

    @ParameterizedTest
    @MethodSource("misdeeds")
    void connectionThatBreaksTheProtocolEndsAndOthersDoNot(Misdeed misdeed) throws Exception {
        try (ClientSession guilty = caller.password("web", token);
                ClientSession other = caller.password("web", token)) {
            ChannelExec channel = guilty.createExecChannel("sleep 30");
            channel.open().verify(SshCaller.SOON);
            try {
                misdeed.commit(guilty, channel);
            } catch (IOException ended) {
                // that is what is wanted
            }

            assertThat(guilty.waitFor(EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), SshCaller.SOON))
                    .contains(ClientSession.ClientSessionEvent.CLOSED);
            assertThat(SshCaller.exec(other, "echo other").out()).isEqualTo("other\n");
        }
        assertThat(loggedIn(one)).isTrue();
    }

    /** Asks for much that there is not, and what it asked for must leave the connection as it was. */
    static Stream<Named<Misdeed>> nuisances() {
        return Stream.of(
                Named.of("unknown requests of the connection", (session, channel) -> {
                    for (int i = 0; i < 5_000; i++) {
                        Buffer packet = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
                        packet.putString(
                                List.of("tcpip-forward", "nonsense@example.org", "streamlocal-forward@openssh.com")
                                        .get(i % 3));
                        packet.putBoolean(i % 2 == 0);
                        packet.putString("127.0.0.1");
                        packet.putUInt(22);
                        session.writePacket(packet);
                    }
                }),
                Named.of("unknown requests of a channel", (session, channel) -> {
                    for (int i = 0; i < 5_000; i++) {
                        request(session, channel, "nonsense-" + i, true, packet -> packet.putString("x"));
                    }
                }),
                Named.of("variables without end", (session, channel) -> {
                    for (int i = 0; i < 5_000; i++) {
                        String name =
                                "LC_" + Integer.toString(i, 2).replace('0', 'A').replace('1', 'B');
                        request(session, channel, "env", false, packet -> {
                            packet.putString(name.repeat(i(name)));
                            packet.putString("x".repeat(1000));
                        });
                    }
                }),
                Named.of("another size with every breath", (session, channel) -> {
                    for (int i = 0; i < 15_000; i++) {
                        int columns = 0x7fffffff - i;
                        request(session, channel, "window-change", false, packet -> {
                            for (int each = 0; each < 4; each++) {
                                packet.putUInt(columns);
                            }
                        });
                    }
                }),
                Named.of("channels of kinds that do not exist", (session, channel) -> {
                    for (int i = 0; i < 2_000; i++) {
                        Buffer packet = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
                        packet.putString(List.of("x11", "auth-agent@openssh.com", "tun@openssh.com", "nonsense")
                                .get(i % 4));
                        packet.putUInt(1000 + i);
                        packet.putUInt(0xffffffffL);
                        packet.putUInt(0xffffffffL);
                        session.writePacket(packet);
                    }
                }),
                Named.of("data for channels that do not exist", (session, channel) -> {
                    for (int i = 0; i < 2_000; i++) {
                        data(session, 4711 + i, 10);
                    }
                }),
                Named.of("messages that no protocol has", (session, channel) -> {
                    for (int i = 0; i < 2_000; i++) {
                        Buffer packet = session.createBuffer((byte) 200);
                        packet.putUInt(i);
                        session.writePacket(packet);
                    }
                }),
                Named.of("a second command on one channel", (session, channel) -> {
                    for (String type : List.of("exec", "subsystem", "exec")) {
                        request(session, channel, type, true, packet -> packet.putString("echo second > second"));
                    }
                    request(session, channel, "shell", true, packet -> {});
                }));
    }

    private static int i(String name) {
        return name.length() % 3 == 0 ? 100 : 1;
    }

    private static void request(
            ClientSession session, ChannelExec channel, String type, boolean wantReply, Consumer<Buffer> content)
            throws IOException {
        Buffer packet = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
        packet.putUInt(channel.getRecipient());
        packet.putString(type);
        packet.putBoolean(wantReply);
        content.accept(packet);
        session.writePacket(packet);
    }

    @ParameterizedTest
    @MethodSource("nuisances")
    void muchThatIsNotThereIsRefusedAndChangesNothing(Misdeed nuisance) throws Exception {
        try (ClientSession busy = caller.password("web", token);
                ChannelExec channel = busy.createExecChannel("cat; env | grep -c LC_ >&2")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            channel.setOut(out);
            channel.setIn(new DelayedInput(() -> nuisance.commit(busy, channel), "through\n"));
            channel.open().verify(SshCaller.SOON);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ofSeconds(30));

            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("through\n");
            assertThat(SshCaller.exec(busy, "echo after").out()).isEqualTo("after\n");
        }
        assertThat(one.home().resolve("second")).doesNotExist();
    }

    /** An input that begins once something else was done. */
    private static final class DelayedInput extends InputStream {
        private interface Deed {
            void commit() throws IOException;
        }

        private final Deed before;
        private final InputStream text;
        private boolean done;

        DelayedInput(Deed before, String text) {
            this.before = before;
            this.text = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (!done) {
                done = true;
                before.commit();
            }
            return text.read(into, offset, length);
        }
    }
}
