package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Rows over a driver's result set. */
public final class JdbcRows implements Rows {
    /** What the rows ask of the statement they come from. */
    public interface Source {
        /** Called before each row. Throws if the statement was cancelled. */
        void step();

        /** The failure to report for one that reading met. */
        RuntimeException failed(SQLException failure, String column);

        /** Whether the row behind the first so many can be had without waiting for the target. Asked on any thread. */
        boolean isHere(long row);

        /**
         * Asked where {@link #isHere} is false: who reads on while the rows that are read are handed on, if anybody should. Cells that are
         * read in pieces are never read ahead.
         */
        Optional<Executor> reader(long row);

        /** What is read ahead takes long, and nobody wants it any more: the target is told. */
        void leave();

        /** Whether all rows are in memory, so that asking for the last of them asks nothing of the target. */
        boolean allAreHere();

        /** Called once: the rows are over, after so many of them. */
        void ended(boolean exhausted, long count);
    }

    private final ResultSet from;
    private final Source source;
    private final List<Column> columns;
    private final CellReader[] readers;
    private final boolean inMemory;
    private final long limitBytes;
    private final List<StreamedCell> open = new ArrayList<>();
    private @Nullable ReadAhead ahead;
    private long count;
    private boolean exhausted;
    private boolean closed;

    /** @param limitBytes the most of one value that is ever in memory */
    public JdbcRows(ResultSet from, List<Column> columns, CellReaders readers, Source source, long limitBytes) {
        this.from = from;
        this.limitBytes = limitBytes;
        this.source = source;
        this.columns = List.copyOf(columns);
        this.readers = this.columns.stream().map(readers::of).toArray(CellReader[]::new);
        this.inMemory = Arrays.stream(this.readers).noneMatch(LargeReader.class::isInstance);
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
        leaveRow();
        try {
            exhausted = !step();
            count += exhausted ? 0 : 1;
            return !exhausted;
        } catch (SQLException e) {
            throw source.failed(e, "");
        }
    }

    private boolean step() throws SQLException {
        if (ahead == null && !source.isHere(count) && inMemory) {
            ahead = source.reader(count)
                    .map(reader -> new ReadAhead(from, readers, count, source::isHere, reader))
                    .orElse(null);
        }
        return ahead == null ? from.next() : ahead.next();
    }

    @Override
    public void read(int column, CellSink sink) {
        if (ahead != null) {
            read(column, column + 1, sink);
            return;
        }
        try {
            if (readers[column] instanceof LargeReader large) {
                readLarge(large, column, sink);
            } else {
                readers[column].read(from, column + 1, sink);
            }
        } catch (SQLException e) {
            throw source.failed(e, columns.get(column).label());
        }
    }

    @Override
    public void read(int begin, int end, CellSink sink) {
        if (ahead == null) {
            Rows.super.read(begin, end, sink);
            return;
        }
        try {
            ahead.read(begin, end, sink);
        } catch (SQLException e) {
            throw source.failed(e, columns.get(ahead.failedColumn()).label());
        }
    }

    private void readLarge(LargeReader reader, int column, CellSink sink) throws SQLException {
        LargeSource value = reader.opening().of(from, column + 1);
        if (value == null) {
            sink.nothing();
            return;
        }
        StreamedCell cell = StreamedCell.handOver(
                value,
                sink,
                limitBytes,
                failure -> source.failed(failure, columns.get(column).label()));
        if (cell != null) {
            open.add(cell);
        }
    }

    /** Whatever was not read of the row that is left is not wanted. */
    private void leaveRow() {
        if (!open.isEmpty()) {
            open.forEach(StreamedCell::close);
            open.clear();
        }
    }

    @Override
    public boolean ready() {
        return exhausted || (ahead == null ? source.isHere(count) : ahead.isHere());
    }

    @Override
    public boolean isLast() {
        try {
            exhausted = exhausted || (!closed && source.allAreHere() && from.isLast());
            return exhausted;
        } catch (SQLException e) {
            throw source.failed(e, "");
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
            open.clear(); // the driver frees what is left with the result
            stopReading();
            source.ended(exhausted, count);
            try {
                from.close();
            } catch (SQLException e) {
                throw source.failed(e, "");
            }
        }
    }

    /** What failed behind the rows that were wanted fails nobody, but the connection may be gone with it. */
    @SuppressWarnings("ReturnValueIgnored") // the failure is made to be noted, not to be thrown
    private void stopReading() {
        if (ahead != null && !exhausted) {
            try {
                ahead.stop(source::leave);
            } catch (SQLException e) {
                source.failed(e, "");
            }
        }
    }
}
