package dev.hoop.gateway.server.doors.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.GatewayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A person's screen as the gateway itself writes on it: each piece is recorded, and only then shown. Thread-safe. */
final class RecordedScreen extends OutputStream {
    private static final int MOST = 32 * 1024;

    private final Recorder recorder;
    private final OutputStream screen;

    @GuardedBy("this")
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

    /** Records what is about to be shown. */
    interface Recorder {
        /**
         * Records a piece.
         *
         * @throws GatewayException if it cannot be recorded; it must not be shown
         */
        void shows(byte[] bytes, int offset, int length);
    }

    RecordedScreen(Recorder recorder, OutputStream screen) {
        this.recorder = recorder;
        this.screen = screen;
    }

    @Override
    public synchronized void write(int value) throws IOException {
        gathered.write(value);
        if (gathered.size() >= MOST) {
            flush();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        gathered.write(bytes, offset, length);
        if (gathered.size() >= MOST) {
            flush();
        }
    }

    /**
     * Records what has gathered, and shows it.
     *
     * @throws IOException when nobody is there to see it, or it cannot be recorded
     */
    @Override
    public synchronized void flush() throws IOException {
        if (gathered.size() == 0) {
            return;
        }
        byte[] next = gathered.toByteArray();
        gathered.reset();
        try {
            recorder.shows(next, 0, next.length);
        } catch (GatewayException unrecorded) {
            throw new IOException("what cannot be recorded is not shown", unrecorded);
        }
        screen.write(next);
        screen.flush();
    }
}
