package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.api.wire.RowWriter;
import dev.hoop.gateway.api.wire.WireWriter;

/**
 * The first rows of a statement on their way into its recording, up to the bounds of the options, in blocks of encoded cells. A cell that
 * is long is kept as a shortened text. Every row has all columns: one that was not read is kept as null. Not thread-safe.
 */
final class Kept {
    private static final int BLOCK_BYTES = 32 * 1024;

    /** Takes what is kept. */
    interface Keeper {
        /** So many rows, each cell as the remote protocol encodes it. The block is not kept. */
        void block(int rows, WireWriter block);

        void end(long passed, long kept, String digest);
    }

    private final Keeper keeper;
    private final int columns;
    private final RecordingOptions options;
    private final WireWriter block = new WireWriter(2048);
    private final RowWriter cells = new RowWriter(block);
    private final CellText shortened = new CellText(cells::text);
    private int rows;
    private int nextColumn;
    private long kept;
    private long bytes;
    private int rowStart;
    private boolean full;

    Kept(Keeper keeper, int columns, RecordingOptions options) {
        this.keeper = keeper;
        this.columns = columns;
        this.options = options;
    }

    /** A row begins; false when it, and whatever follows, is not kept any more. */
    boolean begins() {
        full = full || kept >= options.rowsPerStatement() || bytes >= options.bytesPerStatement();
        nextColumn = 0;
        rowStart = block.size();
        return !full;
    }

    /** So many bytes of a writer, behind the first so many, are these cells of the row, the last of which is left out. */
    void cells(int first, int behind, RowWriter from, int begin, int length) {
        fillUpTo(first);
        nextColumn = behind;
        if (length <= CellText.MAX_CHARS) {
            from.handOver(begin, length, cells); // none of them is too long
            return;
        }
        int at = begin;
        for (int column = first; column < behind; column++) {
            int end = from.cellEnd(at);
            from.handOver(at, end - at, end - at <= CellText.MAX_CHARS ? cells : shortened);
            at = end;
        }
    }

    private void fillUpTo(int column) {
        while (nextColumn < column) {
            cells.nothing();
            nextColumn++;
        }
    }

    void endRow() {
        fillUpTo(columns);
        rows++;
        kept++;
        bytes += block.size() - rowStart;
        if (block.size() >= BLOCK_BYTES) {
            handOver();
        }
    }

    private void handOver() {
        if (rows > 0) {
            keeper.block(rows, block);
            block.clear();
            rows = 0;
        }
    }

    void end(long passed, String digest) {
        handOver();
        keeper.end(passed, kept, digest);
    }
}
