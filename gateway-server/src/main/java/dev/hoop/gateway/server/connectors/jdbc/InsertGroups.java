package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.connectors.jdbc.cells.Parameters;
import dev.hoop.gateway.server.connectors.jdbc.failures.Failures;
import dev.hoop.gateway.server.connectors.jdbc.products.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A batch of inserts sent as few statements of many rows each, where nobody can tell the difference: the database answers a row several
 * times faster so. The table must be one for which the product says that many rows at once are the same as one after another. Whatever does
 * not go as expected, an error or another number of rows, is undone, and the batch is then sent as it was given, which says what is wrong
 * in which row. Used by one thread, once.
 */
final class InsertGroups {
    /** With fewer rows the round trips of asking and of a savepoint cost more than is saved. */
    private static final int FEWEST_ROWS = 256;

    /** Few sizes, so that few texts are prepared; with two of them most sizes that people give a batch leave nothing over. */
    private static final int[] ROWS_AT_ONCE = {128, 100};

    private static final int NEXT_SMALLER = 8;
    private static final int MOST_PARAMETERS = 32_767;

    private final RepeatedInsert insert;
    private final List<List<Parameter>> rows;
    private final Product product;
    private final Parameters parameters;
    private final BooleanSupplier stopped;

    private InsertGroups(
            RepeatedInsert insert,
            List<List<Parameter>> rows,
            Product product,
            Parameters parameters,
            BooleanSupplier stopped) {
        this.insert = insert;
        this.rows = rows;
        this.product = product;
        this.parameters = parameters;
        this.stopped = stopped;
    }

    /**
     * Empty when the statement is to be sent as it is.
     *
     * @param stopped whether the statement was cancelled
     */
    static Optional<InsertGroups> of(
            Permit permit, RunOptions options, Product product, Parameters parameters, BooleanSupplier stopped) {
        List<List<Parameter>> rows = permit.statement().rows();
        boolean plain = options.kind() == ExecuteKind.BATCH
                && rows.size() >= FEWEST_ROWS
                && product.groupsInserts()
                && options.keys().kind() == KeyRequest.Kind.NONE
                && options.timeout().isZero();
        return !plain
                ? Optional.empty()
                : RepeatedInsert.of(permit.claim().facts())
                        .filter(insert -> rows.stream().allMatch(row -> fits(row, insert)))
                        .map(insert -> new InsertGroups(insert, rows, product, parameters, stopped));
    }

    /** Large values can be read only once, so they cannot be sent again. */
    private static boolean fits(List<Parameter> row, RepeatedInsert insert) {
        for (Parameter parameter : row) {
            if (parameter.value() instanceof Value.LargeText || parameter.value() instanceof Value.LargeBytes) {
                return false;
            }
        }
        return row.size() == insert.parameters();
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
            all = all(connection);
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
        return all;
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

    private boolean all(Connection connection) throws SQLException {
        if (!product.insertsAlike(connection, insert.table())) {
            return false;
        }
        int size = rowsAtOnce();
        int from = 0;
        while (from < rows.size()) {
            int groups = (rows.size() - from) / size;
            if (groups > 0 && !each(connection, from, groups, size)) {
                return false;
            }
            from += groups * size;
            size = Math.max(1, size / NEXT_SMALLER);
        }
        return true;
    }

    private int rowsAtOnce() {
        int most = MOST_PARAMETERS / insert.parameters();
        return Arrays.stream(ROWS_AT_ONCE)
                .filter(size -> size <= most)
                .boxed()
                .min(Comparator.comparing(size -> rows.size() % size))
                .orElse(Integer.highestOneBit(most));
    }

    /** Sends groups of one size in one round trip. */
    private boolean each(Connection connection, int from, int groups, int size) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert.of(size))) {
            for (int group = 0; group < groups; group++) {
                for (int row = 0; row < size; row++) {
                    parameters.bind(statement, rows.get(from + group * size + row), row * insert.parameters());
                }
                statement.addBatch();
            }
            for (long count : statement.executeLargeBatch()) {
                if (count != size) {
                    return false;
                }
            }
            return true;
        }
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
