package dev.hoop.gateway.jdbc.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a large value: the beginning in memory, the rest in a temporary file that loses its name at once, where the system can do
 * that, and goes with this object in any case. Not thread-safe.
 */
final class Spool {
    private static final int IN_MEMORY = 1024 * 1024;

    private final int expected;
    private byte[] head = new byte[0];
    private int headSize;
    private @Nullable FileChannel file;
    private long size;
    private boolean closed;

    /** @param expected how much will come, where that is known; negative where not */
    Spool(long expected) {
        this.expected = (int) Math.min(IN_MEMORY, expected);
    }

    void append(ByteBuffer content) throws IOException {
        if (closed) {
            return;
        }
        int length = content.remaining();
        int inMemory = (int) Math.min(length, Math.max(0, IN_MEMORY - size));
        if (inMemory > 0) {
            if (head.length < headSize + inMemory) {
                int grown = Math.max(expected, 2 * head.length);
                head = Arrays.copyOf(head, Math.min(IN_MEMORY, Math.max(headSize + inMemory, grown)));
            }
            content.get(head, headSize, inMemory);
            headSize += inMemory;
        }
        if (content.hasRemaining()) {
            write(content, size + inMemory - IN_MEMORY);
        }
        size += length;
    }

    private void write(ByteBuffer content, long position) throws IOException {
        FileChannel to = file == null ? open() : file;
        file = to;
        long at = position;
        while (content.hasRemaining()) {
            at += to.write(content, at);
        }
    }

    private static FileChannel open() throws IOException {
        Path path = Files.createTempFile("hoop-", ".part"); // for its owner's eyes only, as the JDK makes them
        FileChannel opened = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // a system that does not let go of a name in use deletes it on closing
        }
        return opened;
    }

    long size() {
        return size;
    }

    /** All that has come, which must be no more than is kept in memory. The array is the spool's own where it fits. */
    byte[] all() throws IOException {
        if (closed || size > headSize) {
            throw new IOException("the value was freed, or is too large for memory; read it by a stream");
        }
        return head.length == headSize ? head : Arrays.copyOf(head, headSize);
    }

    /** Reads what has come from a position on; at least one byte of it must have. */
    int read(long position, byte[] into, int from, int length) throws IOException {
        if (closed) {
            throw new IOException("the value was freed; read it again");
        }
        if (position < headSize) {
            int count = (int) Math.min(length, headSize - position);
            System.arraycopy(head, (int) position, into, from, count);
            return count;
        }
        FileChannel open = file;
        if (open == null) {
            throw new IOException("the value has no more bytes");
        }
        return open.read(ByteBuffer.wrap(into, from, length), position - IN_MEMORY);
    }

    void close() {
        closed = true;
        head = new byte[0];
        headSize = 0;
        FileChannel open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it goes with the process
            }
        }
    }
}
