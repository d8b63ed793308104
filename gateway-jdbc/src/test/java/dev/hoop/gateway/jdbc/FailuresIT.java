package dev.hoop.gateway.jdbc;

import static dev.hoop.gateway.jdbc.FakeGateway.end;
import static dev.hoop.gateway.jdbc.FakeGateway.refusal;
import static dev.hoop.gateway.jdbc.FakeGateway.targetFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.Cause;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a caller catches, and what is left of the connection then. */
final class FailuresIT {
    @Test
    void errorOfTheDatabaseKeepsClassStateCodeTextAndChain() throws Exception {
        ServerMessage.Failure failure = new ServerMessage.Failure(
                ErrorCode.TARGET_FAILED.number(),
                "23505",
                7,
                "SQLIntegrityConstraintViolationException",
                "duplicate key value violates unique constraint \"uq_a\"",
                Effect.ROLLED_BACK,
                "",
                "",
                "",
                0,
                Map.of(),
                List.of(),
                List.of(new Cause("SQLDataException", "22003", 9, "second")),
                List.of());
        try (FakeGateway gateway = FakeGateway.answering(failure);
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            SQLIntegrityConstraintViolationException thrown = catchThrowableOfType(
                    SQLIntegrityConstraintViolationException.class,
                    () -> statement.executeUpdate("insert into t values (1)"));

            assertThat(thrown.getSQLState()).isEqualTo("23505");
            assertThat(thrown.getErrorCode()).isEqualTo(7);
            assertThat((Throwable) thrown).hasMessageContaining("uq_a");
            assertThat((Throwable) thrown.getNextException()).isInstanceOf(java.sql.SQLDataException.class);
            assertThat(thrown.getNextException().getErrorCode()).isEqualTo(9);
        }
    }

