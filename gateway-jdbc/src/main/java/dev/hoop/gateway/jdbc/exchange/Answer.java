package dev.hoop.gateway.jdbc.exchange;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.RowsKind;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.remote.RemoteStream;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway answers to one request, sorted: results one after the other, generated keys, OUT parameters, warnings. Reads no further
 * than the caller needs and never more than the window allows ahead of the reader.
 *
 * <p>Thread-safe: a second thread that needs the answer (a commit that must not cut a result off) waits for the one that reads it. Only
 * {@link #cancel} never waits.
 */
public final class Answer {
    /** Work on an answer. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    private final Session session;
    private volatile RemoteStream remote;
    private final Execution execution;
    private final TimeLimit limit;
    private final boolean metadata;
    private final ClientMessage sent;
    private final List<StateSetting> riding;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Part> parts = new ArrayDeque<>();
    private final List<Notice> warnings = new ArrayList<>();
    private @Nullable RowStream result;
    private @Nullable RowStream filling;
    private @Nullable RowStream keys;
    private @Nullable RowStream outs;
    private final List<RowStream> cursors = new ArrayList<>();
    private @Nullable SQLException failure;
    private volatile boolean cancelled;
    private boolean answered;
    private boolean ended;
    private int owed;
    private boolean isWindowWhole;

    /** @param sent what the stream was begun with, in case it has to be said again */
    Answer(
            Session session,
            RemoteStream remote,
            ClientMessage sent,
            Execution execution,
            List<StateSetting> riding,
            TimeLimit limit) {
        this.sent = sent;
        this.riding = riding;
        this.metadata = execution.text().isEmpty();
        this.session = session;
        this.remote = remote;
        this.execution = execution;
        this.limit = limit;
    }

    /**
     * The next result. Rows are returned as soon as the first of them are here; a count when everything that belongs to it is. Rows of the
     * result before that were not read are dropped.
     */
    public Part next() throws SQLException {
        return locked(() -> {
            pass();
            while (parts.isEmpty() && !ended) {
                pump();
            }
            Part part = parts.isEmpty() ? new Part.Nothing() : parts.remove();
            if (part instanceof Part.Rows rows) {
                result = rows.rows();
                awaitFirstRows(rows.rows());
            } else {
                while (!ended && parts.isEmpty()) {
                    pump();
                }
            }
            limit.end();
            return part;
        });
    }

    /** Drops what is left of the present result, but not what comes after it. */
    public void pass() throws SQLException {
        locked(() -> {
            if (result != null) {
                result.drop();
                while (!result.isComplete()) {
                    pump();
                }
                result = null;
            }
            return true;
        });
    }

    /**
     * Takes what is left of the present result into memory, so that it can be read beside the next one.
     *
     * @throws SQLException if it has more than so many bytes; it stays the present one then
     */
    public void keepCurrent(long maxBytes) throws SQLException {
        locked(() -> {
            RowStream kept = result;
            if (kept == null) {
                return false;
            }
            kept.keep();
            while (!kept.isComplete()) {
                if (kept.waitingBytes() > maxBytes) {
                    throw CallerErrors.tooLarge(
                            "a result to be kept has more than %d bytes; read it before you go to the next, or raise maxBuffered"
                                    .formatted(maxBytes));
                }
                pump();
            }
            result = null;
            return true;
        });
    }

    /** Whether rows come behind the present result, of which nothing more is wanted then; what stands between them is kept. */
    public boolean hasMoreRows() throws SQLException {
        return locked(() -> {
            pass();
            while (!ended && !haveRowsArrived()) {
                pump();
            }
            return haveRowsArrived();
        });
    }

    private boolean haveRowsArrived() {
        return parts.stream().anyMatch(Part.Rows.class::isInstance);
    }

    private void awaitFirstRows(RowStream rows) throws SQLException {
        while (!rows.hasWaiting() && !rows.isComplete()) {
            pump();
        }
        takeArrived();
    }

    /** Generated keys, as far as they have come. */
    public Optional<RowStream> keys() {
        return Optional.ofNullable(keys);
    }

    /** The OUT parameters of a call, as far as they have come. */
    public Optional<RowStream> outs() {
        return Optional.ofNullable(outs);
    }

    /** The rows of the OUT parameters that are cursors, in their order, as far as they have come. */
    public List<RowStream> cursors() {
        return List.copyOf(cursors);
    }

    /** Takes the warnings that have come; after the last row, all there are. */
    public List<Notice> takeWarnings() throws SQLException {
        return locked(() -> {
            while (!ended && result != null && result.isComplete() && parts.isEmpty()) {
                pump();
            }
            List<Notice> taken = List.copyOf(warnings);
            warnings.clear();
            return taken;
        });
    }

    /** Asks the gateway to stop this request. For any thread, never waits. */
    public void cancel() throws SQLException {
        cancelled = true;
        try {
            remote.cancel();
        } catch (GatewayException e) {
            throw session.failed(e, List.of());
        }
    }

    /** The rest is not wanted: sends so and waits for nothing. */
    public void close() throws SQLException {
        locked(() -> {
            limit.end();
            if (failure == null) {
                takeArrived();
            }
            if (!ended) {
                ended = true;
                if (result != null) {
                    result.drop();
                }
                parts.clear();
                session.waive(this, remote, execution.text());
            }
            return true;
        });
    }

    /**
     * Takes what is left of the rows into memory, so that the end of the transaction does not cut them off; gives up at so many bytes, and
     * then the rows stay where they are.
     */
    void keep(long maxBytes) throws SQLException {
        locked(() -> {
            RowStream kept = result;
            if (ended || kept == null || execution.fetchSize() > 0) {
                return false;
            }
            kept.keep();
            while (!ended && kept.waitingBytes() < maxBytes) {
                pump();
            }
            return true;
        });
    }

    <T> T locked(Work<T> work) throws SQLException {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for one message and sorts it in. */
    void pump() throws SQLException {
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            throw CallerErrors.closed("result");
        }
        try {
            sort(remote.next());
            answered = true;
        } catch (ProtocolException e) {
            throw broken(e);
        } catch (GatewayException e) {
            if (!answered && session.hasForgotten(e, sent)) {
                answered = true; // once: a gateway that does not know the text either would be asked for ever
                remote = session.resend(sent, execution.text(), riding);
                if (cancelled) {
                    cancel();
                }
                return;
            }
            throw fail(limit.translate(session.failed(e, execution, riding)));
        } catch (RuntimeException e) {
            throw fail(session.listenerFailed(e));
        }
    }

    /** Sorts in what has arrived already, so that a small result is whole and its end known. */
    void takeArrived() throws SQLException {
        try {
            while (!ended) {
                ServerMessage arrived = remote.poll().orElse(null);
                if (arrived == null) {
                    return;
                }
                sort(arrived);
            }
        } catch (ProtocolException e) {
            broken(e);
        } catch (GatewayException e) {
            // whoever reads up to here is told
            fail(limit.translate(session.failed(e, execution, riding)));
        } catch (RuntimeException e) {
            fail(session.listenerFailed(e));
        }
    }

    @CanIgnoreReturnValue
    private SQLException fail(SQLException why) {
        failure = why;
        ended = true;
        limit.end();
        session.over(this);
        return why;
    }

    /** The gateway sent what makes no sense: the connection cannot be trusted any more. */
    @CanIgnoreReturnValue
    SQLException broken(ProtocolException why) {
        return fail(session.violated(why));
    }

    private void sort(ServerMessage message) throws SQLException {
        if (message instanceof ServerMessage.Rows rows) {
            filling().add(rows, rows.cells().length);
            boundKept();
        } else if (message instanceof ServerMessage.Piece piece) {
            filling().add(piece, piece.content().remaining());
            boundKept();
        } else if (message instanceof ServerMessage.Columns columns) {
            begin(columns);
        } else if (message instanceof ServerMessage.RowsEnd) {
            filling().complete();
            filling = null;
        } else if (message instanceof ServerMessage.Count count) {
            parts.add(new Part.Count(count.count()));
        } else if (message instanceof ServerMessage.BatchCounts counts) {
            parts.add(new Part.BatchCounts(counts.counts()));
        } else if (message instanceof ServerMessage.Warnings more) {
            warnings.addAll(more.notices());
        } else if (message instanceof ServerMessage.End end) {
            ended(end);
        } else if (message instanceof ServerMessage.Pending) {
            limit.end(); // the time that people take is not the statement's
        } else if (message instanceof ServerMessage.Decided) {
            limit.begin(this::timeOut, session::abort);
        } else {
            throw new ProtocolException("a %s message does not answer an execution".formatted(message.type()));
        }
    }

    private void begin(ServerMessage.Columns columns) throws SQLException {
        RowStream rows = new RowStream(this, columns.columns());
        filling = rows;
        if (columns.kind() == RowsKind.RESULT) {
            parts.add(new Part.Rows(rows));
        } else {
            rows.keep(); // small, and needed whole before the call returns
            switch (columns.kind()) {
                case GENERATED_KEYS -> keys = rows;
                case OUT_PARAMETERS -> outs = rows;
                default -> cursors.add(rows);
            }
        }
    }

    private void boundKept() throws SQLException {
        RowStream rows = filling;
        if (rows != null && isNeededWhole(rows) && rows.waitingBytes() > session.maxBuffered()) {
            remote.cancel();
            throw fail(session.tooLarge());
        }
    }

    private boolean isNeededWhole(RowStream rows) {
        return rows == keys || rows == outs || cursors.contains(rows);
    }

    private RowStream filling() {
        if (filling == null) {
            throw new ProtocolException("rows came where no columns had been announced");
        }
        return filling;
    }

    private void ended(ServerMessage.End end) {
        ended = true;
        session.ended(this, execution.text(), end);
    }

    /** Whether pieces come ahead of the credit. */
    boolean comesAhead() {
        return session.comesAhead();
    }

    int firstWindow() {
        return session.firstWindow();
    }

    /** Counts what the reader is done with; it is allowed again in pieces of half a window, so that credits are few. */
    void consumed(int bytes) throws SQLException {
        if (metadata) {
            return; // its stream returns credit by itself
        }
        owed += bytes;
        if (owed >= (isWindowWhole ? session.window() / 2 : session.firstWindow())) {
            allow();
        }
    }

    /** The reader goes on behind what was allowed at first, so the whole window is allowed now. */
    void goesOn() throws SQLException {
        if (!metadata && !isWindowWhole && session.window() > session.firstWindow()) {
            allow();
        }
    }

    private void allow() throws SQLException {
        if (ended) {
            return;
        }
        int more = owed + (isWindowWhole ? 0 : session.window() - session.firstWindow());
        owed = 0;
        isWindowWhole = true;
        try {
            remote.credit(more);
        } catch (GatewayException e) {
            throw fail(session.failed(e, execution, riding));
        }
    }

    /** The reader of this result has closed it; an answer to a query has nothing else to give. */
    void closed(RowStream rows) throws SQLException {
        if (rows == result && execution.kind() == ExecuteKind.QUERY) {
            close();
        }
    }

    void begin() {
        limit.begin(this::timeOut, session::abort);
    }

    private void timeOut() {
        try {
            remote.cancel();
        } catch (GatewayException e) {
            session.abort(); // what cannot be told to stop is cut off
        }
    }
}
