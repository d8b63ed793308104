package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.exchange.LargeCharacters;
import dev.hoop.gateway.jdbc.exchange.LargeContent;
import dev.hoop.gateway.jdbc.exchange.RowStream;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows in memory, in any order. The first row is row one; zero is before it. */
final class KeptRows implements RowFeed {
    private final List<Value[]> rows;
    private int row;

    private KeptRows(List<Value[]> rows) {
        this.rows = rows;
    }

    static KeptRows of(List<Value[]> rows) {
        return new KeptRows(List.copyOf(rows));
    }

    /** Reads all of a stream, up to so many bytes of it. */
    static KeptRows read(RowStream stream, long maxBytes) throws SQLException {
        List<Value[]> rows = new ArrayList<>();
        int columns = stream.columns().size();
        long bytes = 0;
        while (stream.next()) {
            bytes += stream.rowBytes();
            if (bytes > maxBytes) {
                stream.close();
                throw CallerErrors.tooLarge(
                        "a scrollable result has more than %d bytes; read it forward-only, or raise maxBuffered"
                                .formatted(maxBytes));
            }
            Value[] cells = new Value[columns];
            for (int i = 0; i < columns; i++) {
                cells[i] = kept(stream.value(i));
            }
            rows.add(cells);
        }
        return new KeptRows(rows);
    }

    /** A large cell is read again later, when its row is long past. */
    private static Value kept(Value cell) {
        if (cell instanceof Value.LargeBytes bytes && bytes.content() instanceof LargeContent content) {
            content.keep();
        } else if (cell instanceof Value.LargeText text && text.content() instanceof LargeCharacters content) {
            content.bytes().keep();
        }
        return cell;
    }

    @Override
    public boolean next() {
        return move(row + 1L);
    }

    @Override
    public boolean hasNext() {
        return row < rows.size();
    }

    /** Goes to a row, or to the place before the first or after the last; true when it is a row. */
    boolean move(long wanted) {
        row = (int) Math.max(0, Math.min(wanted, rows.size() + 1L));
        return row > 0 && row <= rows.size();
    }

    int row() {
        return row;
    }

    int size() {
        return rows.size();
    }

    @Override
    public Value value(int column) throws SQLException {
        if (row < 1 || row > rows.size()) {
            throw CallerErrors.notOnRow();
        }
        return rows.get(row - 1)[column];
    }

    @Override
    public void close() {}
}
