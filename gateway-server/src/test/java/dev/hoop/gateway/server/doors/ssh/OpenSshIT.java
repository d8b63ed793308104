package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.doors.ssh.BetweenOpenSsh.Done;
import dev.hoop.gateway.server.fixture.Sshd;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's own OpenSSH, rsync and git, on both sides of the gateway. */
@Tag("e2e")
class OpenSshIT {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { user: %3$s, shell: bash, home: %4$s, host-key: "%5$s", shell-mode: recorded }
              certified:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                options: { user: %3$s, shell: bash, home: %4$s, host-key: "%5$s" }
              by-authority:
                type: ssh
                url: ssh://127.0.0.1:%6$d
                credential: file:%7$s
                options: { user: %3$s, shell: bash, home: %4$s, host-ca: "%8$s" }
              by-another:
                type: ssh
                url: ssh://127.0.0.1:%6$d
                credential: file:%7$s
                options: { user: %3$s, shell: bash, home: %4$s, host-ca: "%5$s" }
              by-another-name:
                type: ssh
                url: ssh://localhost:%6$d
                credential: file:%7$s
                options: { user: %3$s, shell: bash, home: %4$s, host-ca: "%8$s" }
              by-nobody:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { user: %3$s, shell: bash, home: %4$s, host-ca: "%8$s" }
            grants:
              - { name: ops, who: { groups: [ops] }, target: [web, certified, by-authority, by-another, by-another-name, by-nobody], allow: [command, files, shell], commands: ["*"], paths: ["/**"] }
            rules:
              - { name: no-reboot, on: { programs: [reboot] }, verdict: deny }
              - { name: not-there, on: { target: certified, paths: ["%4$s/forbidden/**"] }, verdict: deny }
            """;

    @TempDir
    static Path base;

    private static BetweenOpenSsh between;
    private static Sshd certified;
    private static Path home;

    @BeforeAll
    static void start() throws Exception {
        Path place = Files.createDirectory(base.toRealPath().resolve("certified-host"));
        Sshd.keygen(place.resolve("authority"));
        certified = Sshd.certified(place, place.resolve("authority"), "127.0.0.1");
        between = BetweenOpenSsh.in(
                        base,
                        POLICY,
                        builder -> builder.ssh(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1")),
                        certified.port(),
                        certified.userKey(),
                        Files.readString(place.resolve("authority.pub")).strip())
                .as("anna", Subject.Kind.PERSON, "ops");
        base = between.base();
        home = between.home();
        Files.createDirectory(home.resolve("forbidden"));
        assertThat(base.resolve("data/ssh/known_hosts")).content().startsWith("@cert-authority 127.0.0.1 ssh-ed25519 ");
    }

    @AfterAll
    static void stop() {
        between.close();
        certified.close();
    }

    @Test
    void sshRunsCommandsWithTheirOutputErrorsAndCodes() throws Exception {
        Done done = ssh("web", "echo out; echo err >&2; exit 7");

        assertThat(done).isEqualTo(new Done(7, "out\n", "err\n"));
    }

    @Test
    void targetMayStandInTheOptionForTheUser() throws Exception {
        assertThat(run(List.of("ssh", "-F", config(), "-o", "User=web", "x", "echo in")))
                .isEqualTo(new Done(0, "in\n", ""));
    }

    @Test
    void newKeysInTheMidstOfAStreamChangeNothingInIt() throws Exception {
        Done done = run(List.of(
                "ssh", "-F", config(), "-o", "RekeyLimit=1M", "web@x", "head -c 20000000 /dev/zero | tr '\\0' x"));

        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).hasSize(20_000_000).doesNotContainPattern("[^x]");
    }

    @Test
    void clientThatAsksWhetherTheGatewayIsThereIsAnswered() throws Exception {
        Done done = run(List.of(
                "ssh",
                "-F",
                config(),
                "-o",
                "ServerAliveInterval=1",
                "-o",
                "ServerAliveCountMax=1",
                "web@x",
                "sleep 4; echo still"));

        assertThat(done).isEqualTo(new Done(0, "still\n", ""));
    }

    @Test
    void commandThatASignalEndedIsToldAsOne() throws Exception {
        Done done = run(List.of("ssh", "-v", "-F", config(), "-o", "LogLevel=DEBUG1", "web@x", "kill -TERM $$"));

        assertThat(done.code()).isEqualTo(255);
        assertThat(done.err()).contains("exit-signal");
    }

    /** Without a terminal a host's own sshd lets a command run on that neither reads nor writes, unless it takes signals from its user. */
    @Test
    void clientThatIsKilledTakesWhatRunsWithIt() throws Exception {
        Path started = home.resolve("started");
        for (List<String> words : List.of(
                List.of("web@x", "echo $$ > " + started + "; exec cat > /dev/null"),
                List.of("-tt", "web@x", "echo $$ > " + started + "; exec sleep 300"))) {
            Process client = between.open(words.toArray(String[]::new));
            BetweenOpenSsh.await(() -> started.toFile().length() > 0);
            long running = Long.parseLong(Files.readString(started).strip());
            assertThat(ProcessHandle.of(running)).isPresent();

            client.descendants().forEach(ProcessHandle::destroyForcibly);

            BetweenOpenSsh.await(() ->
                    ProcessHandle.of(running).filter(ProcessHandle::isAlive).isEmpty());
            Files.delete(started);
        }
    }

    @Test
    void sshIsToldWhichRuleRefused() throws Exception {
        Done done = ssh("web", "reboot");

        assertThat(done.code()).isEqualTo(126);
        assertThat(done.err()).contains("no-reboot");
    }

    @Test
    void sessionCertificateOpensTheHost() throws Exception {
        assertThat(ssh("certified", "echo certified")).isEqualTo(new Done(0, "certified\n", ""));
        assertThat(Files.readString(base.resolve("sshd.log"))).contains("ID anna/");
    }

    @Test
    void hostIsKnownByWhoHasCertifiedItForItsNameAndByNothingElse() throws Exception {
        assertThat(ssh("by-authority", "echo known")).isEqualTo(new Done(0, "known\n", ""));
        for (String target : List.of("by-another", "by-another-name", "by-nobody")) {
            Done done = ssh(target, "echo known");
            assertThat(done.code()).as(target).isEqualTo(255);
            assertThat(done.out()).isEmpty();
        }
    }

    @Test
    void largeBinaryFilesPassUnchangedByEveryWay() throws Exception {
        byte[] bytes = new byte[20_000_000];
        new Random(11).nextBytes(bytes);
        Path local = Files.write(base.resolve("large"), bytes);

        for (List<String> way : List.of(
                List.of("scp", "-F", config(), local.toString(), "web@x:" + home + "/new-scp"),
                List.of("scp", "-O", "-F", config(), local.toString(), "web@x:" + home + "/old-scp"),
                List.of("rsync", "-e", "ssh -F " + config(), local.toString(), "web@x:" + home + "/rsynced"))) {
            Done done = run(way);
            assertThat(done.code()).as(done.err()).isZero();
        }
        for (String name : List.of("new-scp", "old-scp", "rsynced")) {
            assertThat(home.resolve(name)).hasSameBinaryContentAs(local);
        }
        Path back = base.resolve("back");
        assertThat(run(List.of("scp", "-F", config(), "web@x:" + home + "/old-scp", back.toString()))
                        .code())
                .isZero();
        assertThat(back).hasSameBinaryContentAs(local);
        Process cat = new ProcessBuilder("ssh", "-F", config(), "web@x", "cat " + home + "/new-scp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(digest(cat.getInputStream().readAllBytes())).isEqualTo(digest(bytes));
    }

    @Test
    void sftpIsJudgedPlaceByPlace() throws Exception {
        Files.writeString(home.resolve("forbidden/secret"), "no");
        Files.createSymbolicLink(home.resolve("way"), home.resolve("forbidden"));
        Files.writeString(home.resolve("allowed"), "yes");

        Done fine = sftp("get " + home + "/allowed " + base.resolve("got") + "\nls " + home + "\n");
        Done direct = sftp("get " + home + "/forbidden/secret " + base.resolve("stolen") + "\n");
        Done linked = sftp("get " + home + "/way/secret " + base.resolve("stolen") + "\n");

        assertThat(fine.code()).as(fine.err()).isZero();
        assertThat(base.resolve("got")).hasContent("yes");
        assertThat(direct.err()).contains("not-there");
        assertThat(linked.err()).contains("not-there");
        assertThat(base.resolve("stolen")).doesNotExist();
    }

    @Test
    void gitClonesAndPushes() throws Exception {
        Path bare = home.resolve("repo.git");
        assertThat(run(List.of("git", "init", "-q", "--bare", bare.toString())).code())
                .isZero();
        Path work = base.resolve("work");
        String ssh = "core.sshCommand=ssh -F " + config();

        Done cloned = run(List.of("git", "-c", ssh, "clone", "-q", "web@x:" + bare, work.toString()));
        assertThat(cloned.code()).as(cloned.err()).isZero();
        Files.writeString(work.resolve("file"), "content");
        run(List.of("git", "-C", work.toString(), "add", "file"));
        run(List.of(
                "git", "-C", work.toString(), "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first"));
        Done pushed = run(List.of("git", "-C", work.toString(), "-c", ssh, "push", "-q", "origin", "HEAD"));

        assertThat(pushed.code()).as(pushed.err()).isZero();
        assertThat(run(List.of("git", "-C", bare.toString(), "log", "--oneline", "--all"))
                        .out())
                .contains("first");
    }

    @Test
    void terminalProgramsRunInRecordedShells() throws Exception {
        Done done = run(List.of("ssh", "-F", config(), "-tt", "web@x", "stty size; tput -T xterm clear; echo done"));

        assertThat(done.code()).isZero();
        assertThat(done.out()).contains("done").contains("\u001b[");
    }

    @Test
    void wordsTypedIntoARecordedShellReachIt() throws Exception {
        Process process = new ProcessBuilder("ssh", "-F", config(), "-tt", "web@x")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write("echo typed-$((40+2)); exit 5\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();

        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(5);
        assertThat(shown).contains("typed-42");
    }

    @Test
    void nothingIsForwarded() throws Exception {
        Done done = run(List.of(
                "ssh", "-F", config(), "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:22", "web@x", "true"));

        assertThat(done.code()).isNotZero();
    }

    private static Done ssh(String target, String command) throws Exception {
        return between.ssh(target + "@x", command);
    }

    private static Done sftp(String batch) throws Exception {
        Path file = Files.writeString(base.resolve("batch"), batch);
        return run(List.of("sftp", "-F", config(), "-b", file.toString(), "certified@x"));
    }

    private static Done run(List<String> command) throws Exception {
        return between.run(command);
    }

    private static String config() {
        return between.config();
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
