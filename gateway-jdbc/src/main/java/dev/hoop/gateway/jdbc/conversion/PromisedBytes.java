package dev.hoop.gateway.jdbc.conversion;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;

/** A stream that must have a certain length, or at most one. What breaks the promise is an {@link IOException} with the reason as its cause. */
final class PromisedBytes extends FilterInputStream {
    private final long length;
    private final long max;
    private long passed;

    PromisedBytes(InputStream in, long length, long max) {
        super(in);
        this.length = length;
        this.max = max;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        long left = length < 0 ? count : Math.min(count, length - passed);
        if (left == 0 && count > 0) {
            return -1;
        }
        int read = super.read(into, from, (int) left);
        try {
            if (read < 0) {
                Streams.checkLength(length, passed);
                return -1;
            }
            passed += read;
            Streams.requireWithin(passed, max);
            return read;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
