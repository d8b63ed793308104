package dev.hoop.gateway.server.doors.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyMode;

/** A person at a terminal, who waits for what is shown. */
final class TypingPerson implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChannelShell channel;
    private final Screen screen = new Screen();
    private final OutputStream keys;
    private int said;

    private static final class Screen extends ByteArrayOutputStream {
        synchronized String since(int from) {
            return new String(buf, Math.min(from, count), Math.max(0, count - from), UTF_8);
        }
    }

    TypingPerson(ClientSession session) throws IOException {
        this(session, Map.of());
    }

    /** At a terminal with modes of the client's own. */
    TypingPerson(ClientSession session, Map<PtyMode, Integer> modes) throws IOException {
        channel = session.createShellChannel();
        channel.setUsePty(true);
        channel.setPtyType("xterm");
        channel.setPtyColumns(200);
        channel.setPtyLines(50);
        channel.setPtyModes(modes);
        channel.setOut(screen);
        channel.setErr(screen);
        channel.open().verify(SshCaller.SOON);
        keys = channel.getInvertedIn();
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(UTF_8));
        keys.flush();
    }

    /** Types a line and waits for its end; answers what was shown until then. */
    String say(String line) throws IOException, InterruptedException {
        int from = screen.size();
        said++;
        type(line + "\r");
        type("echo en''d-" + said + "-\r");
        return await(from, "end-" + said + "-");
    }

    /** Waits until a text is shown. */
    String await(String text) throws InterruptedException {
        return await(0, text);
    }

    private String await(int from, String text) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!screen.since(from).contains(text)) {
            assertThat(Instant.now())
                    .as("waiting for %s in %s", text, screen.since(from))
                    .isBefore(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return screen.since(from);
    }

    /** Types keys for a program that takes them, and waits until the shell is ready again. */
    void play(String keysOfProgram) throws IOException, InterruptedException {
        int before = prompts();
        type(keysOfProgram);
        Instant end = Instant.now().plus(PATIENCE);
        while (prompts() == before) {
            assertThat(Instant.now()).as("waiting for a prompt in %s", shown()).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /**
     * Presses Ctrl-C until the shell asks again, as a person would: a shell that is just starting a program may lose the first one between
     * making the process and giving it its own handling of signals.
     */
    void interrupt() throws IOException, InterruptedException {
        int before = prompts();
        Instant end = Instant.now().plus(PATIENCE);
        while (prompts() == before) {
            assertThat(Instant.now()).as("interrupting in %s", shown()).isBefore(end);
            type("\u0003");
            Instant again = Instant.now().plusSeconds(4);
            while (prompts() == before && Instant.now().isBefore(again)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    /** The editor says each time it begins that it wants to know what is pasted. */
    int prompts() {
        return shown().split("\\u001b\\[\\?2004h", -1).length;
    }

    /** All that was ever shown. */
    String shown() {
        return screen.since(0);
    }

    void resize(int columns, int rows) throws IOException {
        channel.sendWindowChange(columns, rows);
    }

    /** Waits for the end of the channel; its exit code. */
    Integer ended() {
        assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE))
                .as(shown())
                .contains(ClientChannelEvent.CLOSED);
        return channel.getExitStatus();
    }

    @Override
    public void close() {
        channel.close(true);
    }
}
