package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads cells that may be too large for memory. */
record LargeReader(Opening opening) implements CellReader {
    /** Begins to read one. */
    @FunctionalInterface
    interface Opening {
        /** The cell of the current row, or null for the SQL NULL. */
        @Nullable
        LargeSource of(ResultSet from, int column) throws SQLException;
    }

    /** Only by those who can tell what a failure in the middle of it means. */
    @Override
    public void read(ResultSet from, int column, CellSink into) {
        throw new IllegalStateException("a large cell is opened, not read");
    }
}
