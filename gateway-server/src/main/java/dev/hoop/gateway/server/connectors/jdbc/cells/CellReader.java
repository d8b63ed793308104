package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads cells of one column by the one right getter and hands them on by the one right method of the sink. Chosen once per column. */
@FunctionalInterface
public interface CellReader {
    /** Reads the cell of the current row; columns are counted from one. */
    void read(ResultSet from, int column, CellSink into) throws SQLException;
}
