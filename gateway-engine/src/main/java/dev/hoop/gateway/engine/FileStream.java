package dev.hoop.gateway.engine;

/** An open file on a host. One thread at a time. */
public interface FileStream extends AutoCloseable {
    /** Reads at a place; answers the number of bytes, or -1 at the end. */
    int read(long at, byte[] into, int length);

    /** Writes at a place. */
    void write(long at, byte[] bytes, int offset, int length);

    FileAttributes attributes();

    @Override
    void close();
}
