package dev.hoop.gateway.server.doors.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.RowWriter;
import dev.hoop.gateway.api.wire.RowsKind;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.WireWriter;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Result;
import dev.hoop.gateway.engine.Rows;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one stream on its way to the driver. Stops when the credit is used up, with at most one chunk of rows in memory, and goes
 * on where it stopped. One thread at a time delivers; credit, waiver and cancellation come from any.
 */
final class Cursor {
    static final int CHUNK_BYTES = 64 * 1024;
    /** Metadata requests carry no credit; this is what the driver counts for them. */
    static final int METADATA_CREDIT = 256 * 1024;

    private final int stream;
    private final Carrier carrier;
    private final int chunkRows;
    private final WireWriter chunk = new WireWriter(8 * 1024);
    private final RowWriter cells = new RowWriter(chunk);
    private final Object lock = new Object();
    private volatile boolean waived;
    private volatile boolean cancelled;
    private volatile @Nullable Answer answer;
    private @Nullable Rows rows;
    private int columns;
    private int handle;

    @GuardedBy("lock")
    private long credit;

    @GuardedBy("lock")
    private boolean parked;

    /** How far a delivery got. */
    enum Progress {
        /** Everything, or all that was wanted, was sent. */
        DONE,
        /** More rows wait for credit; the thread is free for other work. */
        PARKED
    }

    /** @param fetchSize rows per chunk at most, zero for no such bound */
    Cursor(int stream, Carrier carrier, long credit, int fetchSize) {
        this.stream = stream;
        this.carrier = carrier;
        this.credit = credit;
        this.chunkRows = fetchSize > 0 ? fetchSize : Integer.MAX_VALUE;
    }

    int stream() {
        return stream;
    }

    /** The number of the statement's text, told when the stream ends; zero for none. */
    void handle(int number) {
        handle = number;
    }

    int handle() {
        return handle;
    }

    void answer(Answer given) {
        this.answer = given;
    }

    List<Notice> warnings() {
        Answer open = answer;
        return open == null ? List.of() : open.warnings();
    }

    /** Adds credit; true when a parked delivery must now go on. */
    boolean credit(int bytes) {
        synchronized (lock) {
            credit += bytes;
            return unpark(credit > 0);
        }
    }

    /** The rest is not wanted; true when the delivery is parked, so that the caller must have it ended. */
    boolean waive() {
        waived = true;
        synchronized (lock) {
            return unpark(true);
        }
    }

    /**
     * As {@link #waive}, but rows that were still to come end in a failure. Before there is an answer it only marks: what the target did
     * by then decides.
     */
    boolean cancel() {
        cancelled = true;
        return answer != null && waive();
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Whether rows were held back because of a cancellation. */
    boolean wasCut() {
        return cancelled && waived;
    }

    /** Sends until the end, or until the credit is used up. */
    Progress deliver() throws IOException {
        while (!waived) {
            if (rows == null && !begin()) {
                return Progress.DONE;
            }
            if (rows != null && cancelled) {
                waived = true;
                return Progress.DONE;
            }
            if (rows != null && !rows(rows)) {
                return Progress.PARKED;
            }
        }
        return Progress.DONE;
    }

    /** Ends the statement at the target. */
    void close() {
        Answer open = answer;
        rows = null;
        answer = null;
        if (open != null) {
            open.close();
        }
    }

    @GuardedBy("lock")
    private boolean unpark(boolean go) {
        boolean goes = parked && go;
        if (goes) {
            parked = false;
        }
        return goes;
    }

    /** The next result; false when there is none. */
    private boolean begin() throws IOException {
        Answer open = answer;
        Optional<Result> next = open == null ? Optional.empty() : open.next();
        if (next.isEmpty()) {
            return false;
        }
        ServerMessage message = next.get()
                .match(
                        set -> columns(set.kind(), set.rows()),
                        count -> new ServerMessage.Count(count.rowsAffected()),
                        batch -> new ServerMessage.BatchCounts(batch.counts()));
        carrier.queue(stream, message);
        return true;
    }

    private ServerMessage columns(RowsKind kind, Rows set) {
        List<Column> described = set.columns();
        rows = set;
        columns = described.size();
        return new ServerMessage.Columns(kind, described);
    }

    /** Sends chunks until the set ends (true) or the credit does (false). */
    private boolean rows(Rows set) throws IOException {
        boolean more = true;
        while (more && !waived) {
            if (!mayFetch()) {
                carrier.flush();
                return false;
            }
            more = chunk(set);
        }
        if (!waived) {
            carrier.queue(stream, new ServerMessage.RowsEnd(false));
        }
        rows = null;
        return true;
    }

    /** At zero nothing is fetched from the target; a chunk may overdraw the credit, since a row can be larger than any credit. */
    private boolean mayFetch() {
        synchronized (lock) {
            parked = credit <= 0 && !waived;
            return !parked;
        }
    }

    private boolean chunk(Rows set) throws IOException {
        chunk.clear();
        int count = 0;
        boolean more = true;
        boolean full = false;
        while (!full && (more = set.next())) {
            for (int column = 0; column < columns; column++) {
                set.read(column, cells);
            }
            count++;
            full = waived || count >= chunkRows || chunk.size() >= CHUNK_BYTES || !set.ready();
        }
        if (count > 0 && !cancelled) {
            send(count);
        }
        if (more && !set.ready()) {
            carrier.flush();
        }
        return more;
    }

    private void send(int count) throws IOException {
        synchronized (lock) {
            credit -= chunk.size();
        }
        carrier.queue(stream, new ServerMessage.Rows(count, chunk.toByteArray()));
    }
}
