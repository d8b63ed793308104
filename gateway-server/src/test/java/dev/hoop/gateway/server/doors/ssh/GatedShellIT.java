package dev.hoop.gateway.server.doors.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.Recordings;
import dev.hoop.gateway.server.fixture.Sshd;
import dev.hoop.gateway.server.gate.ApprovalDesk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gated shells on Debian's own sshd, in bash and in dash, and ways around them. The grant gives every program, path and opacity, so that what
 * holds is what the mode itself refuses, and the one rule: nobody starts touch.
 */
@Tag("e2e")
class GatedShellIT {
    private static final String POLICY = """
            version: 1
            targets:
              bash:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { user: %3$s, shell: bash, home: %4$s, host-key: "%5$s", shell-mode: gated, terminal-programs: "vi, vim, less, cat" }
              dash:
                type: ssh
                url: ssh://127.0.0.1:%1$d
                credential: file:%2$s
                options: { user: %3$s, shell: sh, home: %4$s, host-key: "%5$s", shell-mode: gated }
            protected:
              - { class: pci.card, detect: card-number, mask: { keep-last: 4 } }
            grants:
              - name: ops
                who: { groups: [ops] }
                target: [bash, dash]
                allow: [command, shell]
                commands: ["*"]
                paths: ["/**"]
                opaque: [computed-program, computed-arguments, unknown-option, inline-code, code-from-input, code-from-file, environment, definition, interactive, arithmetic]
            rules:
              - { name: no-touch, on: { programs: [touch] }, verdict: deny, message: "Nobody touches." }
              - { name: sync-asks, on: { programs: [sync] }, verdict: hold, approvers: { groups: [lead] }, within: 30s }
            """;

    @TempDir
    static Path base;

    private static Path home;
    private static Sshd sshd;
    private static Gateway gateway;
    private static SshCaller caller;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        base = base.toRealPath();
        home = Files.createDirectory(base.resolve("home"));
        sshd = Sshd.in(base, "SetEnv HOME=" + home);
        gateway = Gateway.builder()
                .policyText(POLICY.formatted(
                        sshd.port(), sshd.userKey(), System.getProperty("user.name"), home, sshd.hostKey()))
                .data(base.resolve("data"))
                .ssh(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
        caller = new SshCaller(gateway.sshPort().orElseThrow());
        token = gateway.issueToken("anna", "ops");
    }

    @AfterAll
    static void stop() throws Exception {
        caller.close();
        gateway.close();
        sshd.close();
    }

