package dev.hoop.gateway.jdbc.conversion;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.sql.SQLException;

/** As {@link PromisedBytes}, of characters. */
final class PromisedText extends FilterReader {
    private final long length;
    private final long max;
    private long passed;

    PromisedText(Reader in, long length, long max) {
        super(in);
        this.length = length;
        this.max = max;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] into, int from, int count) throws IOException {
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
