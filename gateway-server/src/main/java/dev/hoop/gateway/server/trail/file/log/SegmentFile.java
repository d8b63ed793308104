package dev.hoop.gateway.server.trail.file.log;

import com.google.errorprone.annotations.Var;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;

/**
 * The file that grows. Keeps what was written and not yet forced, because after a failed force nobody knows what of it is on the disk: it
 * is then written again from the last place known to be safe. An interrupt closes files in Java, so the file is opened again then: whether
 * a record stands must not depend on one. One thread at a time.
 */
final class SegmentFile implements Closeable {
    /** Opens the file again. */
    interface Opening {
        FileChannel open() throws IOException;
    }

    private interface Step {
        void take() throws IOException;
    }

    private final Opening opening;
    private FileChannel channel;
    private final ByteArrayOutputStream unforced = new ByteArrayOutputStream();
    private long durable;
    private boolean torn;
    private boolean doubtful;

    /** A file of its own; what it holds is written over. */
    SegmentFile(FileChannel channel, Opening opening) {
        this.channel = channel;
        this.opening = opening;
        this.torn = true; // whatever an earlier attempt left there is cut off before the first write
    }

    /** How long the file is by what was written; none of a failed write counts. */
    long length() {
        return durable + unforced.size();
    }

    boolean forced() {
        return unforced.size() == 0 && !doubtful;
    }

    /**
     * Adds bytes, all or none.
     *
     * @throws IOException if they could not all be written; the next write begins where this one began
     */
    void write(byte[] bytes) throws IOException {
        uninterrupted(() -> {
            mend();
            torn = true;
            writeAt(length(), bytes);
            torn = false;
        });
        unforced.writeBytes(bytes);
    }

    /** Puts what was written on the disk. */
    void force() throws IOException {
        uninterrupted(() -> {
            mend();
            if (unforced.size() > 0) {
                doubtful = true;
                channel.force(false);
                doubtful = false;
                durable += unforced.size();
                unforced.reset();
            }
        });
    }

    /** Makes the file what {@link #length} says, if something failed before. */
    void repair() throws IOException {
        uninterrupted(this::mend);
    }

    /** Takes a step that may be taken again from its beginning. */
    private void uninterrupted(Step step) throws IOException {
        @Var boolean interrupted = Thread.interrupted();
        try {
            @Var boolean taken = false;
            while (!taken) {
                try {
                    step.take();
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

    private void mend() throws IOException {
        if (doubtful) {
            channel.truncate(durable);
            writeAt(durable, unforced.toByteArray());
            channel.force(false);
            durable += unforced.size();
            unforced.reset();
            doubtful = false;
        }
        if (torn) {
            channel.truncate(length());
            torn = false;
        }
    }

    private void writeAt(long position, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        @Var long at = position;
        while (left.hasRemaining()) {
            at += channel.write(left, at);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