    @Test
    void plainSqlExceptionIsNotUpgraded() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(targetFailure("SQLException", "23505", 0, "duplicate"));
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("insert into t values (1)"))
                    .isExactlyInstanceOf(SQLException.class);
        }
    }

    @Test
    void failedBatchCarriesLongCountsOfTheRowsBefore() throws Exception {
        ServerMessage.Failure failure = new ServerMessage.Failure(
                ErrorCode.TARGET_FAILED.number(),
                "23505",
                0,
                "BatchUpdateException",
                "duplicate",
                Effect.ROLLED_BACK,
                "",
                "",
                "",
                0,
                Map.of(),
                List.of(1L, 5_000_000_000L, (long) Statement.EXECUTE_FAILED),
                List.of(new Cause("SQLException", "23505", 0, "duplicate")),
                List.of());
        try (FakeGateway gateway = FakeGateway.answering(failure);
                Connection connection = gateway.connect();
                PreparedStatement statement = connection.prepareStatement("insert into t values (?)")) {
            for (int i = 0; i < 3; i++) {
                statement.setInt(1, i);
                statement.addBatch();
            }

            BatchUpdateException thrown =
                    catchThrowableOfType(BatchUpdateException.class, statement::executeLargeBatch);

            assertThat(thrown.getLargeUpdateCounts()).containsExactly(1, 5_000_000_000L, Statement.EXECUTE_FAILED);
            assertThat(thrown.getNextException().getSQLState()).isEqualTo("23505");
            assertThat(gateway.execution(0).rows()).hasSize(3);
        }
    }

    @Test
    void batchOfTextsStopsAtTheFirstThatFails() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Execute execute) {
                        if (execute.text().contains("bad")) {
                            peer.send(stream, targetFailure("SQLException", "42601", 0, "syntax"));
                        } else {
                            peer.send(stream, new ServerMessage.Count(2), end());
                        }
                        return true;
                    }
                    return false;
                });
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            statement.addBatch("update t set a = 1");
            statement.addBatch("bad");
            statement.addBatch("update t set a = 2");

            BatchUpdateException thrown = catchThrowableOfType(BatchUpdateException.class, statement::executeBatch);

            assertThat(thrown.getUpdateCounts())
                    .containsExactly(
                            2,
                            Statement.EXECUTE_FAILED,
                            Statement.EXECUTE_FAILED); // as PostgreSQL's own driver tells it
            assertThat(gateway.asked(ClientMessage.Execute.class)).hasSize(2);
        }
    }

    @Test
    void batchesTooLargeForOneMessageTravelInSeveral() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Execute execute) {
                        List<Long> counts =
                                execute.rows().stream().map(row -> 1L).toList();
                        peer.send(stream, new ServerMessage.BatchCounts(counts), end());
                        return true;
                    }
                    return false;
                });
                Connection connection = gateway.connect();
                PreparedStatement statement = connection.prepareStatement("insert into t values (?)")) {
            byte[] large = new byte[1024 * 1024];
            for (int i = 0; i < 20; i++) {
                statement.setBytes(1, large);
                statement.addBatch();
            }

            assertThat(statement.executeBatch()).hasSize(20).containsOnly(1);
            assertThat(gateway.asked(ClientMessage.Execute.class)).hasSizeBetween(2, 4);
        }
    }

    @Test
    void statementLostOnItsWayIsSaidToHaveAnUnknownEffect() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Execute) {
                        throw new java.io.IOException("gone");
                    }
                    return false;
                });
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("update t set a = 1"))
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining("not known")
                    .extracting(thrown -> ((SQLException) thrown).getSQLState())
                    .isEqualTo("08007");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void cancelFromAnotherThreadEndsTheStatementAndNotTheConnection() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Execute) {
                        running.countDown();
                        return true;
                    } else if (message instanceof ClientMessage.Cancel) {
                        peer.send(stream, refusal(ErrorCode.CANCELLED));
                        return true;
                    }
                    return false;
                });
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            CompletableFuture<Void> canceller = CompletableFuture.runAsync(() -> {
                try {
                    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
                    statement.cancel();
                } catch (InterruptedException | SQLException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThatThrownBy(() -> statement.executeQuery("select pg_sleep(600)"))
                    .isInstanceOf(SQLException.class)
                    .extracting(thrown -> ((SQLException) thrown).getSQLState())
                    .isEqualTo("57014");
            canceller.get(30, TimeUnit.SECONDS);
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void timeoutIsSentAndItsEndIsATimeoutException() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(refusal(ErrorCode.TIMED_OUT));
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(7);

            assertThatThrownBy(() -> statement.executeQuery("select 1")).isInstanceOf(SQLTimeoutException.class);
            assertThat(gateway.execution(0).timeoutMillis()).isEqualTo(7000);
        }
    }

    @Test
    void gatewayThatIgnoresTheTimeoutIsToldToCancel() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Cancel) {
                        peer.send(stream, refusal(ErrorCode.CANCELLED));
                    }
                    return message instanceof ClientMessage.Execute || message instanceof ClientMessage.Cancel;
                });
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);

            assertThatThrownBy(() -> statement.executeQuery("select 1")).isInstanceOf(SQLTimeoutException.class);
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void networkTimeoutEndsTheConnection() throws Exception {
        try (FakeGateway gateway =
                        new FakeGateway((peer, stream, message) -> message instanceof ClientMessage.Execute);
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 300);

            assertThatThrownBy(() -> statement.executeQuery("select 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("300 ms");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void abortFreesAThreadThatWaits() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Execute) {
                        running.countDown();
                        return true;
                    }
                    return false;
                });
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(SQLException.class, () -> statement.executeQuery("select 1")));
            assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

            connection.abort(Runnable::run);

            assertThat(waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void refusedLoginSaysWhyAndShowsNoToken() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
            if (message instanceof ClientMessage.Login) {
                peer.send(stream, refusal(ErrorCode.LOGIN_FAILED));
                return true;
            }
            return false;
        })) {
            assertThatThrownBy(gateway::connect)
                    .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
                    .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("a-token"));
        }
    }

    @Test
    void nobodyListeningIsNamedWithItsAddress() throws Exception {
        try (Socket held = new Socket()) {
            held.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // nobody else listens there meanwhile
            String place = "localhost:" + held.getLocalPort();

            assertThatThrownBy(() -> new HoopDriver().connect("jdbc:hoop://" + place + "/orders?tls=off&token=t", null))
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining(place);
        }
    }

    @Test
    void warningsAreOnTheStatementThatCausedThem() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(
                        new ServerMessage.Count(0),
                        new ServerMessage.Warnings(
                                List.of(new Notice("01000", 3, "first"), new Notice("01000", 4, "second"))),
                        end());
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("do something");

            assertThat((Throwable) statement.getWarnings()).hasMessage("first");
            assertThat(statement.getWarnings().getNextWarning().getErrorCode()).isEqualTo(4);
            statement.clearWarnings();
            assertThat((Throwable) statement.getWarnings()).isNull();
        }
    }

    @Test
    void warningThatComesAfterTheRowsIsFoundAfterThem() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(
                        FakeGateway.columns(FakeGateway.number("a")),
                        FakeGateway.rows(FakeGateway.row(FakeGateway.cell(1))),
                        FakeGateway.rowsEnd(),
                        new ServerMessage.Warnings(List.of(new Notice("01004", 0, "the rows were cut off"))),
                        end());
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select a from t")) {
            while (result.next()) {
                assertThat(result.getInt(1)).isEqualTo(1);
            }

            assertThat((Throwable) statement.getWarnings()).hasMessage("the rows were cut off");
        }
    }

    @Test
    void answersThatMakeNoSenseEndTheConnection() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(FakeGateway.rows(FakeGateway.row(FakeGateway.cell(1))));
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select 1")).isInstanceOf(SQLException.class);
            assertThat(connection.isClosed()).isTrue();
        }
    }
}
