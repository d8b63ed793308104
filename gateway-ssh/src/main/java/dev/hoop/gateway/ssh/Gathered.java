package dev.hoop.gateway.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** What a stream held, up to a bound; beyond it the stream's command is ended. */
final class Gathered {
    private static final int CHUNK = 16 * 1024;

    private final InputStream from;
    private final int most;
    private final Runnable tooMuch;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean exceeded;

    private Gathered(InputStream from, int most, Runnable tooMuch) {
        this.from = from;
        this.most = most;
        this.tooMuch = tooMuch;
    }

    /** Gathers on a thread of its own. */
    static Gathered of(InputStream from, int most, Runnable tooMuch) {
        Gathered gathered = new Gathered(from, most, tooMuch);
        Thread thread = new Thread(gathered::gather, "hoop-ssh-errors");
        thread.setDaemon(true);
        thread.start();
        return gathered;
    }

    /** Gathers on this thread; all is there when it answers. */
    static Gathered here(InputStream from, int most, Runnable tooMuch) {
        Gathered gathered = new Gathered(from, most, tooMuch);
        gathered.gather();
        return gathered;
    }

    private void gather() {
        byte[] chunk = new byte[CHUNK];
        try {
            int count = from.read(chunk);
            while (count >= 0) {
                if (bytes.size() + count > most) {
                    exceeded = true;
                    tooMuch.run();
                    return;
                }
                bytes.write(chunk, 0, count);
                count = from.read(chunk);
            }
        } catch (IOException e) {
            // its command has ended, or its connection has: whoever waits for the command says which
        } finally {
            ended.countDown();
        }
    }

    /** Until all is there. A stream ends with its command, so the command's own time-out bounds this. */
    void await() throws IOException {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    boolean isTooMuch() {
        return exceeded;
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
