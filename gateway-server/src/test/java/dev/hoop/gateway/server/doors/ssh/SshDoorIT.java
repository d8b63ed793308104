package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.SshHost;
import dev.hoop.gateway.server.gate.ApprovalDesk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshDoorIT {
    private static final Subject OPS = new Subject(new SubjectName("anna"), Subject.Kind.PERSON, Set.of("ops"));

    @TempDir
    Path base;

    private OneHost one;
    private Path home;
    private Gateway gateway;
    private SshCaller caller;
    private String token;

    @BeforeEach
    void start() throws IOException {
        one = OneHost.in(base);
        home = one.home();
        gateway = one.gateway();
        caller = one.caller();
        token = one.token();
    }

    @AfterEach
    void stop() {
        one.close();
    }

    @Test
    void commandRunsAndTellsItsOutputErrorsAndCode() throws IOException {
        try (ClientSession session = caller.password("web", token)) {
            SshCaller.Done done = SshCaller.exec(session, "echo out; echo err >&2; exit 3");

            assertThat(done.out()).isEqualTo("out\n");
            assertThat(done.err()).isEqualTo("err\n");
            assertThat(done.code()).isEqualTo(3);
        }
        assertThat(one.host().commands()).containsExactly("echo out; echo err >&2; exit 3");
    }

    @Test
    void inputAndOutputPassUnchangedWhateverBytesTheyAre() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);

        try (ClientSession session = caller.password("web", token)) {
            SshCaller.Done done = SshCaller.exec(session, "cat", new ByteArrayInputStream(bytes), Map.of());

            assertThat(done.hex()).isEqualTo(HexFormat.of().formatHex(bytes));
            assertThat(done.code()).isZero();
        }
    }

    @Test
    void deniedCommandNeverReachesTheHostAndNamesItsRule() throws IOException {
        try (ClientSession session = caller.password("web", token)) {
            SshCaller.Done done = SshCaller.exec(session, "true && reboot now");

            assertThat(done.code()).isEqualTo(126);
            assertThat(done.err()).contains("no-reboot").contains("Ask for a maintenance window.");
        }
        assertThat(one.host().commands()).isEmpty();
    }

    @Test
    void commandThatIsNotUnderstoodNeverReachesTheHost() throws IOException {
        try (ClientSession session = caller.password("web", token)) {
            assertThat(SshCaller.exec(session, "$(echo cm0= | base64 -d) -rf /").code())
                    .isEqualTo(126);
        }
        assertThat(one.host().commands()).isEmpty();
    }

    @Test
    void heldCommandTellsWhoIsAskedAndGoesOnWhenApproved() throws Exception {
        try (ClientSession session = caller.password("web", token)) {
            CompletableFuture<SshCaller.Done> running = CompletableFuture.supplyAsync(() -> run(session, "touch made"));
            ApprovalDesk desk = gateway.approvals("lea", "lead");
            await(() -> !desk.list().isEmpty());
            assertThat(home.resolve("made")).doesNotExist();

            desk.approve(desk.list().get(0).id(), "fine");

            SshCaller.Done done = running.get(20, TimeUnit.SECONDS);
            assertThat(done.code()).isZero();
            assertThat(done.err()).contains("touch-asks").contains("lead").contains("approved by lea");
            assertThat(home.resolve("made")).exists();
        }
    }

    @Test
    void heldCommandIsWithdrawnWhenItsClientLeaves() throws Exception {
        ClientSession session = caller.password("web", token);
        ChannelExec channel = session.createExecChannel("touch made");
        channel.open().verify(SshCaller.SOON);
        ApprovalDesk desk = gateway.approvals("lea", "lead");
        await(() -> !desk.list().isEmpty());

        session.close(true);

        await(() -> desk.list().get(0).state() == ApprovalRequest.State.WITHDRAWN);
        assertThat(home.resolve("made")).doesNotExist();
    }

    @Test
    void hostThatShowsAnotherKeyGetsNothing() throws IOException {
        one.replaceHost();

        try (ClientSession session = caller.password("web", token)) {
            SshCaller.Done done = SshCaller.exec(session, "echo hello");

            assertThat(done.code()).isEqualTo(255);
            assertThat(done.err()).contains("another key").doesNotContain(SshHost.PASSWORD);
        }
        assertThat(one.host().commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " web",
                "web ",
                "anna:web",
                "web@other",
                "web/../other",
                "-oProxyCommand=x",
                "web\u0000",
                "web\n",
                "$(id)",
                "web;id",
                "wéb"
            })
    void userNamesThatAreNoTargetNamesDoNotLogIn(String name) {
        assertThatThrownBy(() -> caller.password(name, token).close())
                .isInstanceOfAny(SshException.class, IllegalArgumentException.class);
    }

    @Test
    void targetWithoutAGrantIsAnsweredAsOneThatIsNotThere() throws IOException {
        String stranger = gateway.issueToken("bob", "sales");
        try (ClientSession known = caller.password("web", stranger);
                ClientSession unknown = caller.password("nothing-here", stranger)) {
            String refused = SshCaller.exec(known, "id").err();
            String missing = SshCaller.exec(unknown, "id").err();

            assertThat(refused.replace("web", "X")).isEqualTo(missing.replace("nothing-here", "X"));
        }
        assertThat(one.host().commands()).isEmpty();
    }

    @Test
    void wrongTokenDoesNotLogIn() {
        assertThatThrownBy(() -> caller.password("web", "hoop_nothing").close()).isInstanceOf(SshException.class);
    }

    @Test
    void revokedTokenEndsItsConnectionAndWhatRuns() throws Exception {
        ClientSession session = caller.password("web", token);
        ChannelExec channel = session.createExecChannel("sleep 60");
        channel.open().verify(SshCaller.SOON);
        await(() -> !one.host().commands().isEmpty());

        gateway.tokens().revoke(gateway.tokens().list().get(0).id(), "admin");

        assertThat(session.waitFor(EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), SshCaller.SOON))
                .contains(ClientSession.ClientSessionEvent.CLOSED);
    }

    @Test
    void variablesOutsideTheListAreNotGivenToTheHost() throws IOException {
        try (ClientSession session = caller.password("web", token)) {
            SshCaller.Done done = SshCaller.exec(
                    session,
                    "env",
                    InputStream.nullInputStream(),
                    Map.of("LC_TEST", "kept", "BASH_ENV", "/tmp/evil", "PATH", "/tmp/evil"));

            assertThat(done.out()).contains("LC_TEST=kept").doesNotContain("evil");
        }
    }

    @Test
    void characterSetsInWhichBackslashesAreHalvesOfLettersAreNotGivenToTheHost() throws IOException {
        try (ClientSession session = caller.password("web", token)) {
            for (String refused : List.of("zh_CN.GBK", "ja_JP")) {
                assertThat(SshCaller.exec(session, "env", InputStream.nullInputStream(), Map.of("LC_CTYPE", refused))
                                .out())
                        .contains("LC_CTYPE=\n");
            }
            assertThat(SshCaller.exec(session, "env", InputStream.nullInputStream(), Map.of("LC_CTYPE", "de_DE.UTF-8"))
                            .out())
                    .contains("LC_CTYPE=de_DE.UTF-8");
        }
    }

    @Test
    void portsAreNotForwarded() throws IOException {
        try (ClientSession session = caller.password("web", token)) {
            assertThatThrownBy(() -> session.startRemotePortForwarding(
                            new SshdSocketAddress("127.0.0.1", 0),
                            new SshdSocketAddress("127.0.0.1", one.host().port())))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> session.createDirectTcpipChannel(
                                    new SshdSocketAddress("127.0.0.1", 1),
                                    new SshdSocketAddress(
                                            "127.0.0.1", one.host().port()))
                            .open()
                            .verify(SshCaller.SOON))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shellIsRefusedInWordsWhereTheTargetTakesCommandsOnly() throws IOException {
        try (ClientSession session = caller.password("web", token);
                var channel = session.createShellChannel()) {
            var err = new java.io.ByteArrayOutputStream();
            channel.setErr(err);
            channel.open().verify(SshCaller.SOON);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), SshCaller.SOON);

            assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8)).contains("single commands only");
            assertThat(channel.getExitStatus()).isEqualTo(126);
        }
        assertThat(one.host().commands()).isEmpty();
    }

    @Test
    void slowReaderHoldsTheHostBack() throws Exception {
        try (ClientSession session = caller.password("web", token)) {
            ChannelExec channel = session.createExecChannel("yes");
            channel.open().verify(SshCaller.SOON);
            InputStream out = channel.getInvertedOut();
            assertThat(out.readNBytes(1000)).hasSize(1000);
            long before =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();

            for (int i = 0; i < 50; i++) {
                assertThat(out.readNBytes(100_000)).hasSize(100_000);
            }

            System.gc();
            long after =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            assertThat(after - before).isLessThan(64L << 20);
            channel.close(true);
        }
    }

    @Test
    void onlySoManyChannelsAreOpenAtOnce() throws Exception {
        try (ClientSession session = caller.password("web", token)) {
            List<ChannelExec> open = new java.util.ArrayList<>();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            ChannelExec channel = session.createExecChannel("sleep 30");
                            open.add(channel);
                            channel.open().verify(SshCaller.SOON);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(open).hasSizeLessThan(40);
        }
    }

    @Test
    void registeredKeyLogsInUntilItIsRevoked() throws Exception {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        String id =
                gateway.tokens().register(OPS, "admin", Optional.empty(), PublicKeyEntry.toString(pair.getPublic()));
        try (ClientSession session = caller.key("web", pair)) {
            assertThat(SshCaller.exec(session, "echo key").out()).isEqualTo("key\n");
        }

        gateway.tokens().revoke(id, "admin");

        assertThatThrownBy(() -> caller.key("web", pair).close()).isInstanceOf(SshException.class);
    }

    @Test
    void keyOfNobodyDoesNotLogInAndNeitherDoesItsPublicHalfAsAPassword() throws Exception {
        KeyPair known = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        KeyPair other = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        String line = PublicKeyEntry.toString(known.getPublic());
        gateway.tokens().register(OPS, "admin", Optional.empty(), line);

        assertThatThrownBy(() -> caller.key("web", other).close()).isInstanceOf(SshException.class);
        assertThatThrownBy(() -> caller.key("web", new KeyPair(known.getPublic(), other.getPrivate()))
                        .close())
                .isInstanceOf(SshException.class);
        assertThatThrownBy(() -> caller.password("web", line).close()).isInstanceOf(SshException.class);
    }

    @Test
    void certificateLogsInForAsLongAsTheTokenBehindItStands() throws Exception {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        String certificate;
        try (ClientSession session = caller.password("hoop", token)) {
            certificate = SshCaller.exec(
                            session,
                            "certificate",
                            new ByteArrayInputStream(PublicKeyEntry.toString(pair.getPublic())
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                            Map.of())
                    .out();
        }
        KeyPair certified = new KeyPair(
                PublicKeyEntry.parsePublicKeyEntry(certificate.strip())
                        .resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING),
                pair.getPrivate());
        try (ClientSession session = caller.key("web", certified)) {
            assertThat(SshCaller.exec(session, "echo certified").out()).isEqualTo("certified\n");
        }

        gateway.tokens().revoke(gateway.tokens().list().get(0).id(), "admin");

        assertThatThrownBy(() -> caller.key("web", certified).close()).isInstanceOf(SshException.class);
    }

    @Test
    void credentialOfTheTargetIsNotShownEvenWhereItStandsThere() throws IOException {
        java.nio.file.Files.writeString(home.resolve("notes"), "it is: " + SshHost.PASSWORD + ", keep it");
        try (ClientSession session = caller.password("web", token)) {
            assertThat(SshCaller.exec(session, "cat notes").out())
                    .contains("it is: ")
                    .contains(", keep it")
                    .doesNotContain(SshHost.PASSWORD);
        }
    }

    private static SshCaller.Done run(ClientSession session, String command) {
        try {
            return SshCaller.exec(session, command);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
