package dev.hoop.gateway.server.connectors.jdbc.cells;

import java.io.InputStream;
import java.io.Reader;
import java.sql.SQLException;

/** What a driver gives for a large value; freed when it has been read. */
sealed interface LargeSource {
    /** Tells the driver that the value is not needed any more. */
    @FunctionalInterface
    interface Free {
        void run() throws SQLException;
    }

    Free free();

    record Bytes(InputStream from, long length, Free free) implements LargeSource {}

    record Text(Reader from, Free free) implements LargeSource {}
}
