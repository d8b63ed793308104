package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows over a driver's result set. */
public final class JdbcRows implements Rows {
    /** What the rows ask of the statement they come from. */
    public interface Source {
        /** Called before each row. Throws if the statement was cancelled. */
        void step();

        /** The failure to report for one that reading met. */
        RuntimeException failed(SQLException failure, String column);

        /** Called once: the rows are over. */
        void ended(boolean exhausted);
    }

    private final ResultSet from;
    private final Source source;
    private final List<Column> columns;
    private final CellReader[] readers;
    private boolean exhausted;
    private boolean closed;

    public JdbcRows(ResultSet from, CellReaders readers, Source source) throws SQLException {
        this.from = from;
        this.source = source;
        this.columns = List.copyOf(Columns.of(from.getMetaData()));
        this.readers = columns.stream().map(readers::of).toArray(CellReader[]::new);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        if (closed || exhausted) {
            return false;
        }
        source.step();
        try {
            exhausted = !from.next();
            return !exhausted;
        } catch (SQLException e) {
            throw source.failed(e, "");
        }
    }

    @Override
    public void read(int column, CellSink sink) {
        try {
            readers[column].read(from, column + 1, sink);
        } catch (SQLException e) {
            throw source.failed(e, columns.get(column).label());
        }
    }

    /** Whether rows may still be on their way from the target. */
    public boolean isOpen() {
        return !closed && !exhausted;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            source.ended(exhausted);
            try {
                from.close();
            } catch (SQLException e) {
                throw source.failed(e, "");
            }
        }
    }
}
