package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Rows;
import java.util.List;
import java.util.function.Supplier;

/** Rows whose failures, while they stream, are worded for the subject and end the statement. */
final class WordedRows implements Rows {
    private final Rows rows;
    private final Guard guard;

    /** Runs a step and words its failure. */
    interface Guard {
        <T> T run(Supplier<T> step);
    }

    WordedRows(Rows rows, Guard guard) {
        this.rows = rows;
        this.guard = guard;
    }

    @Override
    public List<Column> columns() {
        return rows.columns();
    }

    @Override
    public boolean next() {
        try {
            return rows.next();
        } catch (RuntimeException | Error failure) {
            return guard.run(() -> {
                throw failure;
            });
        }
    }

    @Override
    public void read(int column, CellSink sink) {
        try {
            rows.read(column, sink);
        } catch (RuntimeException | Error failure) {
            guard.run(() -> {
                throw failure;
            });
        }
    }

    @Override
    public void read(int from, int to, CellSink sink) {
        try {
            rows.read(from, to, sink);
        } catch (RuntimeException | Error failure) {
            guard.run(() -> {
                throw failure;
            });
        }
    }

    @Override
    public boolean ready() {
        return rows.ready();
    }

    @Override
    public boolean isLast() {
        return guard.run(rows::isLast);
    }

    @Override
    public void close() {
        rows.close();
    }
}
