package dev.hoop.gateway.jdbc.statement;

import dev.hoop.gateway.jdbc.exchange.RowStream;
import dev.hoop.gateway.jdbc.result.RowsResultSet;
import java.sql.SQLException;

/**
 * The statement of a cursor that a call gave out. It has run nothing itself and outlives the call, as the rows do, which are in memory; either
 * is closed with the other. Not thread-safe.
 */
final class CursorStatement extends GatewayStatement {
    private final RowsResultSet rows;

    CursorStatement(Origin origin, Shape shape, RowStream rows) throws SQLException {
        super(origin, shape);
        this.rows = RowsResultSet.scrollable(rows, origin.maxBuffered(), origin.cells(), this, closed -> super.close());
    }

    RowsResultSet rows() {
        return rows;
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
