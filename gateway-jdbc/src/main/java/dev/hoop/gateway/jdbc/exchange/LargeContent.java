package dev.hoop.gateway.jdbc.exchange;

import dev.hoop.gateway.api.value.Content;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.sql.SQLException;

/**
 * The content of a large cell: what has come is kept, what is still to come is fetched when somebody reads so far. So it can be read more than
 * once, from any position, and by several. When its row is left, it ends, unless it was to be {@linkplain #keep kept}. A text is UTF-8.
 *
 * <p>Thread-safe.
 */
public final class LargeContent implements Content<InputStream> {
    /** Brings the next piece of a row's large cells to the one it belongs to. */
    @FunctionalInterface
    interface Supply {
        void pull() throws SQLException;
    }

    private static final Cleaner CLEANER = Cleaner.create();

    private final Supply supply;
    private final Spool spool;
    private boolean kept;
    private boolean whole;
    private boolean left;

    LargeContent(Supply supply) {
        this(supply, -1);
    }

    /** @param expected how many bytes will come, where that is known; negative where not */
    LargeContent(Supply supply, long expected) {
        this.supply = supply;
        this.spool = new Spool(expected);
        CLEANER.register(this, spool::close);
    }

    /** Takes a piece that has come. */
    synchronized void append(ByteBuffer content, boolean last) throws SQLException {
        try {
            if (!left) {
                spool.append(content);
            }
        } catch (IOException e) {
            spool.close();
            throw new SQLException(
                    "a large value could not be kept on disk; free some space under java.io.tmpdir", "58030", e);
        } finally {
            whole = last;
        }
    }

    synchronized boolean isWhole() {
        return whole;
    }

    synchronized boolean isKept() {
        return kept;
    }

    /** It will be read after its row is left. */
    public synchronized void keep() {
        kept = true;
    }

    /** The row is left: what has not come will not. */
    synchronized void leave() {
        if (!whole) {
            left = true;
            spool.close();
        }
    }

    /** Not needed any more. */
    public synchronized void free() {
        kept = false;
        left = !whole;
        spool.close();
    }

    /** How many bytes there are; waits for the last. */
    public long size() throws SQLException {
        while (!isWhole()) {
            pull();
        }
        synchronized (this) {
            return spool.size();
        }
    }

    /** All of it, of a value that is kept in memory whole; waits for the last. Not copied: a reader that changes it finds it changed. */
    byte[] all() throws SQLException {
        while (!isWhole()) {
            pull();
        }
        synchronized (this) {
            try {
                return spool.all();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    /** What a reader of a large value is told. */
    public static SQLException unreadable(IOException e) {
        return e.getCause() instanceof SQLException cause
                ? cause
                : new SQLException("a large value could not be read", "58030", e);
    }

    private void pull() throws SQLException {
        requireHere();
        supply.pull();
    }

    private synchronized void requireHere() throws SQLException {
        if (left) {
            throw new SQLException(
                    "a large value was not read before its row was left; read it first, or take it as a Blob or Clob",
                    "24000");
        }
    }

    @Override
    public InputStream open() {
        return new Reading();
    }

    private final class Reading extends InputStream {
        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!has(position)) {
                return -1;
            }
            synchronized (LargeContent.this) {
                int count = (int) Math.min(length, spool.size() - position);
                count = spool.read(position, into, from, count);
                position += Math.max(count, 0);
                return count;
            }
        }

        /** Goes past what has not come yet as well. */
        @Override
        public long skip(long count) throws IOException {
            long wanted = Math.max(0, count);
            has(position + wanted);
            synchronized (LargeContent.this) {
                long skipped = Math.min(wanted, spool.size() - position);
                position += skipped;
                return skipped;
            }
        }

        private boolean has(long at) throws IOException {
            while (true) {
                synchronized (LargeContent.this) {
                    if (!left && at < spool.size()) {
                        return true;
                    }
                    if (!left && whole) {
                        return false;
                    }
                }
                fetch(); // or says that there is nothing to fetch any more
            }
        }

        private void fetch() throws IOException {
            try {
                pull();
            } catch (SQLException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
