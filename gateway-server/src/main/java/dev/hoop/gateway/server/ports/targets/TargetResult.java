package dev.hoop.gateway.server.ports.targets;

import dev.hoop.gateway.api.wire.RowsKind;
import java.util.List;
import java.util.function.Function;

/** One result of a statement. */
public sealed interface TargetResult {
    <R> R match(Function<RowSet, R> rows, Function<Count, R> count, Function<Batch, R> batch);

    /** Rows, unmasked: for the gate only. */
    record RowSet(RowsKind kind, dev.hoop.gateway.engine.Rows rows) implements TargetResult {
        @Override
        public <R> R match(Function<RowSet, R> rows, Function<Count, R> count, Function<Batch, R> batch) {
            return rows.apply(this);
        }
    }

    /** An update count. */
    record Count(long rowsAffected) implements TargetResult {
        @Override
        public <R> R match(Function<RowSet, R> rows, Function<Count, R> count, Function<Batch, R> batch) {
            return count.apply(this);
        }
    }

    /** The update counts of a batch. */
    record Batch(List<Long> counts) implements TargetResult {
        public Batch {
            counts = List.copyOf(counts);
        }

        @Override
        public <R> R match(Function<RowSet, R> rows, Function<Count, R> count, Function<Batch, R> batch) {
            return batch.apply(this);
        }
    }
}
