package dev.hoop.gateway.engine;

import dev.hoop.gateway.api.wire.RowsKind;
import java.util.List;
import java.util.function.Function;

/** One result of a statement. */
public sealed interface Result {
    <R> R match(Function<RowSet, R> rows, Function<Count, R> count, Function<Batch, R> batch);

    /** Rows; masked by the time a door sees them. */
    record RowSet(RowsKind kind, Rows rows) implements Result {
        @Override
        public <R> R match(Function<RowSet, R> rows, Function<Count, R> count, Function<Batch, R> batch) {
            return rows.apply(this);
        }
    }

    /** An update count. */
    record Count(long rowsAffected) implements Result {
        @Override
        public <R> R match(Function<RowSet, R> rows, Function<Count, R> count, Function<Batch, R> batch) {
            return count.apply(this);
        }
    }

    /** The update counts of a batch. */
    record Batch(List<Long> counts) implements Result {
        public Batch {
            counts = List.copyOf(counts);
        }

        @Override
        public <R> R match(Function<RowSet, R> rows, Function<Count, R> count, Function<Batch, R> batch) {
            return batch.apply(this);
        }
    }
}
