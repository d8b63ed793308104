package dev.hoop.gateway.server.connectors.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.engine.CommandEnd;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.ports.targets.HostShell;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A shell on its channel that is told its constructs by {@link ShellScript}. */
final class SshShell implements HostShell {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration START = Duration.ofSeconds(15);
    private static final Duration GOODBYE = Duration.ofSeconds(3);
    private static final byte[] READY = "\u001b]7711;ready\u0007".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INTERRUPT = {3};
    private static final int CHUNK = 16 * 1024;

    private final CommandRun channel;
    private final Marks marks;
    private final byte[] raw = new byte[CHUNK];
    private int rawFrom;
    private int rawTo;
    private byte[] ready = new byte[0];
    private int readyFrom;
    private volatile boolean open = true;

    /** Where the shell is ready; null while something runs. */
    @GuardedBy("this")
    private Marks.@Nullable Mark mark;

    private volatile String directory = "";
    private volatile int status;

    private SshShell(CommandRun channel, Marks marks) {
        this.channel = channel;
        this.marks = marks;
    }

    /** Starts the loop in a shell that has just been begun. */
    static SshShell on(CommandRun channel) {
        String nonce = random(16);
        SshShell shell = new SshShell(channel, new Marks(nonce));
        try {
            shell.awaitReady();
            byte[] loop = ShellScript.loop("_" + random(5) + "_", nonce);
            channel.write(loop, 0, loop.length);
            shell.awaitMark(START);
        } catch (RuntimeException e) {
            shell.close();
            throw e;
        }
        return shell;
    }

    private static String random(int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    /** What comes before the shell waits for its first line is of the account's own start files, and is not shown. */
    private void awaitReady() {
        long end = System.nanoTime() + START.toNanos();
        byte[] last = new byte[0];
        while (indexOf(last) < 0) {
            int count = channel.read(CommandRun.Stream.OUTPUT, raw, Duration.ofMillis(500));
            if (count < 0 || System.nanoTime() > end) {
                throw Failures.unavailable(
                        "the host's shell does not start as a gated one needs it to: with a terminal, stty, od, tr, env and pwd");
            }
            byte[] more = Arrays.copyOf(last, last.length + Math.max(0, count));
            System.arraycopy(raw, 0, more, last.length, Math.max(0, count));
            last = more.length > 2 * CHUNK ? Arrays.copyOfRange(more, more.length - CHUNK, more.length) : more;
        }
    }

    private static int indexOf(byte[] text) {
        for (int i = 0; i + READY.length <= text.length; i++) {
            if (Arrays.equals(text, i, i + READY.length, READY, 0, READY.length)) {
                return i;
            }
        }
        return -1;
    }

    private void awaitMark(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        byte[] nobody = new byte[CHUNK];
        while (true) {
            int count = read(nobody, Duration.ofMillis(200));
            if (count < 0 && open) {
                return;
            }
            if (count < 0 || System.nanoTime() > end) {
                open = false;
                throw Failures.lost("the host's shell does not answer any more");
            }
        }
    }

    /** Bytes to show; -1 once the shell is ready, or has ended. */
    private int read(byte[] into, Duration within) {
        if (readyFrom < ready.length) {
            return given(into);
        }
        if (isReady()) {
            return -1;
        }
        if (rawFrom == rawTo) {
            int count = channel.read(CommandRun.Stream.OUTPUT, raw, within);
            if (count <= 0) {
                if (count < 0) {
                    open = false;
                }
                return count;
            }
            rawFrom = 0;
            rawTo = count;
        }
        rawFrom += marks.accept(raw, rawFrom, rawTo - rawFrom);
        ready = new byte[marks.shownCount()];
        readyFrom = 0;
        marks.shown(ready);
        marks.found().ifPresent(this::ready);
        return ready.length > 0 ? given(into) : (isReady() ? -1 : 0);
    }

    private int given(byte[] into) {
        int count = Math.min(into.length, ready.length - readyFrom);
        System.arraycopy(ready, readyFrom, into, 0, count);
        readyFrom += count;
        return count;
    }

    private synchronized void ready(Marks.Mark found) {
        mark = found;
        status = found.status();
        directory = found.directory();
    }

    private synchronized boolean isReady() {
        return mark != null;
    }

    private synchronized Marks.@Nullable Mark taken() {
        Marks.Mark now = mark;
        mark = null;
        return now;
    }

    @Override
    public CommandRun run(Permit permit, Keys keys) {
        Marks.Mark now = open ? taken() : null;
        if (now == null) {
            throw Failures.unavailable("the host's shell has ended, or something still runs in it");
        }
        byte[] lines = ShellScript.construct(now.key(), permit.executable(), keys == Keys.PROGRAMS, now.status());
        channel.write(lines, 0, lines.length);
        return new Construct(keys);
    }

    @Override
    public String directory() {
        return directory;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void resize(int columns, int rows) {
        channel.resize(columns, rows);
    }

    @Override
    public void close() {
        open = false;
        channel.close();
    }

    /** One construct, from its first line to the shell's next mark. */
    private final class Construct implements CommandRun {
        private final Keys keys;
        private volatile boolean over;

        Construct(Keys keys) {
            this.keys = keys;
        }

        @Override
        public int read(Stream stream, byte[] into, Duration within) {
            if (stream == Stream.ERRORS || over) {
                return -1;
            }
            int count = SshShell.this.read(into, within);
            over = count < 0;
            return count;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (keys == Keys.PROGRAMS && !over && !isReady()) {
                channel.write(bytes, offset, length);
            }
        }

        @Override
        public void endInput() {
            // a terminal's input has no end
        }

        @Override
        public void signal(String name) {
            if (name.equals("INT") && !over && !isReady()) {
                channel.write(INTERRUPT, 0, 1);
            }
        }

        @Override
        public void resize(int columns, int rows) {
            channel.resize(columns, rows);
        }

        @Override
        public CommandEnd end() {
            if (isReady()) {
                return new CommandEnd(OptionalInt.of(status), "");
            }
            return channel.end(); // the shell itself has ended
        }

        /** Interrupts what runs; a shell that is not ready soon after is ended. */
        @Override
        public void close() {
            if (!over && open) {
                signal("INT");
                try {
                    awaitMark(GOODBYE);
                } catch (RuntimeException stuck) {
                    SshShell.this.close();
                }
            }
            over = true;
        }
    }
}
