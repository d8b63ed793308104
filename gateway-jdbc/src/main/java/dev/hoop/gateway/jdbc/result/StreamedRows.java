package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.exchange.RowStream;
import java.sql.SQLException;

/** Rows as they arrive. */
record StreamedRows(RowStream stream) implements RowFeed {
    @Override
    public boolean next() throws SQLException {
        return stream.next();
    }

    @Override
    public boolean hasNext() throws SQLException {
        return stream.hasNext();
    }

    @Override
    public Value value(int column) throws SQLException {
        return stream.value(column);
    }

    @Override
    public void close() throws SQLException {
        stream.close();
    }
}
