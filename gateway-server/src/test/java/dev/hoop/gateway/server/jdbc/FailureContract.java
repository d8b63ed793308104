package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.jdbc.failure.HoopDeniedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Errors as the database gives them, timeouts and cancels. */
interface FailureContract extends Bench {
    @Test
    default void errorsAreThoseOfTheDatabasesOwnDriver() {
        for (String bad : List.of(
                "insert into people (id, name) values (1, 'twice')",
                "select * from no_such_table",
                "select no_such_column from people",
                "insert into numbers (n) values ('no number')")) {
            SQLException expected = failure(direct(), bad);
            SQLException actual = failure(through(), bad);
            boolean gateways = actual.getErrorCode() >= 1001 && actual.getErrorCode() <= 1999;
            if (!gateways) { // an unknown table may be refused before it is asked for
                assertThat(actual.getSQLState()).as(bad).isEqualTo(expected.getSQLState());
                assertThat(actual.getErrorCode()).as(bad).isEqualTo(expected.getErrorCode());
            }
        }
        assertThat((Throwable) failure(through(), "insert into people (id, name) values (1, 'twice')"))
                .isInstanceOf(SQLException.class)
                .extracting(thrown -> ((SQLException) thrown).getSQLState())
                .asString()
                .startsWith("23");
    }

    private static SQLException failure(Connection connection, String text) {
        return catchThrowableOfType(SQLException.class, () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(text);
            }
        });
    }

    @Test
    default void warningsAreThoseOfTheDatabasesOwnDriver() throws SQLException {
        assertThat(warning(through())).isEqualTo(warning(direct()));
        assertThat(warning(through()).isEmpty()).isEqualTo(database().warns().isEmpty());
    }

    private String warning(Connection connection) throws SQLException {
        if (database().warns().isEmpty()) {
            return "";
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(database().warns());
            SQLWarning warning = Objects.requireNonNull(statement.getWarnings());
            String seen = warning.getSQLState() + " " + warning.getErrorCode() + " " + warning.getMessage();
            statement.clearWarnings();
            assertThat((Throwable) statement.getWarnings()).isNull();
            return seen;
        }
    }

    @Test
    default void queryTimeoutEndsAStatementAndTheConnectionGoesOn() throws SQLException {
        try (Statement statement = through().createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.execute(database().slow()))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(HoopDeniedException.class);
        }
        assertThat(through().isValid(5)).isTrue();
    }

    @Test
    default void cancelFromAnotherThreadEndsAStatementAndTheConnectionGoesOn() throws Exception {
        try (Statement statement = through().createStatement()) {
            assertThat(cancelled(statement, () -> statement.execute(database().slow())))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(HoopDeniedException.class);
        }
        assertThat(through().isValid(5)).isTrue();
    }

    @Test
    default void cancelFromAnotherThreadEndsABatchOfTexts() throws Exception {
        try (Statement statement = through().createStatement()) {
            statement.addBatch(database().slow());
            statement.addBatch("insert into numbers (id, n) values (8102, 0)");

            assertThat(cancelled(statement, statement::executeBatch)).isInstanceOf(SQLException.class);
            try (ResultSet row = statement.executeQuery("select count(*) from numbers where id = 8102")) {
                row.next();
                assertThat(row.getInt(1)).isZero();
            }
        }
    }

    /** What it fails with when it is cancelled until it ends. */
    private static Throwable cancelled(Statement statement, ThrowingCallable execution) throws Exception {
        CompletableFuture<Throwable> running =
                CompletableFuture.supplyAsync(() -> catchThrowableOfType(SQLException.class, execution));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!running.isDone() && System.nanoTime() < deadline) {
            statement.cancel();
            try {
                running.get(200, TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                // cancelled before it had begun: again
            }
        }
        return running.get(1, TimeUnit.SECONDS);
    }

    @Test
    default void closeFromAnotherThreadEndsAStatementAndTheConnectionGoesOn() throws Exception {
        Statement statement = through().createStatement();
        CompletableFuture<Throwable> running = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                SQLException.class, () -> statement.execute(database().slow())));
        assertThatThrownBy(() -> running.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);

        statement.close();

        assertThat(running.get(30, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
        assertThat(through().isValid(5)).isTrue();
    }
}
