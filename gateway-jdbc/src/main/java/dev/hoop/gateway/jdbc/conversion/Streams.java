package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Content;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Values of streams given as parameters. What is small is read at once; what is not stays in its stream until the execution, and is never in
 * memory as a whole.
 */
final class Streams {
    private static final int CHUNK = 8 * 1024;

    private Streams() {}

    /**
     * @param length the exact number of bytes, or -1 for all there are
     * @param max the most that is taken, or 0 for no bound
     */
    static Value bytes(InputStream stream, long length, long max) throws SQLException {
        requireWithin(length, max);
        try {
            int wanted = (int) (length < 0 ? Pieces.FROM + 1 : Math.min(length, Pieces.FROM + 1));
            byte[] head = stream.readNBytes(wanted);
            requireWithin(head.length, max);
            if (head.length <= Pieces.FROM) {
                checkLength(length, head.length);
                return new Value.Bytes(head);
            }
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), stream);
            return new Value.LargeBytes(length, "", once(new PromisedBytes(all, length, max)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * @param length the most characters that are taken, or -1 for all there are; of a large text exactly as many
     * @param max the most that is taken, or 0 for no bound
     */
    static Value text(Reader reader, long length, long max) throws SQLException {
        requireWithin(length, max);
        try {
            int wanted = (int) (length < 0 ? Pieces.FROM + 1 : Math.min(length, Pieces.FROM + 1));
            char[] head = new char[Math.min(wanted, CHUNK)];
            int count = fill(reader, head, 0);
            while (count == head.length && count < wanted) {
                head = Arrays.copyOf(head, Math.min(4 * head.length, wanted));
                count = fill(reader, head, count);
            }
            requireWithin(count, max);
            if (count <= Pieces.FROM) {
                return new Value.Text(new String(head, 0, count));
            }
            PushbackReader all = new PushbackReader(reader, count);
            all.unread(head, 0, count);
            return new Value.LargeText(length, "", once(new PromisedText(all, length, max)));
        } catch (IOException e) {
            throw unreadable(e);
        }
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

    /** A stream can be read by one execution only. */
    private static <S> Content<S> once(S stream) {
        AtomicBoolean read = new AtomicBoolean();
        return () -> {
            if (read.getAndSet(true)) {
                throw new IOException(CallerErrors.badSequence(
                        "a stream given as a parameter was read by an execution before; set it again"));
            }
            return stream;
        };
    }

    static void requireWithin(long length, long max) throws SQLException {
        if (max > 0 && length > max) {
            throw CallerErrors.tooLarge(
                    "a stream given as a parameter is longer than %d; raise the option maxStream".formatted(max));
        }
    }

    static void checkLength(long promised, long actual) throws SQLException {
        if (promised >= 0 && actual != promised) {
            throw CallerErrors.badArgument(
                    "a stream given as a parameter ended after %d of the %d promised".formatted(actual, promised));
        }
    }

    private static SQLException unreadable(IOException cause) {
        return cause.getCause() instanceof SQLException known
                ? known
                : new SQLNonTransientException("a stream given as a parameter could not be read", "HY000", cause);
    }
}
