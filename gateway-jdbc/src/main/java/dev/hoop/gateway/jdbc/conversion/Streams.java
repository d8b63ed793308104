package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;

/** Reads streams given as parameters, up to a bound: what they hold travels in one message. */
final class Streams {
    private static final int CHUNK = 8 * 1024;

    private Streams() {}

    /** @param length the exact number of bytes, or -1 for all there are */
    static byte[] bytes(InputStream stream, long length, int max) throws SQLException {
        if (length > max) {
            throw tooLong(max);
        }
        try {
            byte[] bytes = stream.readNBytes(length < 0 ? max : (int) length);
            if (length < 0 && bytes.length == max && stream.read() >= 0) {
                throw tooLong(max);
            }
            checkLength(length, bytes.length);
            return bytes;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @param length the exact number of characters, or -1 for all there are */
    static String text(Reader reader, long length, int max) throws SQLException {
        if (length > max) {
            throw tooLong(max);
        }
        int wanted = length < 0 ? max : (int) length;
        StringBuilder text = new StringBuilder(Math.min(wanted, CHUNK));
        char[] chunk = new char[CHUNK];
        try {
            int read = 0;
            while (read >= 0 && text.length() < wanted) {
                read = reader.read(chunk, 0, Math.min(CHUNK, wanted - text.length()));
                text.append(chunk, 0, Math.max(read, 0));
            }
            if (length < 0 && text.length() == max && reader.read() >= 0) {
                throw tooLong(max);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        checkLength(length, text.length());
        return text.toString();
    }

    static SQLException tooLong(int max) {
        return CallerErrors.tooLarge(
                "a stream given as a parameter is longer than %d; raise the option maxStream".formatted(max));
    }

    private static void checkLength(long promised, int actual) throws SQLException {
        if (promised >= 0 && actual != promised) {
            throw CallerErrors.badArgument(
                    "a stream given as a parameter ended after %d of the %d promised".formatted(actual, promised));
        }
    }

    private static SQLException unreadable(IOException cause) {
        return new SQLNonTransientException("a stream given as a parameter could not be read", "HY000", cause);
    }
}
