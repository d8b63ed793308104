package dev.hoop.gateway.server.doors.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.engine.CommandRun;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries a client's input to its command. While the command waits for people nothing is carried; at a terminal, Ctrl-C then withdraws
 * it.
 */
final class HeldInput {
    private static final int CHUNK = 32 * 1024;
    private static final byte INTERRUPT = 3;
    private static final long LOOK_MILLIS = 200;

    private final InputStream from;
    private final boolean isTerminal;
    private final Runnable withdraw;

    @GuardedBy("this")
    private @Nullable CommandRun run;

    @GuardedBy("this")
    private boolean closed;

    HeldInput(InputStream from, boolean isTerminal, Runnable withdraw) {
        this.from = from;
        this.isTerminal = isTerminal;
        this.withdraw = withdraw;
    }

    /** The command runs: what was held goes there. */
    synchronized void to(CommandRun running) {
        run = running;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
        try {
            from.close();
        } catch (IOException e) {
            // closed is closed
        }
    }

    /** On a thread of its own, until the input ends. */
    void carry() {
        byte[] chunk = new byte[CHUNK];
        try {
            int count = from.read(chunk);
            while (count >= 0) {
                CommandRun to = taker(chunk, count);
                if (to == null) {
                    return;
                }
                to.write(chunk, 0, count);
                count = from.read(chunk);
            }
            CommandRun to = taker(chunk, 0);
            if (to != null) {
                to.endInput();
            }
        } catch (IOException | RuntimeException e) {
            // the client or the command has gone; whoever carries the output says so
        }
    }

    /** The command to write to, once it runs; nobody when it never will. */
    private @Nullable CommandRun taker(byte[] chunk, int count) throws IOException {
        synchronized (this) {
            if (run != null) {
                return run;
            }
        }
        look(chunk, 0, count);
        byte[] more = new byte[256];
        while (true) {
            synchronized (this) {
                if (closed || run != null) {
                    return run;
                }
                pause();
                if (closed || run != null) {
                    return run;
                }
            }
            if (isTerminal && from.available() > 0) { // typed ahead of the command: looked at, and not carried
                look(more, 0, Math.max(0, from.read(more)));
            }
        }
    }

    private void look(byte[] bytes, int offset, int count) {
        if (isTerminal && contains(bytes, offset, count)) {
            withdraw.run();
        }
    }

    private static boolean contains(byte[] bytes, int offset, int count) {
        for (byte each : Arrays.copyOfRange(bytes, offset, offset + count)) {
            if (each == INTERRUPT) {
                return true;
            }
        }
        return false;
    }

    @GuardedBy("this")
    private void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.timedWait(this, LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
