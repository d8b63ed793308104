package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A BLOB whose bytes are in memory: one that was read, or one that the application fills to pass it as a parameter. Not thread-safe. */
public final class InlineBlob implements Blob {
    private byte @Nullable [] bytes;

    /** The caller gives the array away. */
    public InlineBlob(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long length() throws SQLException {
        return content().length;
    }

    @Override
    public byte[] getBytes(long pos, int length) throws SQLException {
        int from = Positions.start(pos, content().length);
        return Arrays.copyOfRange(content(), from, Positions.end(from, length, content().length));
    }

    @Override
    public InputStream getBinaryStream() throws SQLException {
        return new ByteArrayInputStream(content());
    }

    @Override
    public InputStream getBinaryStream(long pos, long length) throws SQLException {
        int from = Positions.start(pos, content().length);
        return new ByteArrayInputStream(content(), from, Positions.end(from, length, content().length) - from);
    }

    @Override
    public long position(byte[] pattern, long start) throws SQLException {
        byte[] all = content();
        Positions.given(pattern, "pattern");
        for (int i = Positions.start(start, all.length); i <= all.length - pattern.length; i++) {
            if (Arrays.equals(all, i, i + pattern.length, pattern, 0, pattern.length)) {
                return i + 1L;
            }
        }
        return -1;
    }

    @Override
    public long position(Blob pattern, long start) throws SQLException {
        Positions.given(pattern, "pattern");
        return position(pattern.getBytes(1, Math.toIntExact(pattern.length())), start);
    }

    @Override
    public int setBytes(long pos, byte[] value) throws SQLException {
        return setBytes(pos, value, 0, Positions.given(value, "value").length);
    }

    @Override
    public int setBytes(long pos, byte[] value, int offset, int length) throws SQLException {
        Positions.piece(offset, length, Positions.given(value, "value").length);
        int from = Positions.start(pos, content().length);
        byte[] changed = Arrays.copyOf(content(), Math.max(content().length, Math.addExact(from, length)));
        System.arraycopy(value, offset, changed, from, length);
        bytes = changed;
        return length;
    }

    @Override
    public OutputStream setBinaryStream(long pos) throws SQLException {
        Positions.start(pos, content().length);
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                try {
                    setBytes(pos, toByteArray());
                } catch (SQLException e) {
                    throw new UncheckedIOException(new IOException(e));
                }
            }
        };
    }

    @Override
    public void truncate(long length) throws SQLException {
        bytes = Arrays.copyOf(content(), Positions.end(0, length, content().length));
    }

    @Override
    public void free() {
        bytes = null;
    }

    private byte[] content() throws SQLException {
        byte[] content = bytes;
        if (content == null) {
            throw CallerErrors.closed("Blob");
        }
        return content;
    }
}
