package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Rows;
import java.util.List;

/** Rows, at most so many of them, counted as they pass. */
final class CappedRows implements Rows {
    private final Rows rows;
    private final long cap;
    private final Tally tally;
    private long passed;
    private boolean over;

    CappedRows(Rows rows, long cap, Tally tally) {
        this.rows = rows;
        this.cap = cap;
        this.tally = tally;
    }

    @Override
    public List<Column> columns() {
        return rows.columns();
    }

    @Override
    public boolean next() {
        if (over || !rows.next()) {
            return false;
        }
        if (passed == cap) { // and there was one more
            over = true;
            tally.capped(cap);
            return false;
        }
        passed++;
        tally.returned();
        return true;
    }

    @Override
    public void read(int column, CellSink sink) {
        rows.read(column, sink);
    }

    @Override
    public void read(int from, int to, CellSink sink) {
        rows.read(from, to, sink);
    }

    @Override
    public boolean ready() {
        return over || rows.ready();
    }

    @Override
    public boolean isLast() {
        return over || rows.isLast();
    }

    @Override
    public void close() {
        rows.close();
    }
}