    private static TypingPerson at(String target) throws IOException {
        ClientSession session = caller.password(target, token);
        return new TypingPerson(session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void directoriesVariablesAndCodesLiveOn(String target) throws Exception {
        Files.createDirectories(home.resolve("sub"));
        try (TypingPerson anna = at(target)) {
            anna.say("cd " + home + "/sub");
            anna.say("X='a value'");
            assertThat(anna.say("echo \"$X in $PWD\"")).contains("a value in " + home + "/sub");
            assertThat(anna.shown()).contains(target + ":" + home + "/sub$ ");
            anna.say("false");
            assertThat(anna.say("ls nothing-there; echo code-$?")).contains("code-2");
            anna.type("exit 7\r");

            assertThat(anna.ended()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void constructsOfSeveralLinesAreJudgedAndRunWhole(String target) throws Exception {
        try (TypingPerson anna = at(target)) {
            assertThat(anna.say("for i in 1 2 3; do\recho number-$i\rdone")).contains("number-1", "number-3");
            assertThat(anna.say("cat <<'END'\rone\rtwo\rEND\recho after")).contains("one", "two", "after");
            assertThat(anna.say("for i in 1; do\rtouch " + home + "/looped\rdone"))
                    .contains("no-touch");
            assertThat(anna.say("echo 'open\rquote'")).contains("quote");
            assertThat(anna.say("echo " + "x".repeat(6000) + "| wc -c")).contains("6001");
        }
        assertThat(home.resolve("looped")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void interruptEndsWhatRunsAndTheShellGoesOn(String target) throws Exception {
        try (TypingPerson anna = at(target)) {
            int round = 0;
            for (String endless : new String[] {"sleep 100", "while :; do sleep 1; done", "while :; do :; done"}) {
                round++;
                anna.type("echo roun''d-" + round + "; " + endless + "; echo never''-here\r");
                anna.await("round-" + round);
                anna.interrupt();
                assertThat(anna.say("echo alive")).contains("alive");
            }
            assertThat(anna.shown()).doesNotContain("never-here");
        }
    }

    @Test
    void heldConstructTellsWhoIsAskedAndGoesOnOrIsWithdrawn() throws Exception {
        ApprovalDesk desk = gateway.approvals("lea", "lead");
        try (TypingPerson anna = at("bash")) {
            anna.type("sync && echo syn''ced\r");
            anna.await("waiting for lead");
            await(() -> desk.list().stream().anyMatch(each -> each.state() == ApprovalRequest.State.PENDING));
            desk.approve(pending(desk), "fine");
            anna.await("synced");

            anna.type("sync; echo not''-yet\r");
            await(() -> desk.list().stream().anyMatch(each -> each.state() == ApprovalRequest.State.PENDING));
            String id = pending(desk);
            anna.type("\u0003");
            await(() -> desk.list().stream()
                    .anyMatch(each -> each.id().equals(id) && each.state() == ApprovalRequest.State.WITHDRAWN));
            assertThat(anna.say("echo alive")).contains("alive").doesNotContain("not-yet");
        }
    }

    private static String pending(ApprovalDesk desk) {
        return desk.list().stream()
                .filter(each -> each.state() == ApprovalRequest.State.PENDING)
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void whatIsShownIsMasked() throws Exception {
        try (TypingPerson anna = at("bash")) {
            assertThat(anna.say("printf '4012 8888 8888 %s\\n' 1881"))
                    .contains("1881")
                    .doesNotContain("4012 8888 8888 1881");
        }
    }

    @Test
    void programsOfTheListGetTheKeysAndOthersDoNot() throws Exception {
        Path go = Files.writeString(home.resolve("go"), "go on\n");
        try (TypingPerson anna = at("bash")) {
            anna.type("cat " + go + "; cat > " + home + "/typed\r");
            anna.await("go on");
            anna.play("hello file\r\u0004");
            assertThat(anna.say("cat < " + home + "/typed")).contains("hello file");
            // head is not on the list: what is typed while it runs is no input of it, but the next line of the editor
            anna.type("head -n 1; sleep 1\r");
            assertThat(anna.say("echo next")).contains("next");
        }
        assertThat(home.resolve("typed")).content().contains("hello file");
    }

    @Test
    void keysThatAProgramLeavesBehindAreNeverReadAsCommands() throws Exception {
        Path go = Files.writeString(home.resolve("go"), "go on\n");
        try (TypingPerson anna = at("bash")) {
            anna.type("cat " + go + " -\r");
            anna.await("go on");
            anna.play("\u0004touch " + home + "/left-1\rtouch " + home + "/left-2\r");
            anna.say("echo on");
            anna.type("sleep 1; sleep 1\r");
            anna.type("touch " + home + "/left-3\r");
            anna.say("echo on");
        }
        assertThat(home.resolve("left-1")).doesNotExist();
        assertThat(home.resolve("left-2")).doesNotExist();
        assertThat(home.resolve("left-3")).doesNotExist();
    }

    @Test
    void pastedTextWaitsForItsReturnAndIsJudgedWhole() throws Exception {
        try (TypingPerson anna = at("bash")) {
            anna.await("$ ");
            anna.type("\u001b[200~echo pas''ted\recho sec''ond\u001b[201~");
            anna.await("sec''ond");
            assertThat(anna.shown()).doesNotContain("pasted\r\n");
            anna.say("");
            assertThat(anna.shown()).contains("pasted", "second");
            // an end of the paste within the paste: what follows counts as typed, and is judged as anything typed is
            anna.say("\u001b[200~echo a\u001b[201~\rtouch " + home + "/injected\r\u001b[201~");
            assertThat(anna.shown()).contains("no-touch");
        }
        assertThat(home.resolve("injected")).doesNotExist();
    }

    @Test
    void sizeOfTheTerminalReachesTheHost() throws Exception {
        try (TypingPerson anna = at("bash")) {
            assertThat(anna.say("stty size < /dev/tty")).contains("50 200");
            anna.resize(101, 31);
            assertThat(anna.say("stty size < /dev/tty")).contains("31 101");
        }
    }

    @Test
    void replayShowsWhatThePersonSaw() throws Exception {
        Recordings recordings = new Recordings(gateway.data().recordings());
        Path go = Files.writeString(home.resolve("go"), "go on\n");
        String seen;
        try (TypingPerson anna = at("bash")) {
            anna.say("echo recor''ded-words");
            anna.say("printf '4012 8888 8888 %s\\n' 1881");
            anna.say("touch " + home + "/never");
            anna.resize(101, 31);
            anna.say("for i in 1 2; do\recho w\u007fw-$i\rdone");
            anna.type("cat " + go + "; cat > " + home + "/shown-input\r"); // its keys are shown by the host
            anna.await("go on");
            anna.play("by the host\r\u0004");
            anna.type("\u0004");
            assertThat(anna.ended()).isNotNull();
            seen = anna.shown();
        }

        assertThat(home.resolve("shown-input")).hasContent("by the host");
        assertThat(seen).containsOnlyOnce("by the host");
        String session = recordings.newest();
        assertThat(recordings.shown(session)).isEqualTo(seen);
        assertThat(recordings.cast(session, "r")).containsExactly("101x31");
        assertThat(recordings.cast(session, "m"))
                .anyMatch(mark -> mark.startsWith("denied by no-touch: touch "))
                .anyMatch(mark -> mark.startsWith("allowed by ops: for i in 1 2; do\necho w-$i\ndone"));
        assertThat(recordings.cast(session, "i")).isEmpty();
        assertThat(recordings.replay(session, "--screen")).startsWith(seen);
        assertThat(recordings.replay(session, "--text"))
                .contains("echo recor''ded-words", "recorded-words", "denied by no-touch", "exit 0")
                .doesNotContain("\u001b", "[?2004h");
    }

    @Test
    void recordingHoldsTheEndOfAShellWhosePersonVanishes() throws Exception {
        Recordings recordings = new Recordings(gateway.data().recordings());
        ClientSession session = caller.password("bash", token);
        TypingPerson anna = new TypingPerson(session);
        anna.await("$ ");
        session.close(true);

        String vanished = recordings.newest();
        await(() -> recordings.replay(vanished).contains("exit 0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void modesOfTheClientsTerminalDoNotChangeWhatTheShellReads(String target) throws Exception {
        Map<PtyMode, Integer> modes =
                Map.of(PtyMode.VERASE, (int) 'z', PtyMode.VKILL, (int) '~', PtyMode.ISTRIP, 1, PtyMode.IUCLC, 1);
        try (TypingPerson anna = new TypingPerson(caller.password(target, token), modes)) {
            anna.await("$ ");
            anna.say("tozouch " + home + "/pwned; TOUCH " + home + "/pwned");
            assertThat(anna.say("echo 'TozuWn~é' | od -c")).contains("T   o   z   u   W   n   ~ 303 251");
        }
        assertThat(home.resolve("pwned")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void directoryIsWhereTheShellIsWhateverItsNameHasBecome(String target) throws Exception {
        Path place = Files.createDirectory(home.resolve("place-" + target));
        Files.createDirectory(place.resolve("real"));
        Files.createDirectory(place.resolve("fake"));
        Files.createDirectory(place.resolve("real\n"));
        try (TypingPerson anna = at(target)) {
            anna.say("cd " + place + "; ln -s real link; cd link; pwd -P");
            anna.say("rm ../link; ln -s fake ../link; mv ../real ../moved; mkdir ../real");
            anna.say("echo");
            assertThat(anna.shown()).contains(target + ":" + place + "/moved$ ").doesNotContain("/fake$ ");
            anna.say("cd ..; cd 'real\r'");
            anna.say("echo");
            assertThat(anna.shown()).contains(target + ":?$ ").doesNotContain(target + ":" + place + "/real$ echo\r");
        }
    }

    @Test
    void beginningOfAMarkDoesNotSwallowTheShellsOwn() throws Exception {
        try (TypingPerson anna = at("bash")) {
            anna.say("printf '\\033]7711;'");
            assertThat(anna.say("echo al''ive")).contains("alive");
        }
    }

    @Test
    void keysThatWouldOpenAnEditorOnTheGatewayDoNothing() throws Exception {
        try (TypingPerson anna = at("bash")) {
            anna.await("$ ");
            anna.type("echo one\u0018\u0005");
            assertThat(anna.say("-t''wo")).contains("one-two");
            assertThat(anna.shown()).doesNotContain("Exception");
        }
    }

    static Stream<String> tricks() {
        String touch = "touch " + home + "/pwned";
        return Stream.of(
                "alias t=touch\rt " + home + "/pwned",
                "alias ls='" + touch + "'\rls",
                "ls() { " + touch + "; }\rls",
                "function ls { " + touch + "; }\rls",
                "eval '" + touch + "'",
                "eval \"to\"uch " + home + "/pwned",
                "X=touch\r$X " + home + "/pwned",
                "X=to; Y=uch\r$X$Y " + home + "/pwned",
                "command " + touch,
                "builtin eval '" + touch + "'",
                "command eval '" + touch + "'",
                "exec " + touch,
                "exec sh -c '" + touch + "'",
                "hash -p /usr/bin/touch true\rtrue " + home + "/pwned",
                "enable -n echo\renable -f /tmp/x.so true",
                "trap '" + touch + "' DEBUG\ruptime",
                "trap '" + touch + "' EXIT\rexit",
                "echo '" + touch + "' > " + home + "/script\r. " + home + "/script",
                "echo '" + touch + "' > " + home + "/script\rsource " + home + "/script",
                "PATH=" + home + "\r" + touch,
                "IFS=x; X=touchx" + home + "/pwned\r$X",
                "export BASH_ENV=" + home + "/script\rbash -c true",
                "PROMPT_COMMAND='" + touch + "'",
                "set -- " + touch + "\r\"$@\"",
                "set -o emacs\rset -x",
                "shopt -s expand_aliases",
                "fc -s touch",
                "!!",
                "!touch " + home + "/pwned",
                "history -s '" + touch + "'",
                "bind -x '\"\\C-t\": " + touch + "'",
                "coproc " + touch,
                touch + " &",
                "(sleep 0.1; " + touch + ") &",
                "exec 2>/dev/null",
                "exec 0< " + home + "/script",
                "readonly PATH=" + home,
                "declare -n R=X; R=touch",
                "typeset -f",
                "mapfile -C 'touch' -c 1 A",
                "x='a[$(" + touch + ")]'; echo $((x))",
                "echo ${!X}",
                "X='$(" + touch + ")'\recho ${X@P}",
                "RANDOM='a[$(" + touch + ")]'",
                "SRANDOM='a[$(" + touch + ")]'",
                "HISTCMD='a[$(" + touch + ")]'",
                "OPTIND='a[$(" + touch + ")]'",
                "read RANDOM <<< 'a[$(" + touch + ")]'",
                "printf -v RANDOM %s 'a[$(" + touch + ")]'",
                "for RANDOM in 'a[$(" + touch + ")]'; do :; done",
                "$'\\x74ouch' " + home + "/pwned",
                "t'o'u\"c\"h " + home + "/pwned",
                "\\touch " + home + "/pwned",
                "/usr/bin/to?ch " + home + "/pwned",
                "{touch," + home + "/pwned}",
                "echo " + home + "/pwned | xargs touch",
                "find / -maxdepth 0 -exec touch " + home + "/pwned ';'",
                "sh -c 'touch " + home + "/pwned'",
                "bash -i",
                "printf '\\033]7711;00000000000000000000000000000000;x;0;/\\007'; " + touch,
                "echo a\u0016\u0000" + touch,
                "cat <<EOF\r$(" + touch + ")\rEOF",
                "echo `" + touch + "`",
                "ulimit -u 0",
                "suspend",
                "logout; " + touch,
                "break 9; " + touch,
                "continue 9; " + touch,
                "return 1; " + touch,
                "LC_ALL=tr_TR.UTF-8 " + touch.replace("touch", "TOUCH") + "; " + touch,
                "unset -f touch; " + touch,
                "nohup touch " + home + "/pwned",
                "time touch " + home + "/pwned",
                "env -i touch " + home + "/pwned",
                "busybox touch " + home + "/pwned",
                "! touch " + home + "/pwned",
                "if :; then touch " + home + "/pwned; fi",
                "[[ -n $(touch " + home + "/pwned) ]]",
                "echo x > >(touch " + home + "/pwned)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void noTrickStartsWhatARuleForbids(String target) throws Exception {
        for (String trick : tricks().toList()) {
            try (TypingPerson anna = at(target)) {
                anna.await("$ ");
                anna.type(trick + "\r");
                // some tricks leave a construct open, or end the shell: neither may start it
                anna.type("\u0003\recho st''ill\rexit\r");
                anna.ended();
            } catch (AssertionError stuck) {
                throw new AssertionError("after " + trick, stuck);
            }
            assertThat(Files.deleteIfExists(home.resolve("pwned"))).as(trick).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void marksAndKeysAreNeverShown(String target) throws Exception {
        try (TypingPerson anna = at(target)) {
            anna.say("echo one");
            anna.say("printf '\\033]7711;%032d;x;0;/etc\\007visible\\n' 7");
            anna.say("printf '\\033]7711;'; printf 'rest\\n'; printf '\\007'");
            anna.say("env; set; export -p; readonly; cat /proc/$$/cmdline");

            assertThat(anna.shown()).contains("visible").doesNotContain("\u001b]7711;");
            assertThat(anna.shown()).doesNotContainPattern("(?<![0-9a-f])[0-9a-f]{32};[0-9a-f]{32}");
            assertThat(anna.say("echo directory")).contains("directory");
            assertThat(anna.shown()).doesNotContain(target + ":/etc$ ");
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
