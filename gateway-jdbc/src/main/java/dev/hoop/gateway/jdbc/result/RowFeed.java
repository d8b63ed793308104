package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Value;
import java.sql.SQLException;

/** Where a result has its rows from: the gateway, or memory. Columns count from zero. */
interface RowFeed {
    /** Steps to the next row, if there is one. */
    boolean next() throws SQLException;

    /** Whether there is a row after the current one, or a first where there is none yet. */
    boolean hasNext() throws SQLException;

    /** The cell of the current row. */
    Value value(int column) throws SQLException;

    void close() throws SQLException;
}
