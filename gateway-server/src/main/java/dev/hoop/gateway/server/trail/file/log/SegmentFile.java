package dev.hoop.gateway.server.trail.file.log;

import com.google.errorprone.annotations.Var;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The file that grows. Keeps what was written and not yet forced, because after a failed force nobody knows what of it is on the disk: it
 * is then written again from the last place known to be safe. One thread.
 */
final class SegmentFile implements Closeable {
    private final FileChannel channel;
    private final ByteArrayOutputStream unforced = new ByteArrayOutputStream();
    private long durable;
    private boolean torn;
    private boolean doubtful;

    /** A file of its own; what it holds is written over. */
    SegmentFile(FileChannel channel) {
        this.channel = channel;
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
        repair();
        torn = true;
        writeAt(length(), bytes);
        torn = false;
        unforced.writeBytes(bytes);
    }

    /** Puts what was written on the disk. */
    void force() throws IOException {
        repair();
        if (unforced.size() > 0) {
            doubtful = true;
            channel.force(false);
            doubtful = false;
            durable += unforced.size();
            unforced.reset();
        }
    }

    /** Makes the file what {@link #length} says, if something failed before. */
    void repair() throws IOException {
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
