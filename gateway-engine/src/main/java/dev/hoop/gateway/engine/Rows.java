package dev.hoop.gateway.engine;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import java.util.List;

/**
 * Rows on their way to the subject: pulled one at a time, so that memory stays bounded, and read cell by cell into a sink. Cells of a row
 * are read in order, each at most once. Not thread-safe.
 */
public interface Rows extends AutoCloseable {
    List<Column> columns();

    /** Steps to the next row. */
    boolean next();

    /** Hands one cell of the current row, counted from zero, to the sink. */
    void read(int column, CellSink sink);

    /** Hands the cells of the current row from one column up to another, which is left out, to the sink, one after the other. */
    default void read(int from, int to, CellSink sink) {
        for (int column = from; column < to; column++) {
            read(column, sink);
        }
    }

    /** Whether the next row can be had without waiting for the target; a hint to send what has gathered. */
    default boolean ready() {
        return true;
    }

    /** Whether the current row is known to be the last, without asking the target; false where nobody knows. */
    default boolean isLast() {
        return false;
    }

    @Override
    void close();
}
