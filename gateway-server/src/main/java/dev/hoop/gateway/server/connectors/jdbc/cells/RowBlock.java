package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.LargeCell;
import dev.hoop.gateway.api.wire.RowWriter;
import dev.hoop.gateway.api.wire.WireWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Some rows that were read and not handed on yet, each cell as the remote protocol encodes it. A failure to read is kept, and met where
 * it was met: at the cell, or behind the last row. One thread at a time.
 */
final class RowBlock {
    private static final int FULL_BYTES = 256 * 1024;

    private final CellReader[] readers;
    private final WireWriter bytes = new WireWriter(64 * 1024);
    private final RowWriter cells = RowWriter.aside(bytes);
    private final Map<Integer, LargeCell> large = new HashMap<>();
    private int[] ends = new int[4 * 1024];
    private int count;
    private long before;
    private int rows;
    private int row = -1;
    private long largeBytes;
    private boolean isLast;
    private @Nullable Exception failure;

    RowBlock(CellReader[] readers) {
        this.readers = readers;
    }

    /**
     * Reads until the block is full, the next row would have to be waited for, the rows are over, or reading fails.
     *
     * @param before how many rows were read before
     * @param isHere whether the row behind so many can be had without waiting
     */
    RowBlock fill(ResultSet from, long before, LongPredicate isHere) {
        clear();
        this.before = before;
        try {
            do {
                isLast = !from.next();
                if (!isLast) {
                    rows++;
                    readRow(from);
                }
            } while (!isLast && bytes.size() + largeBytes < FULL_BYTES && isHere.test(end()));
        } catch (SQLException | RuntimeException e) {
            failure = e;
        }
        return this;
    }

    private void clear() {
        bytes.clear();
        large.clear();
        largeBytes = 0;
        count = 0;
        rows = 0;
        row = -1;
    }

    private void readRow(ResultSet from) throws SQLException {
        if (ends.length - count < readers.length) {
            ends = Arrays.copyOf(ends, Math.max(2 * ends.length, count + readers.length));
        }
        for (int column = 0; column < readers.length; column++) {
            readers[column].read(from, column + 1, cells);
            List<LargeCell> inPieces = cells.takeLarge();
            if (!inPieces.isEmpty()) {
                large.put(count, inPieces.get(0));
                largeBytes += inPieces.get(0).length();
            }
            ends[count++] = bytes.size();
        }
    }

    /** Steps to the next row; false when there is none in here. */
    boolean next() {
        boolean more = hasNext();
        row += more ? 1 : 0;
        return more;
    }

    boolean hasNext() {
        return row + 1 < rows;
    }

    /** How many rows there are up to its last. */
    long end() {
        return before + rows;
    }

    /** Whether nothing follows those in here, because they are all or reading failed. */
    boolean isLast() {
        return isLast || failure != null;
    }

    /** Hands cells of the current row over, or fails as reading one of them did. */
    void read(int begin, int end, CellSink sink) throws SQLException {
        int first = row * readers.length + begin;
        int behind = row * readers.length + end;
        if (behind > count) {
            requireWhole();
        }
        if (large.isEmpty() && sink instanceof RowWriter) {
            cells.handOver(begin(first), begin(behind) - begin(first), sink);
        } else {
            for (int cell = first; cell < behind; cell++) {
                readOne(cell, sink);
            }
        }
    }

    private void readOne(int cell, CellSink sink) {
        LargeCell inPieces = large.get(cell);
        if (inPieces != null) {
            sink.large(inPieces);
        } else {
            cells.handOver(begin(cell), begin(cell + 1) - begin(cell), sink);
        }
    }

    private int begin(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }

    /** The column in which reading has failed. */
    int failedColumn() {
        return count % readers.length;
    }

    /** Fails as reading the rows did, if it did. */
    void requireWhole() throws SQLException {
        if (failure instanceof SQLException e) {
            throw e;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        }
    }
}
