package dev.hoop.gateway.jdbc.statement;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.OutParameter;
import dev.hoop.gateway.api.wire.ParameterRow;
import dev.hoop.gateway.jdbc.conversion.MariaDbForms;
import dev.hoop.gateway.jdbc.conversion.Product;
import dev.hoop.gateway.jdbc.exchange.Answer;
import dev.hoop.gateway.jdbc.exchange.Execution;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.failure.HoopDeniedException;
import dev.hoop.gateway.jdbc.failure.HoopHeldException;
import dev.hoop.gateway.jdbc.failure.NotSupported;
import dev.hoop.gateway.jdbc.result.RowsResultSet;
import dev.hoop.gateway.jdbc.result.Wrappers;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose executions the gateway judges and runs. Belongs to one thread at a time, but for {@link #cancel} and {@link #close}, which
 * are for any.
 */
public class GatewayStatement implements Statement {
    private final Origin origin;
    private final Shape shape;
    private final List<String> batch = new ArrayList<>();
    private volatile @Nullable Answer running;
    private volatile boolean executing;
    private volatile boolean sending;
    private volatile boolean cancelWanted;
    private volatile boolean closed;
    private @Nullable Outcome outcome;
    private @Nullable SQLWarning warnings;
    private int fetchSize;
    private int fetchDirection = ResultSet.FETCH_FORWARD;
    private long maxRows;
    private int maxFieldSize;
    private int queryTimeoutSeconds;
    private boolean escapeProcessing = true;
    private boolean poolable;
    private boolean closeOnCompletion;

    public GatewayStatement(Origin origin, Shape shape) {
        this.origin = origin;
        this.shape = shape;
        this.fetchSize = origin.fetchSize();
    }

    // ---- execution

    /** Runs once, after dropping what the execution before has left; true when the first result is rows. */
    final boolean run(String text, ExecuteKind kind, List<ParameterRow> rows, List<OutParameter> outs, KeyRequest keys)
            throws SQLException {
        executing = true; // before it is looked whether it is closed, so that whoever closes it knows
        try {
            check();
            dropOutcome();
            warnings = null;
            if (text == null) {
                throw CallerErrors.badArgument("the statement is null");
            }
            if (text.isBlank() && origin.product() == Product.POSTGRESQL) {
                return false; // there an empty text is a statement that does nothing
            }
            return first(new Execution(
                    text,
                    kind,
                    rows,
                    outs,
                    keys,
                    Math.max(0, fetchSize),
                    maxRows,
                    maxFieldSize,
                    Duration.ofSeconds(queryTimeoutSeconds),
                    escapeProcessing));
        } finally {
            executing = false;
            if (closed) {
                dropOutcome(); // it was closed in the meantime, and what has come after that is nobody's
            }
        }
    }

    /** Goes to the first result; true when that is rows. */
    private boolean first(Execution execution) throws SQLException {
        Outcome begun = new Outcome(send(execution), this, origin, shape, this::resultClosed);
        outcome = begun;
        try {
            return begun.advance();
        } finally {
            addWarnings(begun.takeWarnings());
        }
    }

    /** A cancel, or a close, that comes while the execution is being sent waits until there is something to cancel. */
    private Answer send(Execution execution) throws SQLException {
        cancelWanted = false;
        sending = true;
        try {
            Answer answer = origin.session().execute(execution);
            running = answer;
            if (cancelWanted || closed) {
                answer.cancel();
            }
            return answer;
        } finally {
            sending = false;
        }
    }

    private boolean run(String text, ExecuteKind kind, KeyRequest keys) throws SQLException {
        refuseText();
        return run(text, kind, List.of(), List.of(), keys);
    }

    /** A prepared statement has its text already. */
    void refuseText() throws SQLException {}

    final ResultSet rows(boolean isRows) throws SQLException {
        Outcome present = outcome;
        RowsResultSet result = present == null ? null : present.result();
        if (closed) {
            throw CallerErrors.closed("statement"); // by another thread, in the meantime
        }
        if (!isRows || result == null) {
            throw CallerErrors.noRows();
        }
        return result;
    }

    final long count(boolean isRows) throws SQLException {
        if (isRows) {
            dropOutcome();
            throw CallerErrors.unwantedRows();
        }
        return outcome == null ? 0 : Math.max(0, outcome.count());
    }

    final @Nullable Outcome outcome() {
        return outcome;
    }

    static int saturated(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        return rows(run(sql, ExecuteKind.QUERY, KeyRequest.NONE));
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        return run(sql, ExecuteKind.ANY, KeyRequest.NONE);
    }

    @Override
    public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
        return run(sql, ExecuteKind.ANY, Keys.flag(autoGeneratedKeys));
    }

    @Override
    public boolean execute(String sql, int[] columnIndexes) throws SQLException {
        return run(sql, ExecuteKind.ANY, Keys.indexes(columnIndexes));
    }

    @Override
    public boolean execute(String sql, String[] columnNames) throws SQLException {
        return run(sql, ExecuteKind.ANY, Keys.names(columnNames));
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return count(run(sql, ExecuteKind.UPDATE, KeyRequest.NONE));
    }

    @Override
    public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        return count(run(sql, ExecuteKind.UPDATE, Keys.flag(autoGeneratedKeys)));
    }

    @Override
    public long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
        return count(run(sql, ExecuteKind.UPDATE, Keys.indexes(columnIndexes)));
    }

    @Override
    public long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
        return count(run(sql, ExecuteKind.UPDATE, Keys.names(columnNames)));
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return saturated(executeLargeUpdate(sql));
    }

    @Override
    public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        return saturated(executeLargeUpdate(sql, autoGeneratedKeys));
    }

    @Override
    public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
        return saturated(executeLargeUpdate(sql, columnIndexes));
    }

    @Override
    public int executeUpdate(String sql, String[] columnNames) throws SQLException {
        return saturated(executeLargeUpdate(sql, columnNames));
    }

    // ---- batches

    @Override
    public void addBatch(String sql) throws SQLException {
        check();
        refuseText();
        if (sql == null) {
            throw CallerErrors.badArgument("the statement is null");
        }
        batch.add(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        check();
        batch.clear();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return Arrays.stream(executeLargeBatch())
                .mapToInt(GatewayStatement::saturated)
                .toArray();
    }

    /** One after the other; the first that fails ends the batch, but where the database's own driver goes on. */
    @Override
    public long[] executeLargeBatch() throws SQLException {
        check();
        List<String> texts = List.copyOf(batch);
        batch.clear();
        long[] counts = new long[texts.size()];
        SQLException failed = null;
        for (int i = 0; i < counts.length; i++) {
            try {
                boolean rows = run(texts.get(i), ExecuteKind.UPDATE, List.of(), List.of(), KeyRequest.NONE);
                counts[i] = rows && toleratesRows() ? SUCCESS_NO_INFO : count(rows);
            } catch (SQLException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.setNextException(e);
                }
                if (!goesOnAfter(e)) {
                    throw partOf(failed, failedFrom(counts, i, undoes(e)));
                }
                counts[i] = EXECUTE_FAILED;
            }
        }
        if (failed != null) {
            throw partOf(failed, counts);
        }
        return counts;
    }

    /** The drivers of MariaDB and H2 run all of a batch whatever fails in it; what was refused, was stopped or lost its connection ends it. */
    private boolean goesOnAfter(SQLException e) {
        boolean goesOn = origin.product() == Product.MARIADB || origin.product() == Product.H2;
        boolean stopped = e instanceof SQLTimeoutException
                || ErrorCode.CANCELLED.sqlState().equals(e.getSQLState());
        return goesOn && !isRefusal(e) && !stopped && !isClosed();
    }

    /** PostgreSQL's own driver takes queries in a batch, and drops their rows. */
    private boolean toleratesRows() {
        return origin.product() == Product.POSTGRESQL;
    }

    /** Whether the database failed the transaction with it, so that nothing before it stays; what was refused never came there. */
    final boolean undoes(SQLException cause) throws SQLException {
        return !isRefusal(cause) && !origin.connection().getAutoCommit();
    }

    private static boolean isRefusal(SQLException cause) {
        return cause instanceof HoopDeniedException || cause instanceof HoopHeldException;
    }

    /** What a batch reports that did not come further; PostgreSQL's own driver marks what was not run as failed, too. */
    final long[] failedFrom(long[] counts, int done, boolean undone) {
        if (origin.product() != Product.POSTGRESQL) {
            return Arrays.copyOf(counts, done);
        }
        long[] all = counts.clone();
        Arrays.fill(all, undone ? 0 : done, all.length, EXECUTE_FAILED);
        return all;
    }

    private static SQLException partOf(SQLException cause, long[] done) {
        BatchUpdateException failed =
                new BatchUpdateException(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), done, cause);
        failed.setNextException(cause);
        return failed;
    }

    // ---- results

    @Override
    public @Nullable ResultSet getResultSet() throws SQLException {
        check();
        return outcome == null ? null : outcome.result();
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        check();
        return outcome == null ? -1 : outcome.count();
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return saturated(getLargeUpdateCount());
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        return getMoreResults(CLOSE_CURRENT_RESULT);
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        check();
        if (current != CLOSE_CURRENT_RESULT && current != KEEP_CURRENT_RESULT && current != CLOSE_ALL_RESULTS) {
            throw CallerErrors.badArgument(current + " is not one of Statement.…_RESULT");
        }
        Outcome present = outcome;
        if (present == null) {
            return false;
        }
        if (current == KEEP_CURRENT_RESULT) {
            return present.advanceAndKeep();
        }
        if (current == CLOSE_ALL_RESULTS) {
            present.closeKept();
        }
        return present.advance();
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        check();
        return outcome == null ? RowsResultSet.inMemory(List.of(), List.of(), origin.cells(), this) : outcome.keys();
    }

    // ---- end

    @Override
    public void cancel() throws SQLException {
        check();
        stop();
    }

    private void stop() throws SQLException {
        cancelWanted = sending;
        Answer answer = running;
        if (answer != null) {
            answer.cancel();
        }
    }

    /** An execution that another thread waits for is stopped; its failure tells that thread. */
    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            if (executing) {
                stop();
            }
            dropOutcome();
        }
    }

    /** Also when its connection is closed, which ends its statements. */
    @Override
    public boolean isClosed() {
        return closed || origin.session().isClosed();
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        check();
        closeOnCompletion = true;
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        check();
        return closeOnCompletion;
    }

    private void resultClosed(RowsResultSet result) throws SQLException {
        Outcome present = outcome;
        if (closeOnCompletion && present != null && present.gave(result) && !present.hasRowsLeft()) {
            close();
        }
    }

    private void dropOutcome() throws SQLException {
        Outcome before = outcome;
        outcome = null;
        running = null;
        if (before != null) {
            before.close();
        }
    }

    final void check() throws SQLException {
        if (closed) {
            throw CallerErrors.closed("statement");
        }
        if (origin.session().isClosed()) {
            throw CallerErrors.connectionClosed();
        }
    }

    // ---- settings

    @Override
    public Connection getConnection() throws SQLException {
        check();
        return origin.connection();
    }

    final Origin origin() {
        return origin;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        check();
        // how MySQL's own driver is asked to stream; applications written for it keep doing so, and rows stream here
        // anyway
        if (rows < 0 && rows != Integer.MIN_VALUE) {
            throw CallerErrors.badArgument("fetch size " + rows + " is negative");
        }
        fetchSize = rows;
    }

    @Override
    public int getFetchSize() throws SQLException {
        check();
        return fetchSize;
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        check();
        if (direction != ResultSet.FETCH_FORWARD
                && direction != ResultSet.FETCH_REVERSE
                && direction != ResultSet.FETCH_UNKNOWN) {
            throw CallerErrors.badArgument("fetch direction " + direction + " is not one of ResultSet.FETCH_…");
        }
        fetchDirection = direction;
    }

    @Override
    public int getFetchDirection() throws SQLException {
        check();
        return fetchDirection;
    }

    @Override
    public void setLargeMaxRows(long rows) throws SQLException {
        check();
        maxRows = notNegative("max rows", rows);
    }

    @Override
    public long getLargeMaxRows() throws SQLException {
        check();
        return maxRows;
    }

    @Override
    public void setMaxRows(int rows) throws SQLException {
        setLargeMaxRows(rows);
    }

    @Override
    public int getMaxRows() throws SQLException {
        return saturated(getLargeMaxRows());
    }

    @Override
    public void setMaxFieldSize(int bytes) throws SQLException {
        check();
        maxFieldSize = (int) notNegative("max field size", bytes);
    }

    @Override
    public int getMaxFieldSize() throws SQLException {
        check();
        return maxFieldSize;
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        check();
        queryTimeoutSeconds = (int) notNegative("query timeout", seconds);
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        check();
        return queryTimeoutSeconds;
    }

    private static long notNegative(String what, long value) throws SQLException {
        if (value < 0) {
            throw CallerErrors.badArgument(what + " " + value + " is negative");
        }
        return value;
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        check();
        escapeProcessing = enable;
    }

    @Override
    public void setPoolable(boolean value) throws SQLException {
        check();
        poolable = value;
    }

    @Override
    public boolean isPoolable() throws SQLException {
        check();
        return poolable;
    }

    @Override
    public int getResultSetType() throws SQLException {
        check();
        return shape.type();
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        check();
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        check();
        return shape.holdability();
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        throw NotSupported.method("Statement.setCursorName", "update rows by their key");
    }

    // ---- warnings

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        check();
        takeWarnings();
        return warnings;
    }

    @Override
    public void clearWarnings() throws SQLException {
        check();
        takeWarnings();
        warnings = null;
    }

    /** Those that came since the execution began: that rows were cut off is known after the last of them. */
    private void takeWarnings() throws SQLException {
        if (outcome != null) {
            addWarnings(outcome.takeWarnings());
        }
    }

    private void addWarnings(@Nullable SQLWarning more) {
        if (warnings == null) {
            warnings = more;
        } else if (more != null) {
            warnings.setNextWarning(more);
        }
    }

    // ---- names

    /** MariaDB and MySQL read a backslash in a literal as an escape, so there it is doubled as well as the quote. */
    @Override
    public String enquoteLiteral(String value) throws SQLException {
        check();
        String doubled = origin.product() == Product.MARIADB ? value.replace("\\", "\\\\") : value;
        return "'" + doubled.replace("'", "''") + "'";
    }

    /** In the quotes that the database has for names; MariaDB's and MySQL's are their own. */
    @Override
    public String enquoteIdentifier(String identifier, boolean alwaysQuote) throws SQLException {
        check();
        return origin.product() == Product.MARIADB
                ? MariaDbForms.identifier(identifier, alwaysQuote)
                : Statement.super.enquoteIdentifier(identifier, alwaysQuote);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Wrappers.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
