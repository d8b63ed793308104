package dev.hoop.gateway.server.doors.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.fixture.Recordings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's own ssh at a terminal of its own, a recorded shell, and a program that takes the whole screen. */
@Tag("e2e")
class OpenSshTerminalIT {
    private static final String POLICY = """
            version: 1
            targets:
              web:
                type: ssh
                url: ssh://127.0.0.1:%d
                credential: file:%s
                options: { user: %s, shell: bash, home: %s, host-key: "%s", shell-mode: recorded, record-input: true }
            protected:
              - { class: pci.card, detect: card-number, mask: { keep-last: 4 } }
            grants:
              - { name: ops, who: { groups: [ops] }, target: web, allow: [command, shell], commands: ["*"], paths: ["/**"], opaque: [inline-code, interactive] }
            rules:
              - { name: touch-asks, on: { programs: [touch] }, verdict: hold, approvers: { groups: [lead] }, within: 60s }
            """;

    private static final Pattern TERMINAL = Pattern.compile("(/dev/pts/[0-9]+)\r\n");

    @TempDir
    static Path base;

    private static BetweenOpenSsh between;
    private static Path home;

    @BeforeAll
    static void start() throws Exception {
        between = BetweenOpenSsh.in(base, POLICY).as("anna", Subject.Kind.PERSON, "ops");
        home = between.home();
    }

    @AfterAll
    static void stop() {
        between.close();
    }

    /** A person at a terminal that {@code script} makes, of a size of its own. */
    private static final class Screen implements AutoCloseable {
        private final Process process;
        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
        private final String terminal;

        Screen(String command) throws Exception {
            String inside = "tty; stty rows 30 cols 100; exec ssh -F " + between.config() + " -tt web@x " + command;
            ProcessBuilder builder = new ProcessBuilder("timeout", "90", "script", "-qefc", inside, "/dev/null");
            builder.environment().put("TERM", "xterm");
            builder.environment().put("SHELL", "/bin/sh");
            process = builder.redirectErrorStream(true).start();
            Thread reader = new Thread(this::read, "screen");
            reader.setDaemon(true);
            reader.start();
            await("\r\n");
            Matcher named = TERMINAL.matcher(shown());
            assertThat(named.find()).as(shown()).isTrue();
            terminal = named.group(1);
        }

        private void read() {
            byte[] chunk = new byte[8192];
            try (InputStream in = process.getInputStream()) {
                int count = in.read(chunk);
                while (count >= 0) {
                    synchronized (shown) {
                        shown.write(chunk, 0, count);
                    }
                    count = in.read(chunk);
                }
            } catch (IOException e) {
                // it has ended
            }
        }

        /** All that is on the terminal after its own name. */
        String shown() {
            synchronized (shown) {
                return TERMINAL.matcher(shown.toString(UTF_8)).replaceFirst(found -> found.group());
            }
        }

        String seen() {
            return shown().substring(shown().indexOf("\r\n") + 2);
        }

        void type(String keys) throws IOException {
            process.getOutputStream().write(keys.getBytes(UTF_8));
            process.getOutputStream().flush();
        }

        void await(String text) throws InterruptedException {
            Instant end = Instant.now().plusSeconds(60);
            while (!shown().contains(text)) {
                assertThat(Instant.now())
                        .as("waiting for %s in %s", text, shown())
                        .isBefore(end);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        void resize(int columns, int rows) throws Exception {
            Process stty = new ProcessBuilder(
                            "stty", "-F", terminal, "rows", Integer.toString(rows), "cols", Integer.toString(columns))
                    .start();
            assertThat(stty.waitFor()).isZero();
        }

        int ended() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(shown()).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    @Test
    void fullScreenProgramIsShownResizedAndLeftAndTheReplayHasIt() throws Exception {
        Path file = Files.writeString(
                home.resolve("long.txt"),
                IntStream.rangeClosed(1, 300)
                        .mapToObj(line -> "line-" + line + "-" + "x".repeat(60) + "-end\n")
                        .collect(Collectors.joining()));
        String seen;
        try (Screen screen = new Screen("less -S " + file)) {
            screen.await("line-29-");
            screen.resize(40, 12);
            screen.await("\u001b[7m>"); // the lines are cut now
            screen.type("50g");
            screen.await("line-50-");
            screen.type("q");

            assertThat(screen.ended()).isZero();
            seen = screen.seen();
        }

        Recordings recordings = between.recordings();
        String session = recordings.newest();
        String replay = recordings.shown(session);
        assertThat(seen).startsWith(replay);
        assertThat(replay).contains("\u001b[?1049h").contains("\u001b[?1049l");
        assertThat(recordings.replay(session, "--cast")).startsWith("{\"version\": 2, \"width\": 100, \"height\": 30,");
        assertThat(recordings.cast(session, "r")).endsWith("40x12"); // stty sets rows and columns one after the other
        assertThat(recordings.cast(session, "m")).singleElement().asString().startsWith("allowed by ops: less -S ");
        assertThat(recordings.cast(session, "i")).isEmpty(); // what a full screen program takes is not shown back
    }

    @Test
    void linesThatAreShownBackAreRecordedAndPasswordsAreNot() throws Exception {
        try (Screen screen = new Screen("")) {
            screen.type("PS1='rea''dy> '\r");
            screen.await("ready> ");
            said(screen, "echo one", "one\r\n");
            said(screen, "echo 4012888888881881", "881\r\n");
            screen.type("read -rs -p 'Pass''word: ' secret; echo \"got ${#secret}\"\r");
            screen.await("Password: ");
            screen.type("hunter2-and-more\r");
            screen.await("got 16");
            screen.type("stty -echo; echo wai''ting; cat > " + home + "/typed; stty echo; echo ba''ck\r");
            screen.await("waiting\r\n");
            screen.type("another secret\r\u0004");
            screen.await("back\r\n");
            said(screen, "echo la''st", "last\r\n"); // behind a key that edits, a line is told from the next on
            screen.type("exit 3\r");

            assertThat(screen.ended()).isEqualTo(3);
        }

        Recordings recordings = between.recordings();
        String session = recordings.newest();
        assertThat(home.resolve("typed")).hasContent("another secret\n");
        assertThat(recordings.cast(session, "i"))
                .contains("echo one\r", "exit 3\r")
                .anyMatch(line -> line.startsWith("echo ") && line.endsWith("1881\r"))
                .noneMatch(line -> line.contains("hunter2") || line.contains("secret\r") || line.contains("40128888"));
        assertThat(recordings.replay(session, "--text")).doesNotContain("hunter2", "another", "4012888888881881");
    }

    @Test
    void heldCommandIsWithdrawnByTheKeyThatInterrupts() throws Exception {
        try (Screen screen = new Screen("touch " + home + "/touched")) {
            screen.await("lead");
            screen.type("\u0003");

            assertThat(screen.ended()).isEqualTo(130);
        }

        assertThat(home.resolve("touched")).doesNotExist();
    }

    private static void said(Screen screen, String line, String answer) throws Exception {
        screen.type(line + "\r");
        screen.await(answer);
    }
}
