package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.connectors.jdbc.failures.Failures;
import dev.hoop.gateway.server.connectors.jdbc.products.InsertedTable;
import dev.hoop.gateway.server.connectors.jdbc.products.Product;
import dev.hoop.gateway.server.connectors.jdbc.products.RowsAtOnce;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A batch of inserts sent as few statements of many rows each, where nobody can tell the difference: the database takes them in several
 * times faster so. What does not go as expected, an error or another number of rows, is undone, and the batch is then sent as it was given,
 * which says what is wrong in which row. Used by one thread, once.
 */
final class InsertGroups {
    /** With fewer rows the round trips of asking and of a savepoint cost more than is saved. */
    private static final int FEWEST_ROWS = 100;

    private final RowsAtOnce rows;
    private final BooleanSupplier stopped;
    private InsertedTable table = InsertedTable.NONE;

    private InsertGroups(RowsAtOnce rows, BooleanSupplier stopped) {
        this.rows = rows;
        this.stopped = stopped;
    }

    /**
     * Empty when the statement is to be sent as it is.
     *
     * @param before what {@link #table} said of the statement before, if nothing else was asked of the connection since
     * @param stopped whether the statement was cancelled
     */
    static Optional<InsertGroups> of(
            Permit permit, RunOptions options, Product product, InsertedTable before, BooleanSupplier stopped) {
        List<List<Parameter>> rows = permit.statement().rows();
        boolean plain = options.kind() == ExecuteKind.BATCH
                && rows.size() >= FEWEST_ROWS
                && options.keys().kind() == KeyRequest.Kind.NONE
                && options.timeout().isZero();
        return plain
                ? product.rowsAtOnce(permit.claim().facts(), rows, before)
                        .map(found -> new InsertGroups(found, stopped))
                : Optional.empty();
    }

    /**
     * Inserts all rows, or none.
     *
     * @return whether each row was inserted once; if not, nothing is left of it
     * @throws SQLException if the connection is gone or the statement was cancelled
     */
    boolean inserted(Connection connection) throws SQLException {
        Attempt attempt;
        try {
            attempt = Attempt.begin(connection);
        } catch (SQLException e) {
            return laidAside(e); // a transaction that has failed already, for one, which the statement itself will say
        }
        boolean all;
        try {
            all = rows.insert(connection, stopped);
            if (all) {
                attempt.keep();
            } else {
                attempt.undo();
            }
        } catch (SQLException e) {
            undo(attempt, e, connection);
            return laidAside(e);
        } catch (RuntimeException e) {
            undo(attempt, e, connection);
            throw e;
        }
        attempt.end();
        table = all && !connection.getAutoCommit() ? rows.table() : InsertedTable.NONE;
        return all;
    }

    /** The table, where the transaction that has inserted all rows goes on. */
    InsertedTable table() {
        return table;
    }

    /** What cannot be undone must not be used any more. */
    private static void undo(Attempt attempt, Exception failure, Connection connection) throws SQLException {
        try {
            attempt.undo();
            attempt.end();
        } catch (SQLException e) {
            failure.addSuppressed(e);
            connection.close();
        }
    }

    /** False, or the failure where sending it all again is not for us to do. */
    private boolean laidAside(SQLException failure) throws SQLException {
        if (stopped.getAsBoolean() || Failures.connectionGone(failure)) {
            throw failure;
        }
        return false;
    }

    /** What can still be undone as if it had never been: a transaction of its own, or a savepoint in the one that is open. */
    private interface Attempt {
        void keep() throws SQLException;

        void undo() throws SQLException;

        /** Called after either. */
        void end() throws SQLException;

        static Attempt begin(Connection connection) throws SQLException {
            if (connection.getAutoCommit()) {
                connection.setAutoCommit(false);
                return new Alone(connection);
            }
            return new Within(connection, connection.setSavepoint());
        }
    }

    private record Alone(Connection connection) implements Attempt {
        @Override
        public void keep() throws SQLException {
            connection.commit();
        }

        @Override
        public void undo() throws SQLException {
            connection.rollback();
        }

        @Override
        public void end() throws SQLException {
            connection.setAutoCommit(true);
        }
    }

    private record Within(Connection connection, Savepoint before) implements Attempt {
        @Override
        public void keep() {}

        @Override
        public void undo() throws SQLException {
            connection.rollback(before);
        }

        @Override
        public void end() throws SQLException {
            connection.releaseSavepoint(before);
        }
    }
}
