package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Places in a LOB as JDBC counts them, from one, as places in memory. */
final class Positions {
    private Positions() {}

    /** @param pos from 1 to one behind the end */
    static int start(long pos, int size) throws SQLException {
        if (pos < 1 || pos > size + 1L) {
            throw CallerErrors.badArgument("position %d is outside 1 to %d".formatted(pos, size + 1L));
        }
        return (int) (pos - 1);
    }

    /** Checks that a piece lies inside what a caller gave. */
    static void piece(int offset, int length, int size) throws SQLException {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw CallerErrors.badArgument("%d from %d are outside the %d given".formatted(length, offset, size));
        }
    }

    static <T> T given(@Nullable T argument, String what) throws SQLException {
        if (argument == null) {
            throw CallerErrors.badArgument("the " + what + " is null");
        }
        return argument;
    }

    static int end(int start, long length, int size) throws SQLException {
        if (length < 0) {
            throw CallerErrors.badArgument("length " + length + " is negative");
        }
        return (int) Math.min(start + length, size);
    }
}
