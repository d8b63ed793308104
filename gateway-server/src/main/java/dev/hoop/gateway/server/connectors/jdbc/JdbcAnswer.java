package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.RowsKind;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Result;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.connectors.jdbc.cells.CellReaders;
import dev.hoop.gateway.server.connectors.jdbc.cells.Columns;
import dev.hoop.gateway.server.connectors.jdbc.cells.JdbcRows;
import dev.hoop.gateway.server.connectors.jdbc.cells.OutParameters;
import dev.hoop.gateway.server.connectors.jdbc.cells.OversizeException;
import dev.hoop.gateway.server.connectors.jdbc.failures.Failures;
import dev.hoop.gateway.server.connectors.jdbc.products.Product;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What comes back for one statement, read from the driver as it is asked for. One thread at a time. */
final class JdbcAnswer implements Answer, JdbcRows.Source {
    private static final int MAX_NOTICES = 1000;

    private final JdbcLink link;
    private final Lease lease;
    private final Running running;
    private final Permit permit;
    private final RunOptions options;
    private final FetchSize fetch;
    private Manner manner;
    private @Nullable Statement statement;
    private @Nullable JdbcRows rows;
    private boolean sent;
    private boolean executed;
    private boolean failed;
    private boolean lost;
    private boolean abandoned;
    private boolean closed;

    private boolean first = true;
    private boolean firstIsRows;
    private List<Long> batch = List.of();
    private boolean batchDue;
    private boolean keysDue;
    private boolean resultsOver;
    private boolean outsDue;
    private final Deque<ResultSet> cursors = new ArrayDeque<>();

    JdbcAnswer(
            JdbcLink link,
            Lease lease,
            Running running,
            Permit permit,
            RunOptions options,
            Manner manner,
            FetchSize fetch) {
        this.link = link;
        this.lease = lease;
        this.running = running;
        this.permit = permit;
        this.options = options;
        this.manner = manner;
        this.fetch = fetch;
    }

    /** Executes. On failure everything is given back before the failure is thrown. */
    void start(Execution execution) {
        try (execution) {
            if (manner == Manner.IN_TRANSACTION) {
                lease.autoCommit(false);
            }
            Statement prepared = execution.prepare();
            statement = prepared;
            running.begin(() -> link.product().cancel(lease.connection(), live()));
            step();
            sent = true;
            Execution.First answered = execution.execute(prepared);
            if (execution.hasMore(prepared)) {
                answered = again(execution, prepared);
            }
            executed = true;
            firstIsRows = answered.isRows();
            batch = answered.batch();
            batchDue = execution.isBatch();
            outsDue = !options.outs().isEmpty();
            resultsOver = batchDue || (outsDue && link.product().readsOutsFromResult());
        } catch (SQLException e) {
            TargetException failure = failed(e, "");
            close();
            throw failure;
        } catch (RuntimeException e) {
            failed = true;
            close();
            throw e;
        }
    }

    /** What was executed is not what was judged: nothing of it is shown, and where that cannot be undone alone, the connection goes with it. */
    TargetException moved(Effect effect) {
        failed = true;
        lost = effect == Effect.ROLLED_BACK;
        close();
        return Failures.moved(link.target(), effect);
    }

    /** More rows than were expected: what came is dropped unseen, and the statement is sent so that its rows can be streamed. */
    private Execution.First again(Execution execution, Statement whole) throws SQLException {
        link.sizes().many(facts().executable());
        whole.close();
        step();
        manner = Manner.IN_TRANSACTION;
        execution.streaming();
        lease.autoCommit(false);
        Statement streaming = execution.prepare();
        statement = streaming;
        return execution.execute(streaming);
    }

