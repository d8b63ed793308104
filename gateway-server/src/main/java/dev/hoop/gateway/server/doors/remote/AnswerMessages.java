package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.LargeCell;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.RowWriter;
import dev.hoop.gateway.api.wire.RowsKind;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.WireWriter;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Result;
import dev.hoop.gateway.engine.Rows;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Turns an answer into messages, one at a time, with at most one chunk of rows in memory. One thread at a time. */
final class AnswerMessages implements AutoCloseable {
    static final int CHUNK_BYTES = 64 * 1024;

    private final Answer answer;
    private final int chunkRows;
    private final BooleanSupplier stopped;
    private final WireWriter chunk = new WireWriter(8 * 1024);
    private final RowWriter cells;
    private final Deque<LargeCell> large = new ArrayDeque<>();
    private @Nullable Rows rows;
    private int columns;
    private @Nullable ByteBuffer nextPiece;
    private int number;
    private boolean setIsOver;

    /**
     * @param fetchSize rows per chunk at most, zero for no such bound
     * @param pieces whether large cells follow their row in pieces
     * @param stopped asked between rows; a chunk ends when it answers true
     */
    AnswerMessages(Answer answer, int fetchSize, InPieces pieces, BooleanSupplier stopped) {
        this.answer = answer;
        this.chunkRows = fetchSize > 0 ? fetchSize : Integer.MAX_VALUE;
        this.cells = pieces != InPieces.NEVER ? RowWriter.inPieces(chunk) : new RowWriter(chunk);
        this.stopped = stopped;
    }

    /** Whether the next message is made of rows, and so costs credit. */
    boolean rowsAreNext() {
        return rows != null && (!setIsOver || !large.isEmpty());
    }

    /** Whether the next message is a piece of the row before it. */
    boolean pieceIsNext() {
        return rows != null && !large.isEmpty();
    }

    /** Whether the next message can be had without waiting for the target. */
    boolean ready() {
        Rows open = rows;
        return open == null || setIsOver || open.ready();
    }

    /** The next message, empty at the end. */
    Optional<ServerMessage> next() {
        Rows open = rows;
        if (open == null) {
            return answer.next().map(this::begun);
        }
        if (!large.isEmpty()) {
            return Optional.of(piece(large.element()));
        }
        Optional<ServerMessage> filled = setIsOver ? Optional.empty() : chunk(open);
        if (filled.isPresent()) {
            return filled;
        }
        rows = null;
        setIsOver = false;
        return Optional.of(new ServerMessage.RowsEnd());
    }

    List<Notice> warnings() {
        return answer.warnings();
    }

    /** Ends the statement at the target. */
    @Override
    public void close() {
        end().run();
    }

    /** As {@link #close}, but for what {@link Answer#end} leaves to be written down. */
    Runnable end() {
        rows = null;
        large.clear();
        return answer.end();
    }

    private ServerMessage begun(Result result) {
        return result.match(
                set -> columns(set.kind(), set.rows()),
                count -> new ServerMessage.Count(count.rowsAffected()),
                batch -> new ServerMessage.BatchCounts(batch.counts()));
    }

    private ServerMessage columns(RowsKind kind, Rows set) {
        List<Column> described = set.columns();
        rows = set;
        columns = described.size();
        return new ServerMessage.Columns(kind, described);
    }

    /** One piece is read ahead, so that the last can say that it is. */
    private ServerMessage piece(LargeCell cell) {
        ByteBuffer content = nextPiece == null ? cell.next() : nextPiece;
        nextPiece = content == null ? null : cell.next();
        int of = number;
        boolean last = nextPiece == null;
        if (last) {
            large.remove();
            number++;
        }
        return new ServerMessage.Piece(of, last, content == null ? ByteBuffer.allocate(0) : content);
    }

    private Optional<ServerMessage> chunk(Rows set) {
        chunk.clear();
        int count = 0;
        boolean full = false;
        while (!full) {
            if (!set.next()) {
                setIsOver = true;
                break;
            }
            set.read(0, columns, cells);
            count++;
            large.addAll(cells.takeLarge());
            number = 0;
            full = !large.isEmpty()
                    || count >= chunkRows
                    || chunk.size() >= CHUNK_BYTES
                    || stopped.getAsBoolean()
                    || !set.ready();
        }
        setIsOver = setIsOver || (!large.isEmpty() && set.isLast()); // so that the end needs no credit
        return count == 0 ? Optional.empty() : Optional.of(new ServerMessage.Rows(count, chunk.toByteArray()));
    }
}
