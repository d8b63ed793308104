package dev.hoop.gateway.server.doors.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.InvalidOptionException;
import dev.hoop.gateway.remote.failure.PeerUntrustedException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import dev.hoop.gateway.remote.token.Token;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.SshHost;
import dev.hoop.gateway.server.gate.ApprovalDesk;
import dev.hoop.gateway.ssh.Command;
import dev.hoop.gateway.ssh.CommandResult;
import dev.hoop.gateway.ssh.HoopSsh;
import dev.hoop.gateway.ssh.RemoteFile;
import dev.hoop.gateway.ssh.RemoteFiles;
import dev.hoop.gateway.ssh.RunningCommand;
import dev.hoop.gateway.ssh.SshOptions;
import dev.hoop.gateway.ssh.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client for Java programs, in front of a whole gateway and a host. */
class HoopSshIT {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%d
                credential: file:%s
                options: { shell: sh, home: %s, host-key: "%s", shell-mode: recorded }
            grants:
              - { name: ops-run, who: { groups: [ops] }, target: web, allow: [command, files, shell], commands: ["*"], paths: ["/**", "~/**"] }
            rules:
              - { name: no-reboot, on: { programs: [reboot] }, verdict: deny, message: "Ask for a maintenance window." }
              - { name: no-keys, on: { paths: ["%s/.ssh/**"] }, verdict: deny }
              - { name: touch-asks, on: { programs: [touch] }, verdict: hold, approvers: { groups: [lead] }, within: 30s }
            """;

    @TempDir
    static Path base;

    private static Path home;
    private static SshHost host;
    private static Gateway gateway;
    private static String token;
    private static String key;

    @BeforeAll
    static void start() throws IOException {
        base = base.toRealPath();
        home = Files.createDirectory(base.resolve("home"));
        host = SshHost.in(home);
        host.server().setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        Path password = Files.writeString(base.resolve("web"), SshHost.USER + ":" + SshHost.PASSWORD);
        gateway = Gateway.builder()
                .policyText(POLICY.formatted(host.port(), password, home, host.key(), home))
                .data(base.resolve("data"))
                .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1"))
                .start();
        token = gateway.issueToken("anna", "ops");
        key = Files.readString(base.resolve("data/ssh/host_key.pub")).strip();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        host.close();
    }

    private static SshOptions.Builder options() {
        return SshOptions.at("127.0.0.1", "web")
                .port(gateway.sshPort().orElseThrow())
                .hostKey(key)
                .token(token);
    }

    private static HoopSsh connected() {
        return connected(as -> as);
    }

    private static HoopSsh connected(UnaryOperator<SshOptions.Builder> more) {
        return HoopSsh.connect(more.apply(options()).build());
    }

    @Test
    void commandTellsOutputErrorsAndCode() {
        try (HoopSsh ssh = connected()) {
            CommandResult done = ssh.exec("echo out; echo err >&2; exit 3");

            assertThat(done.output()).isEqualTo("out\n");
            assertThat(done.errors()).isEqualTo("err\n");
            assertThat(done.exitCode()).hasValue(3);
            assertThat(done.exit().isSuccess()).isFalse();
        }
    }

    @Test
    void connectionOnWhichNothingIsSaidIsAskedForAndStays() {
        try (HoopSsh ssh = connected(as -> as.aliveEvery(Duration.ofMillis(200)))) {
            assertThat(ssh.exec("sleep 2; echo still").output()).isEqualTo("still\n");
        }
    }

    @Test
    void streamsPassBothWaysWhateverBytesTheyAre() throws Exception {
        byte[] bytes = new byte[2_000_000];
        new Random(5).nextBytes(bytes);
        try (HoopSsh ssh = connected();
                RunningCommand cat = ssh.start(Command.of("cat"))) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try (OutputStream in = cat.input()) {
                    in.write(bytes);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(cat.output().readAllBytes()).isEqualTo(bytes);
            sent.get(10, TimeUnit.SECONDS);
            assertThat(cat.await().isSuccess()).isTrue();
        }
    }

    @Test
    void refusalIsAnExceptionWithItsRuleAndNothingOfItIsAmongTheErrors() throws IOException {
        try (HoopSsh ssh = connected();
                RunningCommand refused = ssh.start(Command.of("reboot"))) {
            assertThat(refused.errors().readAllBytes()).isEmpty();

            RequestFailedException told = catchThrowableOfType(RequestFailedException.class, refused::await);

            assertThat(told.code()).isEqualTo(ErrorCode.DENIED_BY_POLICY);
            assertThat(told).hasMessageContaining("Ask for a maintenance window.");
            assertThat(told.failure().rule()).isEqualTo("no-reboot");
            assertThat(told.failure().effect()).isEqualTo(Effect.NOT_SENT);
        }
        assertThat(host.commands()).doesNotContain("reboot");
    }

    @Test
    void heldCommandTellsItsProgramWhoIsAskedAndGoesOn() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (HoopSsh ssh = connected(as -> as.approvals(listener(told)))) {
            CompletableFuture<CommandResult> running = CompletableFuture.supplyAsync(() -> ssh.exec("touch held"));
            await(() -> !told.isEmpty());
            ApprovalDesk desk = gateway.approvals("lea", "lead");
            assertThat(told).first().asString().startsWith("touch-asks of anna asks lead for touch held");
            assertThat(home.resolve("held")).doesNotExist();

            desk.approve(id(told.get(0)), "fine");

            CommandResult done = running.get(20, TimeUnit.SECONDS);
            assertThat(done.exit().isSuccess()).isTrue();
            assertThat(done.errors()).isEmpty();
            assertThat(home.resolve("held")).exists();
            assertThat(told).last().asString().startsWith("APPROVED by lea");
        }
    }

    @Test
    void heldCommandThatIsRefusedSaysSo() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (HoopSsh ssh = connected(as -> as.approvals(listener(told)))) {
            CompletableFuture<CommandResult> running = CompletableFuture.supplyAsync(() -> ssh.exec("touch refused"));
            await(() -> !told.isEmpty());

            gateway.approvals("lea", "lead").refuse(id(told.get(0)), "not today");

            assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(RequestFailedException.class)
                    .hasMessageContaining("not today");
            assertThat(home.resolve("refused")).doesNotExist();
        }
    }

    @Test
    void cancelWithdrawsWhatIsHeld() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (HoopSsh ssh = connected(as -> as.approvals(listener(told)));
                RunningCommand held = ssh.start(Command.of("touch cancelled"))) {
            await(() -> !told.isEmpty());

            held.cancel();

            String id = id(told.get(0));
            await(() -> state(id) == ApprovalRequest.State.WITHDRAWN);
            assertThatThrownBy(held::await)
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            assertThat(home.resolve("cancelled")).doesNotExist();
        }
    }

    @Test
    void listenerThatFailsWithdrawsItsRequest() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        List<String> ids = new CopyOnWriteArrayList<>();
        ApprovalListener crooked = new ApprovalListener() {
            @Override
            public void pending(ApprovalRequest request) {
                ids.add(request.id());
                calls.incrementAndGet();
                throw new IllegalStateException("the chat is down");
            }

            @Override
            public void decided(ApprovalDecision decision) {}
        };
        try (HoopSsh ssh = connected(as -> as.approvals(crooked))) {
            assertThatThrownBy(() -> ssh.exec("touch broken")).hasMessage("the chat is down");

            await(() -> state(ids.get(0)) == ApprovalRequest.State.WITHDRAWN);
        }
        assertThat(home.resolve("broken")).doesNotExist();
    }

    @Test
    void commandThatTakesTooLongIsEndedOnItsHost() throws Exception {
        try (HoopSsh ssh = connected()) {
            GatewayException late = catchThrowableOfType(
                    GatewayException.class,
                    () -> ssh.exec(Command.of("sleep 300 && echo done > late").within(Duration.ofMillis(300))));

            assertThat(late.code()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(ssh.exec("echo on").output()).isEqualTo("on\n");
        }
        assertThat(home.resolve("late")).doesNotExist();
    }

    @Test
    void commandThatWritesMoreThanIsGatheredIsEnded() {
        try (HoopSsh ssh = connected()) {
            assertThatThrownBy(() -> ssh.exec(Command.of("yes").gathering(1000)))
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        }
    }

    @Test
    void shellTakesWhatIsTypedAndEnds() throws IOException {
        try (HoopSsh ssh = connected();
                RunningCommand shell = ssh.shell(Terminal.USUAL)) {
            shell.input().write("echo typed-$((40+2)); exit 5\n".getBytes(UTF_8));
            shell.input().flush();

            assertThat(new String(shell.output().readAllBytes(), UTF_8)).contains("typed-42");
            assertThat(shell.await().code()).hasValue(5);
        }
    }

    @Test
    void filesAreWrittenListedReadAndRefusedByPolicy() throws IOException {
        byte[] content = new byte[200_000];
        new Random(9).nextBytes(content);
        Files.createDirectory(home.resolve(".ssh"));
        try (HoopSsh ssh = connected();
                RemoteFiles files = ssh.sftp()) {
            files.makeDirectory(home + "/new");
            try (OutputStream out = files.write(home + "/new/a")) {
                out.write(content);
            }
            files.rename(home + "/new/a", home + "/new/b");

            assertThat(files.list(home + "/new")).extracting(RemoteFile::name).containsExactly("b");
            assertThat(files.stat(home + "/new/b").bytes()).isEqualTo(content.length);
            assertThat(files.stat(home + "/new").kind()).isEqualTo(RemoteFile.Kind.DIRECTORY);
            try (InputStream in = files.read(home + "/new/b")) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            assertThatThrownBy(() -> files.write(home + "/.ssh/authorized_keys"))
                    .isInstanceOfSatisfying(GatewayException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.DENIED_BY_POLICY);
                        assertThat(e).hasMessageContaining("no-keys");
                    });
            assertThatThrownBy(() -> files.stat(home + "/nothing"))
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_FAILED));
            files.remove(home + "/new/b");
            files.removeDirectory(home + "/new");
        }
        assertThat(home.resolve("new")).doesNotExist();
    }

    @Test
    void gatewayWithAnotherKeyGetsNoToken() {
        AtomicInteger asked = new AtomicInteger();
        SshOptions options = SshOptions.at("127.0.0.1", "web")
                .port(host.port())
                .hostKey(key)
                .tokens(reason -> {
                    asked.incrementAndGet();
                    return new Token(token);
                })
                .build();

        assertThatThrownBy(() -> HoopSsh.connect(options)).isInstanceOf(PeerUntrustedException.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void withoutAKeyToKnowTheGatewayByNothingIsConnected() {
        assertThatThrownBy(() -> SshOptions.at("127.0.0.1", "web").token("x").build())
                .isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> options().hostKey("ssh-ed25519 nonsense").build())
                .isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void gatewayIsKnownByWhoHasCertifiedIt() throws IOException {
        SshOptions.Builder named = SshOptions.at("127.0.0.1", "web")
                .port(gateway.sshPort().orElseThrow())
                .token(token);
        String ca = Files.readString(base.resolve("data/ssh/host_ca.pub"));
        String other = Files.readString(base.resolve("data/ssh/user_ca.pub"));

        try (HoopSsh ssh = HoopSsh.connect(named.hostCa(ca).build())) {
            assertThat(ssh.exec("echo certified").output()).isEqualTo("certified\n");
        }
        SshOptions wrong = SshOptions.at("127.0.0.1", "web")
                .port(gateway.sshPort().orElseThrow())
                .token(token)
                .hostCa(other)
                .build();
        assertThatThrownBy(() -> HoopSsh.connect(wrong)).isInstanceOf(PeerUntrustedException.class);
    }

    @Test
    void wrongTokenIsRefusedInWords() {
        assertThatThrownBy(() -> connected(as -> as.token("hoop_nothing")).close())
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOGIN_FAILED));
    }

    @Test
    void connectionThatWasEndedIsMadeAnewWithANewTokenAndNothingIsSentAgain() throws Exception {
        List<String> tokens = new CopyOnWriteArrayList<>(List.of(gateway.issueToken("otto", "ops"), token));
        AtomicInteger asked = new AtomicInteger();
        try (HoopSsh ssh = connected(as ->
                as.tokens(reason -> new Token(tokens.get(Math.min(asked.getAndIncrement(), tokens.size() - 1)))))) {
            RunningCommand running = ssh.start(Command.of("echo x >> counted; sleep 60"));
            await(() -> Files.exists(home.resolve("counted")));
            String id = gateway.tokens().list().stream()
                    .filter(each -> each.subject().name().value().equals("otto"))
                    .findFirst()
                    .orElseThrow()
                    .id();

            gateway.tokens().revoke(id, "admin");

            assertThatThrownBy(running::await)
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            e -> assertThat(e.code()).isIn(ErrorCode.TARGET_LOST, ErrorCode.CONNECTION_LOST));
            assertThat(ssh.exec("cat counted").output()).isEqualTo("x\n");
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void commandThatMeetsTheEndOfItsConnectionIsTheFirstOfTheNext() {
        AtomicInteger opened = new AtomicInteger();
        try (SshHost ending = SshHost.in(home)) {
            ending.server().setPasswordAuthenticator((user, password, session) -> password.equals(token));
            ending.server().setChannelFactories(List.of(new ChannelSessionFactory() {
                @Override
                public Channel createChannel(Session session) throws IOException {
                    if (opened.getAndIncrement() == 0) {
                        session.close(true);
                    }
                    return super.createChannel(session);
                }
            }));
            SshOptions there = SshOptions.at("127.0.0.1", SshHost.USER)
                    .port(ending.port())
                    .hostKey(ending.key())
                    .token(token)
                    .build();

            try (HoopSsh ssh = HoopSsh.connect(there)) {
                assertThat(ssh.exec("echo once").output()).isEqualTo("once\n");
            }

            assertThat(opened).hasValue(2);
            assertThat(ending.commands()).containsExactly("echo once");
        }
    }

    @Test
    void keysAreExchangedByTheQuickestThatIsSafeFromQuantumComputers() throws Exception {
        try (SshHost modern = SshHost.in(home);
                SshServer usual = SshServer.setUpDefaultServer()) {
            modern.server().setKeyExchangeFactories(usual.getKeyExchangeFactories());
            modern.server().setPasswordAuthenticator((user, password, session) -> password.equals(token));
            SshOptions there = SshOptions.at("127.0.0.1", SshHost.USER)
                    .port(modern.port())
                    .hostKey(modern.key())
                    .token(token)
                    .build();

            try (HoopSsh ssh = HoopSsh.connect(there)) {
                assertThat(modern.server().getActiveSessions())
                        .extracting(each -> each.getNegotiatedKexParameter(KexProposalOption.ALGORITHMS))
                        .containsExactly("mlkem768x25519-sha256");
                assertThat(ssh.exec("echo on").output()).isEqualTo("on\n");
            }
        }
    }

    @Test
    void closedConnectionRunsNothing() {
        HoopSsh ssh = connected();
        ssh.close();

        assertThatThrownBy(() -> ssh.exec("echo no")).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void variablesPassAsTheDoorAllows() {
        try (HoopSsh ssh = connected()) {
            CommandResult done = ssh.exec(Command.of("env")
                    .with(Map.of("LC_TEST", "kept", "LD_PRELOAD", "/tmp/evil"))
                    .within(Duration.ofSeconds(20)));

            assertThat(done.output()).contains("LC_TEST=kept").doesNotContain("evil", "HOOP_");
        }
    }

    private static ApprovalListener listener(List<String> told) {
        return new ApprovalListener() {
            @Override
            public void pending(ApprovalRequest request) {
                told.add("%s of %s asks %s for %s %s"
                        .formatted(
                                request.rule(),
                                request.requester(),
                                String.join(",", request.approvers()),
                                request.statement(),
                                request.id()));
            }

            @Override
            public void decided(ApprovalDecision decision) {
                told.add(decision.state() + " by " + decision.by() + ": " + decision.reason());
            }
        };
    }

    private static String id(String told) {
        return told.substring(told.lastIndexOf(' ') + 1);
    }

    private static ApprovalRequest.State state(String id) {
        Optional<ApprovalRequest> found = gateway.approvals("lea", "lead").list().stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
        return found.map(ApprovalRequest::state).orElse(ApprovalRequest.State.PENDING);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
