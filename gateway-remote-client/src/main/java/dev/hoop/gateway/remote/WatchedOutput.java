package dev.hoop.gateway.remote;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Bounds how long a large write may take; a small one fits into the socket's buffer and is left to the wait for its answer. */
final class WatchedOutput extends FilterOutputStream {
    private static final int LARGE_BYTES = 16 * 1024;

    private final Duration patience;
    private final Runnable abort;

    /** @param patience the longest a write may take, one second more per 16 KiB */
    WatchedOutput(OutputStream out, Duration patience, Runnable abort) {
        super(out);
        this.patience = patience;
        this.abort = abort;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (count < LARGE_BYTES) {
            out.write(bytes, from, count);
            return;
        }
        try (Watchdog watchdog = Watchdog.after(patience.plusSeconds(count / LARGE_BYTES), abort)) {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                throw watchdog.fired() ? new IOException("the gateway takes no more bytes", e) : e;
            }
        }
    }
}
