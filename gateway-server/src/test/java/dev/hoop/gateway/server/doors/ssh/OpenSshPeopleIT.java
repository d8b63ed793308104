package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.assembly.commands.LoginCommand;
import dev.hoop.gateway.server.assembly.commands.SessionsCommand;
import dev.hoop.gateway.server.doors.ssh.BetweenOpenSsh.Done;
import dev.hoop.gateway.server.fixture.Sshd;
import dev.hoop.gateway.server.gate.Role;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What people do around sessions, with Debian's OpenSSH: get certificates, watch a session while it goes on, end it. */
@Tag("e2e")
class OpenSshPeopleIT {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { user: %3$s, shell: bash, home: %4$s, host-key: "%5$s", shell-mode: recorded }
            grants:
              - { name: ops, who: { groups: [ops] }, target: web, allow: [command, shell], commands: ["*"], paths: ["/**"] }
            """;

    @TempDir
    static Path base;

    private static BetweenOpenSsh between;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        between = BetweenOpenSsh.in(
                base,
                POLICY,
                builder -> builder.page(loopback())
                        .role(Role.AUDITOR, "audit")
                        .role(Role.ADMIN, "admins")
                        .ssh(loopback(), List.of("127.0.0.1")));
        base = between.base();
        gateway = between.gateway();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterAll
    static void stop() {
        between.close();
    }

    @Test
    void certificateFromLoginOpensAHostAndEndsWithTheTokenBehindIt() throws Exception {
        TokenOffice.Fresh token = token("anna", Duration.ofHours(1));
        Path key = base.resolve("anna-key");

        Done login = login(token, key, "--minutes", "10");

        assertThat(login.code()).as(login.err()).isZero();
        assertThat(login.out()).contains("IdentityFile " + key).contains("CertificateFile " + key + "-cert.pub");
        for (String ending : List.of("", ".pub", "-cert.pub")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("anna-key" + ending))))
                    .isEqualTo("rw-------");
        }
        assertThat(keygen(key)).contains("anna").containsPattern("Valid: from .* to ");
        assertThat(ssh(key, "echo certified")).isEqualTo(new Done(0, "certified\n", ""));
        Process running = process(key, "sleep 60");
        BetweenOpenSsh.await(() -> gateway.openSessions() > 0);

        gateway.tokens().revoke(token.id(), "admin");

        assertThat(running.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).isEqualTo(255);
        assertThat(ssh(key, "true").code()).isEqualTo(255);
        assertThat(between.trail()).contains("\"kind\":\"certificate-issued\"").contains("SHA256:");
    }

    @Test
    void certificateThatExpiresEndsTheSessionItOpened() throws Exception {
        TokenOffice.Fresh token = token("bob", Duration.ofSeconds(6));
        Path key = base.resolve("bob-key");
        assertThat(login(token, key).code()).isZero();
        Process running = process(key, "echo begun; sleep 60");
        assertThat(running.inputReader().readLine()).isEqualTo("begun");

        assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(running.exitValue()).isEqualTo(255);
        assertThat(ssh(key, "true").code()).isEqualTo(255);
    }

    @Test
    void certificateForOneNetworkDoesNotLogInFromAnother() throws Exception {
        TokenOffice.Fresh token = token("carl", Duration.ofHours(1));
        Path here = base.resolve("here-key");
        Path elsewhere = base.resolve("elsewhere-key");
        assertThat(login(token, here, "--source", "127.0.0.0/8,2001:db8::/32").code())
                .isZero();
        assertThat(login(token, elsewhere, "--source", "192.0.2.0/24").code()).isZero();

        assertThat(ssh(here, "echo here")).isEqualTo(new Done(0, "here\n", ""));
        assertThat(ssh(elsewhere, "echo elsewhere").code()).isEqualTo(255);
        assertThat(login(token, here, "--source", "everywhere").err()).contains("source addresses are written like");
        assertThat(login(token, here, "--minutes", "5000").err()).contains("good for");
    }

    @Test
    void keyThatIsThereIsCertifiedAndNotMadeAnew() throws Exception {
        TokenOffice.Fresh token = token("dora", Duration.ofHours(1));
        Path key = base.resolve("dora-key");
        Sshd.keygen(key);
        byte[] before = Files.readAllBytes(key);

        assertThat(login(token, key).code()).isZero();

        assertThat(key).hasBinaryContent(before);
        assertThat(ssh(key, "echo dora").out()).isEqualTo("dora\n");
    }

    @Test
    void recordedShellIsWatchedByAnAuditorAndEndedByAnAdmin() throws Exception {
        Path key = base.resolve("eve-key");
        assertThat(login(token("eve", Duration.ofHours(1)), key).code()).isZero();
        Process shell = process(key, "-tt");
        shell.getOutputStream().write("echo first-$((1+1))\n".getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().flush();
        var shown = shell.inputReader();
        awaitLine(shown, "first-2");
        StringWriter listed = new StringWriter();
        assertThat(sessions(listed, gateway.issueToken("otto", "audit"), "list", "--subject", "eve"))
                .isZero();
        String id = listed.toString().substring(0, listed.toString().indexOf(" "));
        StringWriter seen = new StringWriter();
        CompletableFuture<Integer> watching =
                CompletableFuture.supplyAsync(() -> sessions(seen, gateway.issueToken("otto", "audit"), "watch", id));
        BetweenOpenSsh.await(
                () -> seen.toString().contains("first-2")); // what was shown last is shown to who comes later

        shell.getOutputStream().write("echo second-$((1+2))\n".getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().flush();
        awaitLine(shown, "second-3");
        BetweenOpenSsh.await(() -> seen.toString().contains("second-3"));

        StringWriter refused = new StringWriter();
        assertThat(sessions(refused, gateway.issueToken("otto", "audit"), "end", "--reason", "x", id))
                .isNotZero();
        assertThat(sessions(refused, gateway.issueToken("mallory", "ops"), "watch", id))
                .isNotZero();
        assertThat(shell.isAlive()).isTrue();
        assertThat(sessions(
                        new StringWriter(), gateway.issueToken("ada", "admins"), "end", "--reason", "not agreed", id))
                .isZero();

        assertThat(shell.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(watching.get(15, TimeUnit.SECONDS)).isZero();
        assertThat(seen.toString()).contains("session closed");
        assertThat(between.trail())
                .contains("\"kind\":\"session-watched\"")
                .contains("\"by\":\"ada\"")
                .contains("not agreed");
    }

    private static TokenOffice.Fresh token(String name, Duration life) {
        return gateway.tokens()
                .issue(
                        new Subject(new SubjectName(name), Subject.Kind.PERSON, Set.of("ops")),
                        "admin",
                        Optional.of(life));
    }

    private static Done login(TokenOffice.Fresh token, Path key, String... more) throws IOException {
        Path file = Files.writeString(Files.createTempFile(base, "token", ""), token.secret());
        List<String> words = new ArrayList<>(
                List.of("--ssh-key", key.toString(), "--token-file", file.toString(), "--page", page()));
        words.addAll(List.of(more));
        return command(new CommandLine(new LoginCommand()), words);
    }

    private static int sessions(StringWriter out, String token, String... words) {
        try {
            Path file = Files.writeString(Files.createTempFile(base, "token", ""), token);
            List<String> all = new ArrayList<>(List.of(words));
            all.addAll(1, List.of("--token-file", file.toString(), "--page", page()));
            CommandLine line = new CommandLine(new SessionsCommand());
            line.setOut(new PrintWriter(out, true));
            line.setErr(new PrintWriter(out, true));
            return line.execute(all.toArray(String[]::new));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Done command(CommandLine line, List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(words.toArray(String[]::new));
        return new Done(code, out.toString(), err.toString());
    }

    private static String page() {
        return gateway.page().orElseThrow().toString();
    }

    private static String keygen(Path key) throws Exception {
        Process process = new ProcessBuilder("ssh-keygen", "-L", "-f", key + "-cert.pub").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Process process(Path key, String command) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("timeout", "90", "ssh", "-F", base.resolve("config").toString(), "-i", key.toString()));
        words.addAll(command.equals("-tt") ? List.of("-tt", "web@x") : List.of("web@x", command));
        return new ProcessBuilder(words).start();
    }

    private static Done ssh(Path key, String command) throws Exception {
        Process process = process(key, command);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Done(process.waitFor(), out, err);
    }

    private static void awaitLine(java.io.BufferedReader lines, String wanted) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(wanted)) {
            line = lines.readLine();
        }
        assertThat(line).startsWith(wanted);
    }
}
