package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.value.ValueSink;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.RowsKind;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Result;
import dev.hoop.gateway.engine.Rows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** An answer read to its end before any of it is passed on. Rows beyond the bound are counted, not kept. */
final class GatheredAnswer implements Answer {
    private final List<Result> results = new ArrayList<>();
    private final List<Notice> warnings;
    private final Iterator<Result> rest;
    private long rowsAffected;

    static GatheredAnswer of(Answer answer, long bound) {
        try (answer) {
            return new GatheredAnswer(answer, bound);
        }
    }

    private GatheredAnswer(Answer answer, long bound) {
        for (Optional<Result> next = answer.next(); next.isPresent(); next = answer.next()) {
            results.add(next.get().match(set -> gather(set, bound), this::count, this::count));
        }
        this.warnings = answer.warnings();
        this.rest = results.iterator();
    }

    /** How many rows were changed: update counts, and rows answered by RETURNING. */
    long rowsAffected() {
        return rowsAffected;
    }

    @Override
    public Optional<Result> next() {
        return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
    }

    @Override
    public List<Notice> warnings() {
        return warnings;
    }

    @Override
    public void close() {
        // read to the end already
    }

    private Result count(Result.Count count) {
        rowsAffected += Math.max(count.rowsAffected(), 0);
        return count;
    }

    private Result count(Result.Batch batch) {
        batch.counts().forEach(count -> rowsAffected += Math.max(count, 0));
        return batch;
    }

    private Result gather(Result.RowSet set, long bound) {
        List<List<Value>> kept = new ArrayList<>();
        long seen = 0;
        try (Rows rows = set.rows()) {
            for (; rows.next(); seen++) {
                if (seen < bound) {
                    kept.add(row(rows));
                }
            }
            rowsAffected += set.kind() == RowsKind.RESULT ? seen : 0;
            return new Result.RowSet(set.kind(), new Gathered(rows.columns(), kept.iterator()));
        }
    }

    private static List<Value> row(Rows rows) {
        ValueSink sink = new ValueSink();
        List<Value> cells = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            rows.read(i, sink);
            cells.add(sink.value());
        }
        return cells;
    }

    private static final class Gathered implements Rows {
        private final List<Column> columns;
        private final Iterator<List<Value>> rows;
        private List<Value> row = List.of();

        Gathered(List<Column> columns, Iterator<List<Value>> rows) {
            this.columns = columns;
            this.rows = rows;
        }

        @Override
        public List<Column> columns() {
            return columns;
        }

        @Override
        public boolean next() {
            if (!rows.hasNext()) {
                return false;
            }
            row = rows.next();
            return true;
        }

        @Override
        public void read(int column, CellSink sink) {
            row.get(column).writeTo(sink);
        }

        @Override
        public void close() {
            row = List.of();
        }
    }
}
