package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.LargeCell;
import dev.hoop.gateway.api.value.Value.InPieces.Form;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.api.wire.TextPieces;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A large value on its way from the driver, a piece at a time. What turns out not to be large is handed over as any other value. */
final class StreamedCell implements LargeCell {
    /** Gives the next piece, or with a limit all that is left of them; null at the end, or above the limit. */
    private interface Source extends Closeable {
        @Nullable
        ByteBuffer next() throws IOException;

        byte @Nullable [] rest(long limit) throws IOException;
    }

    private final Form form;
    private final long length;
    private final long limitBytes;
    private final Source source;
    private final Function<SQLException, RuntimeException> failing;
    private boolean closed;

    private StreamedCell(
            Form form, long length, long limitBytes, Source source, Function<SQLException, RuntimeException> failing) {
        this.form = form;
        this.length = length;
        this.limitBytes = limitBytes;
        this.source = source;
        this.failing = failing;
    }

    /** A text that is in memory already; its size has been checked. */
    static StreamedCell of(String text) {
        return new StreamedCell(
                Form.TEXT, text.length(), Long.MAX_VALUE, text(new StringReader(text), () -> {}), StreamedCell::never);
    }

    /** Bytes that are in memory already; their size has been checked. */
    static StreamedCell of(byte[] bytes) {
        return new StreamedCell(Form.BYTES, bytes.length, Long.MAX_VALUE, inMemory(bytes), StreamedCell::never);
    }

    private static RuntimeException never(SQLException failure) {
        return new IllegalStateException(failure);
    }

    /**
     * Hands over what the driver gave: whole where that is small, else to be read piece by piece.
     *
     * @param limitBytes the most that may be in memory for a sink that takes no pieces
     * @param failing makes the failure to report of one that reading met
     * @return the cell that is still to be read, if it is
     */
    static @Nullable StreamedCell handOver(
            LargeSource from, CellSink into, long limitBytes, Function<SQLException, RuntimeException> failing)
            throws SQLException {
        try {
            return from instanceof LargeSource.Bytes bytes
                    ? bytes(bytes, into, limitBytes, failing)
                    : text((LargeSource.Text) from, into, limitBytes, failing);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    private static @Nullable StreamedCell bytes(
            LargeSource.Bytes from, CellSink into, long limitBytes, Function<SQLException, RuntimeException> failing)
            throws IOException {
        byte[] head = from.from().readNBytes(Pieces.FROM + 1);
        if (head.length <= Pieces.FROM) {
            bytes(from.from(), from.free()).close();
            into.bytes(head);
            return null;
        }
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), from.from());
        StreamedCell cell = new StreamedCell(Form.BYTES, from.length(), limitBytes, bytes(all, from.free()), failing);
        into.large(cell);
        return cell;
    }

    private static @Nullable StreamedCell text(
            LargeSource.Text from, CellSink into, long limitBytes, Function<SQLException, RuntimeException> failing)
            throws IOException {
        char[] head = new char[16 * 1024];
        int count = fill(from.from(), head, 0);
        while (count == head.length && count <= Pieces.FROM) {
            head = Arrays.copyOf(head, Math.min(4 * head.length, Pieces.FROM + 1));
            count = fill(from.from(), head, count);
        }
        if (count <= Pieces.FROM) {
            text(from.from(), from.free()).close();
            into.text(new String(head, 0, count));
            return null;
        }
        PushbackReader all = new PushbackReader(from.from(), count);
        all.unread(head, 0, count);
        StreamedCell cell = new StreamedCell(Form.TEXT, -1, limitBytes, text(all, from.free()), failing);
        into.large(cell);
        return cell;
    }

    private static int fill(Reader from, char[] into, int at) throws IOException {
        int count = at;
        int read = 0;
        while (read >= 0 && count < into.length) {
            read = from.read(into, count, into.length - count);
            count += Math.max(read, 0);
        }
        return count;
    }

    private static Source inMemory(byte[] bytes) {
        return new Source() {
            private int at;

            @Override
            public @Nullable ByteBuffer next() {
                int from = at;
                at = Math.min(bytes.length, from + Pieces.SIZE);
                return from == at ? null : ByteBuffer.wrap(bytes, from, at - from);
            }

            @Override
            public byte @Nullable [] rest(long limit) {
                int from = at;
                at = bytes.length;
                return bytes.length - from > limit ? null : Arrays.copyOfRange(bytes, from, bytes.length);
            }

            @Override
            public void close() {}
        };
    }

    private static Source bytes(InputStream from, LargeSource.Free free) {
        return new Source() {
            @Override
            public @Nullable ByteBuffer next() throws IOException {
                byte[] piece = from.readNBytes(Pieces.SIZE);
                return piece.length == 0 ? null : ByteBuffer.wrap(piece);
            }

            @Override
            public byte @Nullable [] rest(long limit) throws IOException {
                byte[] all = from.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 16));
                return from.read() < 0 ? all : null;
            }

            @Override
            public void close() throws IOException {
                from.close();
                freed(free);
            }
        };
    }

    private static Source text(Reader from, LargeSource.Free free) {
        TextPieces pieces = new TextPieces(from);
        return new Source() {
            @Override
            public @Nullable ByteBuffer next() throws IOException {
                byte[] piece = pieces.next();
                return piece == null ? null : ByteBuffer.wrap(piece);
            }

            @Override
            public byte @Nullable [] rest(long limit) throws IOException {
                return pieces.rest(limit);
            }

            @Override
            public void close() throws IOException {
                from.close();
                freed(free);
            }
        };
    }

    private static void freed(LargeSource.Free free) throws IOException {
        try {
            free.run();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Form form() {
        return form;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public @Nullable ByteBuffer next() {
        try {
            ByteBuffer piece = closed ? null : source.next();
            if (piece == null) {
                close();
            }
            return piece;
        } catch (IOException e) {
            throw failing.apply(brokenOff(e));
        }
    }

    @Override
    public byte[] whole() {
        try {
            byte[] all = source.rest(limitBytes);
            close();
            if (all == null) {
                throw failing.apply(new OversizeException(limitBytes));
            }
            return all;
        } catch (IOException e) {
            throw failing.apply(brokenOff(e));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                source.close();
            } catch (IOException e) {
                throw failing.apply(brokenOff(e));
            }
        }
    }

    private static SQLException brokenOff(IOException e) {
        return e.getCause() instanceof SQLException cause
                ? cause
                : new SQLException("reading a large value broke off", "58030", e);
    }
}
