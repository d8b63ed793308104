package dev.hoop.gateway.server.trail.file.log;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The file that grows. Keeps what was written and not yet forced, because after a failed force nobody knows what of it is on the disk: it
 * is then written again from the last place known to be safe. One thread at a time.
 */
final class SegmentFile implements Closeable {
    private final SteadyFile file;
    private final ByteArrayOutputStream unforced = new ByteArrayOutputStream();
    private final ByteArrayOutputStream unkept = new ByteArrayOutputStream();
    private long durable;
    private boolean torn;
    private boolean doubtful;

    /** A file of its own; what it holds is written over. */
    SegmentFile(SteadyFile file) {
        this.file = file;
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
        file.take(channel -> {
            mend(channel);
            torn = true;
            SteadyFile.write(channel, length(), ByteBuffer.wrap(bytes));
            torn = false;
        });
        unforced.writeBytes(bytes);
        unkept.writeBytes(bytes);
    }

    /** Puts what was written on the disk. */
    void force() throws IOException {
        file.take(channel -> {
            mend(channel);
            if (unforced.size() > 0) {
                doubtful = true;
                channel.force(false);
                doubtful = false;
                isDurable();
            }
        });
    }

    /** Makes the file what {@link #length} says, if something failed before. */
    void repair() throws IOException {
        file.take(this::mend);
    }

    /** What was written, not forced, and not {@linkplain #kept said} to be on the disk elsewhere. */
    byte[] unkept() {
        return unkept.toByteArray();
    }

    /** All that was written is on the disk, here or elsewhere. */
    void kept() {
        unkept.reset();
    }

    /** Whether nothing failed since the last force that did not. */
    boolean isSound() {
        return !torn && !doubtful;
    }

    private void isDurable() {
        durable += unforced.size();
        unforced.reset();
        unkept.reset();
    }

    private void mend(FileChannel channel) throws IOException {
        if (doubtful) {
            channel.truncate(durable);
            SteadyFile.write(channel, durable, ByteBuffer.wrap(unforced.toByteArray()));
            channel.force(false);
            isDurable();
            doubtful = false;
        }
        if (torn) {
            channel.truncate(length());
            torn = false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
