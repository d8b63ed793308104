package dev.hoop.gateway.jdbc.exchange;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.RowReader;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private final Deque<ServerMessage> waiting = new ArrayDeque<>();
    private @Nullable RowReader reader;
    private List<LargeContent> large = List.of();
    private int readerBytes;
    private long waitingBytes;
    private boolean complete;
    private boolean unwanted;
    private boolean prepaid;
    private long rowsSeen;

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
                leaveLarge();
                if (reader != null) {
                    if (reader.next()) {
                        steps();
                        beginLarge(reader);
                        return true;
                    }
                    reader = null;
                    settle(readerBytes);
                }
                ServerMessage message = waiting.poll();
                if (message instanceof ServerMessage.Rows rows) {
                    open(rows);
                } else if (message instanceof ServerMessage.Piece piece) {
                    waitingBytes -= piece.content().remaining(); // of a value that nobody wanted
                    settle(piece.content().remaining());
                } else if (complete) {
                    return false;
                } else {
                    answer.pump();
                }
            }
        });
    }

    /** Whether a row comes after the current one, which stays the current one; what it is large in is fetched first. */
    public boolean hasNext() throws SQLException {
        return answer.locked(() -> {
            if (reader != null && reader.hasNext()) {
                return true;
            }
            large.forEach(LargeContent::keep);
            for (LargeContent content : large) {
                while (!content.isWhole()) {
                    pull();
                }
            }
            if (reader != null) {
                settle(readerBytes); // what comes needs the credit
                readerBytes = 0;
            }
            while (!complete || !waiting.isEmpty()) {
                if (unwanted) {
                    return false;
                } else if (waiting.isEmpty()) {
                    answer.pump();
                } else if (waiting.peek() instanceof ServerMessage.Rows rows && rows.count() == 0) {
                    waiting.remove();
                } else {
                    return true;
                }
            }
            return false;
        });
    }

    /** The cell of the current row; columns count from zero. */
    public Value value(int column) throws SQLException {
        RowReader current = reader;
        if (current == null) {
            throw CallerErrors.notOnRow();
        }
        try {
            Value value = current.value(column);
            return value instanceof Value.InPieces pieces ? large(pieces) : value;
        } catch (ProtocolException e) {
            throw answer.broken(e);
        }
    }

    /** Whoever takes a second row of many takes the others, too, most likely: they may come while these are read. */
    private void steps() throws SQLException {
        rowsSeen++;
        if (rowsSeen == 2 && !prepaid && readerBytes >= answer.firstWindow()) {
            answer.goesOn();
        }
    }

    // ---- large cells, whose content comes behind their row

    private Value large(Value.InPieces pieces) throws SQLException {
        if (pieces.number() >= large.size()) {
            throw new ProtocolException("a large cell is out of turn");
        }
        LargeContent content = large.get(pieces.number());
        boolean small = pieces.length() >= 0 && pieces.length() <= Pieces.FROM;
        if (small && pieces.form() == Value.InPieces.Form.BYTES) {
            return new Value.Bytes(whole(content)); // it came in pieces only so as not to be copied with its message
        }
        return pieces.form() == Value.InPieces.Form.TEXT
                ? new Value.LargeText(pieces.length(), "", new LargeCharacters(content))
                : new Value.LargeBytes(pieces.length(), "", content);
    }

    private void beginLarge(RowReader row) throws SQLException {
        List<LargeContent> begun = new ArrayList<>();
        try {
            for (int i = 0; i < columns.size(); i++) {
                if (row.isLarge(i) && row.value(i) instanceof Value.InPieces pieces) {
                    begun.add(new LargeContent(this::pull, pieces.length()));
                }
            }
        } catch (ProtocolException e) {
            throw answer.broken(e);
        }
        if (!begun.isEmpty()) {
            settle(readerBytes); // the pieces need the credit, and no row follows in this message
            readerBytes = 0;
            large = List.copyOf(begun);
        }
    }

    /**
     * A value that is wanted whole. Where pieces come ahead of the credit, they are not allowed again one by one: when the last is here, the
     * stream has ended as a rule.
     */
    private byte[] whole(LargeContent content) throws SQLException {
        return answer.locked(() -> {
            int taken = 0;
            while (answer.comesAhead() && !content.isWhole()) {
                taken += piece();
                if (taken >= Pieces.AHEAD && !content.isWhole()) {
                    settle(taken); // else the gateway would wait for it
                    taken = 0;
                }
            }
            byte[] all = content.all();
            if (taken > 0) {
                answer.takeArrived();
                settle(taken);
            }
            return all;
        });
    }

    /** Fetches the next piece of the current row. */
    private void pull() throws SQLException {
        answer.locked(() -> {
            answer.goesOn();
            settle(piece());
            return true;
        });
    }

    /** Brings the next piece of the current row to where it belongs; answers how many bytes it had. */
    private int piece() throws SQLException {
        return answer.locked(() -> {
            while (waiting.isEmpty() && !complete && !unwanted) {
                answer.pump();
            }
            if (unwanted) {
                throw CallerErrors.closed("result");
            }
            if (!(waiting.peek() instanceof ServerMessage.Piece piece) || piece.number() >= large.size()) {
                throw answer.broken(new ProtocolException("a large cell ended before its last piece"));
            }
            waiting.remove();
            int bytes = piece.content().remaining();
            waitingBytes -= bytes;
            large.get(piece.number()).append(piece.content(), piece.last());
            return bytes;
        });
    }

    /** What is to outlive its row is fetched to its end; the rest ends here. */
    private void leaveLarge() throws SQLException {
        for (LargeContent content : large) {
            while (content.isKept() && !content.isWhole()) {
                pull();
            }
        }
        large.forEach(LargeContent::leave);
        large = List.of();
    }

    /** How many bytes the current row took on its way. */
    public int rowBytes() {
        RowReader current = reader;
        return current == null ? 0 : current.rowBytes();
    }

    /** The rest is not wanted. Nothing is waited for. */
    public void close() throws SQLException {
        answer.locked(() -> {
            if (!unwanted) {
                leaveLarge();
            }
            answer.closed(this); // first, for an answer that is over gives no credit for what is dropped
            drop();
            return true;
        });
    }

    /** Takes rows, or a piece of the last of them. */
    void add(ServerMessage message, int bytes) throws SQLException {
        if (unwanted) {
            answer.consumed(bytes);
            return;
        }
        waiting.add(message);
        waitingBytes += bytes;
        if (prepaid) {
            answer.consumed(bytes);
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
            large.forEach(LargeContent::leave);
            large = List.of();
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
