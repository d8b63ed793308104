package dev.hoop.gateway.server.doors.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.engine.Answer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one stream on its way to the driver. Stops when the credit is used up and goes on where it stopped.
 *
 * <p>A target answers one statement at a time. So when a session goes on to its next statement while a result is parked, the rest of that
 * result is {@linkplain #keep kept} in memory, up to a bound, and served from there.
 *
 * <p>One thread at a time delivers and keeps; credit, waiver and cancellation come from any.
 */
final class Cursor {
    /** Metadata requests carry no credit; this is what the driver counts for them. */
    static final int METADATA_CREDIT = 256 * 1024;

    private final int stream;
    private final Carrier carrier;
    private final KeptBudget budget;
    private final Object lock = new Object();
    private final Deque<ServerMessage> kept = new ArrayDeque<>();
    private volatile boolean waived;
    private volatile boolean cancelled;
    private volatile boolean answered;
    private @Nullable AnswerMessages source;
    private @Nullable RuntimeException keptFailure;
    private List<Notice> keptWarnings = List.of();
    private long keptBytes;
    private int handle;
    private volatile int overdraft;

    @GuardedBy("lock")
    private long credit;

    @GuardedBy("lock")
    private long floor;

    @GuardedBy("lock")
    private boolean parked;

    /** How far a delivery got. */
    enum Progress {
        /** Everything, or all that was wanted, was sent. */
        DONE,
        /** More rows wait for credit; the thread is free for other work. */
        PARKED
    }

    Cursor(int stream, Carrier carrier, long credit, KeptBudget budget) {
        this.stream = stream;
        this.carrier = carrier;
        this.credit = credit;
        this.budget = budget;
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

    /**
     * @param fetchSize rows per chunk at most, zero for no such bound
     * @param pieces how large cells are sent
     */
    void answer(Answer given, int fetchSize, InPieces pieces) {
        source = new AnswerMessages(given, fetchSize, pieces, () -> waived);
        overdraft = pieces.overdraft();
        answered = true;
    }

    /** Adds credit; true when a parked delivery must now go on. */
    boolean credit(int bytes) {
        synchronized (lock) {
            credit += bytes;
            return unpark(credit > floor);
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
        return answered && waive();
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
            if (rowsAreNext() && !mayGoOn()) {
                carrier.flush();
                return Progress.PARKED;
            }
            Optional<ServerMessage> next = next();
            if (next.isEmpty()) {
                return Progress.DONE;
            }
            send(next.get());
        }
        return Progress.DONE;
    }

    /**
     * Reads the rest from the target into memory, so that the target is free for the next statement.
     *
     * @throws GatewayException {@code LIMIT_EXCEEDED} if it is too much; what was read stays, and the rest stays at the target
     */
    void keep() {
        AnswerMessages open = source;
        if (open == null) {
            return;
        }
        try {
            Optional<ServerMessage> next = open.next();
            while (next.isPresent()) {
                keep(next.get());
                next = open.next();
            }
            keptWarnings = open.warnings();
            source = null;
            open.close();
        } catch (TooMuch tooMuch) {
            throw new GatewayException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "another result with many rows is open on this connection and cannot make way; read or close it first, or use a"
                            + " second connection",
                    tooMuch);
        } catch (RuntimeException failure) {
            keptFailure = failure; // belongs to this stream, not to the statement that asked for room
        }
    }

    List<Notice> warnings() {
        AnswerMessages open = source;
        return open == null ? keptWarnings : open.warnings();
    }

    /** Ends the statement at the target and forgets what is kept. */
    void close() {
        end().run();
    }

    /** As {@link #close}, but for what {@link Answer#end} leaves to be written down. */
    Runnable end() {
        AnswerMessages open = source;
        source = null;
        kept.clear();
        budget.giveBack(keptBytes);
        keptBytes = 0;
        return open == null ? () -> {} : open.end();
    }

    @GuardedBy("lock")
    private boolean unpark(boolean go) {
        boolean goes = parked && go;
        if (goes) {
            parked = false;
        }
        return goes;
    }

    private boolean rowsAreNext() {
        ServerMessage first = kept.peek();
        AnswerMessages open = source;
        return first == null ? open != null && open.rowsAreNext() : costsCredit(first);
    }

    private static boolean costsCredit(ServerMessage message) {
        return message instanceof ServerMessage.Rows || message instanceof ServerMessage.Piece;
    }

    private boolean pieceIsNext() {
        ServerMessage first = kept.peek();
        AnswerMessages open = source;
        return first == null ? open != null && open.pieceIsNext() : first instanceof ServerMessage.Piece;
    }

    /**
     * At zero nothing is fetched from the target; a chunk may overdraw the credit, since a row can be larger than any credit, and so may the
     * pieces of a row where the peer allows it.
     */
    private boolean mayGoOn() {
        long least = pieceIsNext() ? -overdraft : 0;
        synchronized (lock) {
            floor = least;
            parked = credit <= floor && !waived;
            return !parked;
        }
    }

    private Optional<ServerMessage> next() {
        ServerMessage first = kept.poll();
        if (first != null) {
            long bytes = bytes(first);
            keptBytes -= bytes;
            budget.giveBack(bytes);
            return Optional.of(first);
        }
        RuntimeException failure = keptFailure;
        if (failure != null) {
            keptFailure = null;
            throw failure;
        }
        AnswerMessages open = source;
        return open == null ? Optional.empty() : open.next();
    }

    private void send(ServerMessage message) throws IOException {
        if (message instanceof ServerMessage.Columns && cancelled) {
            waived = true;
            return;
        }
        if (costsCredit(message)) {
            if (cancelled) {
                return;
            }
            synchronized (lock) {
                credit -= bytes(message);
            }
        }
        carrier.queue(stream, message);
        AnswerMessages open = source;
        if (kept.isEmpty() && open != null && !open.ready()) {
            carrier.flush();
        }
    }

    private void keep(ServerMessage message) {
        long bytes = bytes(message);
        boolean fits = keptBytes + bytes <= KeptBudget.MOST_OF_ONE && budget.hasRoom(bytes);
        budget.take(bytes); // even if it does not fit: the message has left the target and must not be lost
        keptBytes += bytes;
        kept.add(message);
        if (!fits) {
            throw new TooMuch();
        }
    }

    private static long bytes(ServerMessage message) {
        if (message instanceof ServerMessage.Piece piece) {
            return piece.content().remaining();
        }
        return message instanceof ServerMessage.Rows rows ? rows.cells().length : 0;
    }

    /** There is no room for the rest of a result. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
