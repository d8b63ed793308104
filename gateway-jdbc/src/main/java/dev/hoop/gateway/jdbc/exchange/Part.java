package dev.hoop.gateway.jdbc.exchange;

import java.util.List;

/** One result of an execution, in the order in which they come. */
public sealed interface Part {
    /** Rows; they may still be on their way. */
    record Rows(RowStream rows) implements Part {}

    /** An update count. */
    record Count(long count) implements Part {}

    /** The update counts of a batch. */
    record BatchCounts(List<Long> counts) implements Part {
        public BatchCounts {
            counts = List.copyOf(counts);
        }
    }

    /** There is no further result. */
    record Nothing() implements Part {}
}
