package dev.hoop.gateway.jdbc.exchange;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.RowReader;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One set of rows, read once from front to back while it arrives. At most the window's worth of it is in memory: what the reader has
 * finished is allowed to the gateway again. Its lock is the answer's.
 */
public final class RowStream {
    private final Answer answer;
    private final List<Column> columns;
    private final Deque<ServerMessage.Rows> waiting = new ArrayDeque<>();
    private @Nullable RowReader reader;
    private int readerBytes;
    private long waitingBytes;
    private boolean complete;
    private boolean unwanted;
    private boolean prepaid;

    RowStream(Answer answer, List<Column> columns) {
        this.answer = answer;
        this.columns = List.copyOf(columns);
    }

    public List<Column> columns() {
        return columns;
    }

    /**
     * Steps to the next row and waits for it where it has not arrived.
     *
     * @throws SQLException if the rest of the rows cannot be had; a later call throws again and never pretends that there are no more
     */
    public boolean next() throws SQLException {
        return answer.locked(() -> {
            while (true) {
                if (unwanted) {
                    throw CallerErrors.closed("result");
                }
                if (reader != null) {
                    if (reader.next()) {
                        return true;
                    }
                    reader = null;
                    settle(readerBytes);
                }
                ServerMessage.Rows rows = waiting.poll();
                if (rows != null) {
                    open(rows);
                } else if (complete) {
                    return false;
                } else {
                    answer.pump();
                }
            }
        });
    }

    /** The cell of the current row; columns count from zero. */
    public Value value(int column) throws SQLException {
        RowReader current = reader;
        if (current == null) {
            throw CallerErrors.notOnRow();
        }
        try {
            return current.value(column);
        } catch (ProtocolException e) {
            throw answer.broken(e);
        }
    }

    /** How many bytes the current row took on its way. */
    public int rowBytes() {
        RowReader current = reader;
        return current == null ? 0 : current.rowBytes();
    }

    /** The rest is not wanted. Nothing is waited for. */
    public void close() throws SQLException {
        answer.locked(() -> {
            drop();
            answer.closed(this);
            return true;
        });
    }

    void add(ServerMessage.Rows rows) throws SQLException {
        if (unwanted) {
            answer.consumed(rows.cells().length);
            return;
        }
        waiting.add(rows);
        waitingBytes += rows.cells().length;
        if (prepaid) {
            answer.consumed(rows.cells().length);
        }
    }

    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Bytes that have arrived and not been read. */
    long waitingBytes() {
        return waitingBytes;
    }

    /** From now on rows are kept as they come and allowed again at once, whether or not somebody reads them. */
    void keep() throws SQLException {
        if (!prepaid) {
            prepaid = true;
            answer.consumed((int) Math.min(waitingBytes + (reader == null ? 0 : readerBytes), Integer.MAX_VALUE));
        }
    }

    /** Drops what is here and what will come. */
    void drop() throws SQLException {
        if (!unwanted) {
            unwanted = true;
            int bytes = (int) Math.min(waitingBytes + (reader == null ? 0 : readerBytes), Integer.MAX_VALUE);
            waiting.clear();
            waitingBytes = 0;
            reader = null;
            settle(bytes);
        }
    }

    private void open(ServerMessage.Rows rows) throws SQLException {
        try {
            reader = new RowReader(rows, columns.size());
        } catch (ProtocolException e) {
            throw answer.broken(e);
        }
        readerBytes = rows.cells().length;
        waitingBytes -= readerBytes;
    }

    private void settle(int bytes) throws SQLException {
        if (!prepaid) {
            answer.consumed(bytes);
        }
    }
}
