package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.exchange.LargeCharacters;
import dev.hoop.gateway.jdbc.exchange.LargeContent;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.sql.Blob;
import java.sql.NClob;
import java.sql.SQLException;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Large cells, as what the getters for large values give; or whole, for those that need all of it in memory. */
final class LargeValues {
    /** The next byte or character; -1 at the end. */
    @FunctionalInterface
    interface Input {
        int read() throws IOException;
    }

    private LargeValues() {}

    /** The value itself if it is not large, else all of it: the getter that was called has no other way to give it. */
    static Value whole(Value value) throws SQLException {
        try {
            if (value instanceof Value.LargeBytes bytes) {
                try (InputStream from = bytes.content().open()) {
                    return new Value.Bytes(from.readAllBytes());
                }
            } else if (value instanceof Value.LargeText text) {
                try (Reader from = text.content().open()) {
                    return new Value.Text(all(from));
                }
            }
            return value;
        } catch (IOException e) {
            throw LargeContent.unreadable(e);
        } catch (OutOfMemoryError e) {
            throw CallerErrors.tooLarge("a value is larger than the memory of this process; read it by a stream");
        }
    }

    static @Nullable Blob blob(Value value) {
        return value instanceof Value.LargeBytes bytes && bytes.content() instanceof LargeContent content
                ? new LargeBlob(bytes, content)
                : null;
    }

    static @Nullable NClob clob(Value value) {
        return value instanceof Value.LargeText text && text.content() instanceof LargeCharacters content
                ? new LargeClob(text, content)
                : null;
    }

    static @Nullable InputStream bytes(Value value) throws SQLException {
        try {
            return value instanceof Value.LargeBytes bytes ? bytes.content().open() : null;
        } catch (IOException e) {
            throw LargeContent.unreadable(e);
        }
    }

    static @Nullable Reader characters(Value value) throws SQLException {
        try {
            return value instanceof Value.LargeText text
                    ? new BufferedReader(text.content().open())
                    : null;
        } catch (IOException e) {
            throw LargeContent.unreadable(e);
        }
    }

    static String all(Reader from) throws IOException {
        StringWriter all = new StringWriter();
        from.transferTo(all);
        return all.toString();
    }

    /** Where a pattern begins, counted from where the input stands; -1 if it is not there. */
    static long find(Input from, int length, IntUnaryOperator pattern) throws IOException {
        if (length == 0) {
            return 0;
        }
        int[] borders = borders(length, pattern);
        int matched = 0;
        long at = 0;
        for (int next = from.read(); next >= 0; next = from.read(), at++) {
            while (matched > 0 && pattern.applyAsInt(matched) != next) {
                matched = borders[matched - 1];
            }
            matched += pattern.applyAsInt(matched) == next ? 1 : 0;
            if (matched == length) {
                return at - length + 1;
            }
        }
        return -1;
    }

    /** For each beginning of the pattern, how much of its end begins it again (Knuth, Morris and Pratt). */
    private static int[] borders(int length, IntUnaryOperator pattern) {
        int[] borders = new int[length];
        int matched = 0;
        for (int i = 1; i < length; i++) {
            while (matched > 0 && pattern.applyAsInt(matched) != pattern.applyAsInt(i)) {
                matched = borders[matched - 1];
            }
            matched += pattern.applyAsInt(matched) == pattern.applyAsInt(i) ? 1 : 0;
            borders[i] = matched;
        }
        return borders;
    }
}
