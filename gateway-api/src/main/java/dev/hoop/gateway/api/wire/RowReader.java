package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.value.Value;

/**
 * Reads the rows of one Rows message in order. Advancing finds where each cell stands; a cell is decoded only when it is asked for, as
 * often as it is asked for. Not thread-safe.
 */
public final class RowReader {
    private static final int MAX_EMPTY_ROWS = 64 * 1024;

    private final WireReader in;
    private final int[] starts;
    private final int rows;
    private int row;

    /**
     * Reads from the first row.
     *
     * @param columns the number of columns that the Columns message before announced; some databases answer with none
     */
    public RowReader(ServerMessage.Rows rows, int columns) {
        this.in = new WireReader(rows.cells());
        this.rows = rows.count();
        this.starts = new int[columns + 1];
        // Rows without columns have no bytes either, so their number is bounded by itself.
        long most = columns == 0 ? MAX_EMPTY_ROWS : rows.cells().length / columns;
        if (this.rows < 0 || this.rows > most) {
            throw new ProtocolException("a Rows message announces more rows than it has bytes for");
        }
    }

    /** Steps to the next row; false when the message has no more. */
    public boolean next() {
        if (row == rows) {
            in.end();
            return false;
        }
        int columns = starts.length - 1;
        for (int i = 0; i < columns; i++) {
            starts[i] = in.position();
            ValueCodec.skip(in);
        }
        starts[columns] = in.position();
        row++;
        return true;
    }

    /** Whether the message has a row after the current one. */
    public boolean hasNext() {
        return row < rows;
    }

    /** The bytes that the current row takes; what the consumer gives back as credit. */
    public int rowBytes() {
        return starts[starts.length - 1] - starts[0];
    }

    /** Decodes a cell of the current row; columns count from zero. */
    public Value value(int column) {
        return ValueCodec.read(new WireReader(in.array(), starts[column], starts[column + 1] - starts[column]));
    }

    /** Whether the content of a cell follows the row in pieces. */
    public boolean isLarge(int column) {
        byte tag = in.array()[starts[column]];
        return tag == CellTag.LARGE_TEXT || tag == CellTag.LARGE_BYTES;
    }

    public boolean isNull(int column) {
        return in.array()[starts[column]] == CellTag.NULL;
    }
}
