package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.engine.CommandRun;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Carries what a run says to whoever asked for it. */
final class Carrying {
    /** The most that is in hand at once: each piece is recorded, and the host told that it may send as much more. */
    static final int CHUNK = 64 * 1024;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private Carrying() {}

    /**
     * Until the stream ends; each piece goes out at once.
     *
     * @throws IOException when nobody takes it any more
     */
    static void carry(CommandRun run, CommandRun.Stream stream, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int count = run.read(stream, chunk, LOOK);
        while (count >= 0) {
            if (count > 0) {
                to.write(chunk, 0, count);
                to.flush();
            }
            count = run.read(stream, chunk, LOOK);
        }
    }
}
