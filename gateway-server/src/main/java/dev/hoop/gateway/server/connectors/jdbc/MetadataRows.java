package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.server.connectors.jdbc.cells.CellReaders;
import dev.hoop.gateway.server.connectors.jdbc.cells.Columns;
import dev.hoop.gateway.server.connectors.jdbc.cells.JdbcRows;
import dev.hoop.gateway.server.connectors.jdbc.failures.Failures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** The rows of a metadata call; the link has its connection back when they are closed. */
final class MetadataRows implements Rows, JdbcRows.Source {
    /** Takes the connection back. */
    @FunctionalInterface
    interface GiveBack {
        void connection(boolean lost);
    }

    /** No name or definition is longer. */
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final ResultSet from;
    private final Optional<Predicate<String>> hidden;
    private final TargetName target;
    private final GiveBack giveBack;
    private final JdbcRows rows;
    private boolean lost;
    private boolean closed;

    /** @param hidden by the names in the first column: rows of client information whose values are not told */
    MetadataRows(
            ResultSet from, Optional<Predicate<String>> hidden, CellReaders cells, TargetName target, GiveBack giveBack)
            throws SQLException {
        this.from = from;
        this.hidden = hidden;
        this.target = target;
        this.giveBack = giveBack;
        this.rows = new JdbcRows(from, Columns.ofMetadata(from.getMetaData()), cells, this, MOST_BYTES);
    }

    @Override
    public List<Column> columns() {
        return rows.columns();
    }

    @Override
    public boolean next() {
        return rows.next();
    }

    @Override
    public void read(int column, CellSink sink) {
        if (column > 1 && hidden.isPresent() && isHidden(hidden.get())) {
            sink.text("");
        } else {
            rows.read(column, sink);
        }
    }

    private boolean isHidden(Predicate<String> names) {
        try {
            return names.test(String.valueOf(from.getString(1)));
        } catch (SQLException e) {
            throw failed(e, "NAME");
        }
    }

    @Override
    public void step() {}

    @Override
    public boolean allAreHere() {
        return false;
    }

    @Override
    public boolean isHere(long row) {
        return true;
    }

    @Override
    public Optional<Executor> reader(long row) {
        return Optional.empty();
    }

    @Override
    public void leave() {
        throw new IllegalStateException("nothing is read ahead here");
    }

    @Override
    public RuntimeException failed(SQLException failure, String column) {
        lost = lost || Failures.connectionGone(failure);
        return lost
                ? Failures.lost(target, dev.hoop.gateway.api.Effect.NOT_SENT)
                : Failures.failed(ErrorCode.TARGET_FAILED, failure, dev.hoop.gateway.api.Effect.NOT_SENT);
    }

    @Override
    public void ended(boolean exhausted, long count) {}

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Statement statement = from.getStatement();
            rows.close();
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            lost = lost || Failures.connectionGone(e);
        } finally {
            giveBack.connection(lost);
        }
    }
}
