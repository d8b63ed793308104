package dev.hoop.gateway.server.trail.file.log;

import com.google.errorprone.annotations.Var;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;

/**
 * A file to write that an interrupt does not end. Java closes the file of a thread that is interrupted, so it is opened again and the step
 * taken from its beginning: whether a record stands must not depend on an interrupt. One thread at a time.
 */
final class SteadyFile implements Closeable {
    /** Opens the file, and opens it again. */
    interface Opening {
        FileChannel open() throws IOException;
    }

    /** What may be done again from its beginning. */
    interface Step {
        void take(FileChannel channel) throws IOException;
    }

    private final Opening opening;
    private FileChannel channel;

    SteadyFile(Opening opening) throws IOException {
        this.opening = opening;
        this.channel = opening.open();
    }

    void take(Step step) throws IOException {
        @Var boolean interrupted = Thread.interrupted();
        try {
            @Var boolean taken = false;
            while (!taken) {
                try {
                    step.take(channel);
                    taken = true;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted(); // is given back below
                    channel = opening.open();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Writes all of the bytes, beginning there. */
    static void write(FileChannel channel, long position, ByteBuffer bytes) throws IOException {
        @Var long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
