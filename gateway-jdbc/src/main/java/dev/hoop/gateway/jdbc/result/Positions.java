package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;

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

    static int end(int start, long length, int size) throws SQLException {
        if (length < 0) {
            throw CallerErrors.badArgument("length " + length + " is negative");
        }
        return (int) Math.min(start + length, size);
    }
}