    @Override
    public Optional<Result> next() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
        if (closed || failed) {
            return Optional.empty();
        }
        step();
        try {
            return result();
        } catch (SQLException e) {
            throw failed(e, "");
        }
    }

    private Optional<Result> result() throws SQLException {
        if (batchDue) {
            batchDue = false;
            keysDue = wantsKeys();
            return Optional.of(new Result.Batch(batch));
        }
        if (keysDue) {
            keysDue = false;
            return Optional.of(rows(RowsKind.GENERATED_KEYS, live().getGeneratedKeys()));
        }
        if (!resultsOver) {
            Optional<Result> result = driverResult();
            if (result.isPresent()) {
                return result;
            }
            resultsOver = true;
        }
        if (outsDue && statement instanceof CallableStatement call) {
            outsDue = false;
            OutParameters outs = OutParameters.of(call, options.outs());
            cursors.addAll(outs.cursors());
            return Optional.of(new Result.RowSet(RowsKind.OUT_PARAMETERS, outs));
        }
        if (!cursors.isEmpty()) {
            return Optional.of(rows(RowsKind.CURSOR, cursors.remove()));
        }
        return Optional.empty();
    }

    private Optional<Result> driverResult() throws SQLException {
        boolean isRows = first ? firstIsRows : live().getMoreResults();
        boolean isFirst = first;
        first = false;
        if (isRows) {
            return Optional.of(fetched(live().getResultSet()));
        }
        long count = live().getLargeUpdateCount();
        if (count < 0) {
            return Optional.empty();
        }
        keysDue = isFirst && wantsKeys();
        return Optional.of(new Result.Count(count));
    }

    private boolean wantsKeys() {
        return options.keys().kind() != KeyRequest.Kind.NONE;
    }

    private Result fetched(ResultSet from) throws SQLException {
        if (fetch.differ() && manner != Manner.AT_ONCE) {
            from.setFetchSize(fetch.further());
        }
        return rows(RowsKind.RESULT, from);
    }

    private Result rows(RowsKind kind, ResultSet from) throws SQLException {
        CellReaders cells = link.cells();
        JdbcRows made = new JdbcRows(from, Columns.of(from.getMetaData()), cells, this, link.maxValueBytes());
        rows = made;
        return new Result.RowSet(kind, made);
    }

    private Statement live() {
        return Objects.requireNonNull(statement, "a statement that was not prepared has no results");
    }

    @Override
    public List<Notice> warnings() {
        if (statement == null || closed || failed || (rows != null && rows.isOpen())) {
            return List.of(); // asking now would make some drivers read all rows into memory first
        }
        try {
            List<Notice> notices = new ArrayList<>();
            for (SQLWarning warning = statement.getWarnings();
                    warning != null && notices.size() < MAX_NOTICES;
                    warning = warning.getNextWarning()) {
                notices.add(new Notice(
                        Objects.requireNonNullElse(warning.getSQLState(), ""),
                        warning.getErrorCode(),
                        Objects.requireNonNullElse(warning.getMessage(), "")));
            }
            return notices;
        } catch (SQLException e) {
            throw failed(e, "");
        }
    }

    /** A cancel that comes after a write was carried out comes too late: its effect stands, and the caller must hear of it. */
    @Override
    public void step() {
        if (running.cancelled() && !(executed && facts().writes())) {
            failed = true;
            throw Failures.cancelled(link.target(), sent ? Effect.ROLLED_BACK : Effect.NOT_SENT);
        }
    }

    @Override
    public TargetException failed(SQLException failure, String column) {
        failed = true;
        if (failure instanceof OversizeException) {
            return Failures.tooLarge(link.target(), column, link.maxValueBytes());
        }
        lost = lost || Failures.connectionGone(failure) || isClosed();
        if (lost) {
            return Failures.lost(link.target(), sent && facts().writes() ? Effect.SENT_UNKNOWN : Effect.NOT_SENT);
        }
        return Failures.failed(code(failure), failure, effect(failure));
    }

    private ErrorCode code(SQLException failure) {
        if (running.cancelled()) {
            return ErrorCode.CANCELLED;
        }
        return Failures.stopped(failure) && !options.timeout().isZero() ? ErrorCode.TIMED_OUT : ErrorCode.TARGET_FAILED;
    }

    private Effect effect(SQLException failure) {
        if (!sent) {
            return Effect.NOT_SENT;
        }
        // part of a batch that stands: running all of it again would run that part twice
        boolean partly =
                Failures.counts(failure).stream().anyMatch(count -> count > 0 || count == Statement.SUCCESS_NO_INFO);
        return partly && !link.rolledBackWhole() ? Effect.APPLIED : Effect.ROLLED_BACK;
    }

    private boolean isClosed() {
        try {
            return lease.connection().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private StatementFacts facts() {
        return permit.claim().facts();
    }

    @Override
    public void ended(boolean exhausted, long count) {
        boolean stayed = manner == Manner.IN_TRANSACTION || fetch.differ();
        if (exhausted && stayed && count <= fetch.further()) {
            link.sizes().few(facts().executable());
        }
        if (!exhausted && !lost && statement != null) {
            try {
                abandoned = link.product().abandon(statement) == Product.Abandoning.CANCELLED;
            } catch (SQLException e) {
                lost = true; // the rest of the rows cannot be told to stop: the connection is of no use
            }
        }
    }

    /** Rows that were not fetched yet are waited for: whoever streams sends what it has first. */
    @Override
    public boolean isHere(long row) {
        boolean first = row == fetch.first();
        boolean further = row > fetch.first() && (row - fetch.first()) % fetch.further() == 0;
        return manner == Manner.AT_ONCE || !link.product().streamsInTransactionOnly() || !(first || further);
    }

    /**
     * Not before a whole fetch has been read: whoever wants the first rows only should not wait for more to come. And not in a transaction of
     * the caller's: a row that nobody asked for must not fail it.
     */
    @Override
    public Optional<Executor> reader(long row) {
        return manner == Manner.IN_TRANSACTION && row > fetch.first() ? Optional.of(this::readAhead) : Optional.empty();
    }

    @Override
    public void leave() {
        try {
            abandoned = true;
            link.product().cancel(lease.connection(), live());
        } catch (SQLException e) {
            lost = true; // the target cannot be told, and makes rows that nobody wants: the connection is of no use
        }
    }

    private void readAhead(Runnable reading) {
        String session = permit.claim().statement().session().value();
        link.readers().execute(() -> {
            Thread thread = Thread.currentThread();
            String before = thread.getName();
            thread.setName("hoop-read-" + session);
            try {
                reading.run();
            } finally {
                thread.setName(before);
            }
        });
    }

    @Override
    public boolean allAreHere() {
        return manner == Manner.AT_ONCE;
    }

    /** Talks to the target: whoever streams sends what it has first. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        closeStatement();
        Running.Ending ending = running.end();
        try {
            if (ending == Running.Ending.CANCEL_PENDING) {
                lost = true;
            } else if (!lost) {
                endTransaction(ending);
            }
        } catch (SQLException e) {
            lost = true;
        }
        link.finished(lease, facts(), executed && !failed, lost);
    }

    private void closeStatement() {
        try {
            if (rows != null) {
                rows.close();
            }
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException | TargetException e) {
            failed = true;
            lost = lost || isClosed();
        }
    }

    private void endTransaction(Running.Ending ending) throws SQLException {
        if (ending == Running.Ending.CANCEL_SENT || abandoned) {
            link.product().absorbCancel(lease.connection());
        }
        if (manner == Manner.IN_TRANSACTION) {
            if (failed) {
                lease.connection().rollback();
            } else {
                lease.connection().commit();
            }
            lease.autoCommit(true);
        }
    }
}
