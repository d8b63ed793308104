package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.exchange.LargeContent;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.failure.NotSupported;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A large BLOB that was read: its bytes come as they are asked for, and are kept on disk. To be read only. */
final class LargeBlob implements Blob {
    private final long length;
    private @Nullable LargeContent content;

    LargeBlob(Value.LargeBytes value, LargeContent content) {
        this.length = value.length();
        this.content = content;
        content.keep();
    }

    @Override
    public long length() throws SQLException {
        LargeContent open = content();
        return length < 0 ? open.size() : length;
    }

    @Override
    public byte[] getBytes(long pos, int count) throws SQLException {
        if (count < 0) {
            throw CallerErrors.badArgument("length " + count + " is negative");
        }
        try (InputStream from = at(pos)) {
            return from.readNBytes(count);
        } catch (IOException e) {
            throw LargeContent.unreadable(e);
        }
    }

    @Override
    public InputStream getBinaryStream() throws SQLException {
        return content().open();
    }

    @Override
    public InputStream getBinaryStream(long pos, long count) throws SQLException {
        if (count < 0) {
            throw CallerErrors.badArgument("length " + count + " is negative");
        }
        return new FilterInputStream(at(pos)) {
            private long left = count;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int wanted) throws IOException {
                if (left == 0 && wanted > 0) {
                    return -1;
                }
                int read = super.read(into, from, (int) Math.min(wanted, left));
                left -= Math.max(read, 0);
                return read;
            }
        };
    }

    private InputStream at(long pos) throws SQLException {
        InputStream from = content().open();
        try {
            if (pos < 1 || from.skip(pos - 1) < pos - 1) {
                throw CallerErrors.badArgument("position " + pos + " is outside the value");
            }
            return from;
        } catch (IOException e) {
            throw LargeContent.unreadable(e);
        }
    }

    @Override
    public long position(byte[] pattern, long start) throws SQLException {
        Positions.given(pattern, "pattern");
        try (InputStream from = at(start)) {
            long found = LargeValues.find(from::read, pattern.length, i -> pattern[i] & 0xff);
            return found < 0 ? -1 : start + found;
        } catch (IOException e) {
            throw LargeContent.unreadable(e);
        }
    }

    @Override
    public long position(Blob pattern, long start) throws SQLException {
        Positions.given(pattern, "pattern");
        return position(pattern.getBytes(1, Math.toIntExact(pattern.length())), start);
    }

    @Override
    public int setBytes(long pos, byte[] value) throws SQLException {
        throw readOnly("Blob.setBytes");
    }

    @Override
    public int setBytes(long pos, byte[] value, int offset, int count) throws SQLException {
        throw readOnly("Blob.setBytes");
    }

    @Override
    public OutputStream setBinaryStream(long pos) throws SQLException {
        throw readOnly("Blob.setBinaryStream");
    }

    @Override
    public void truncate(long count) throws SQLException {
        throw readOnly("Blob.truncate");
    }

    private static SQLException readOnly(String method) {
        return NotSupported.method(method + " on a large value that was read", "make a new Blob with createBlob");
    }

    @Override
    public void free() {
        LargeContent open = content;
        content = null;
        if (open != null) {
            open.free();
        }
    }

    private LargeContent content() throws SQLException {
        LargeContent open = content;
        if (open == null) {
            throw CallerErrors.closed("Blob");
        }
        return open;
    }
}
