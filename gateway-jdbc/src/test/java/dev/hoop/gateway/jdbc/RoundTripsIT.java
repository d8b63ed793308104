package dev.hoop.gateway.jdbc;

import static dev.hoop.gateway.jdbc.FakeGateway.IN_TRANSACTION;
import static dev.hoop.gateway.jdbc.FakeGateway.cell;
import static dev.hoop.gateway.jdbc.FakeGateway.columns;
import static dev.hoop.gateway.jdbc.FakeGateway.end;
import static dev.hoop.gateway.jdbc.FakeGateway.endWithHandle;
import static dev.hoop.gateway.jdbc.FakeGateway.keys;
import static dev.hoop.gateway.jdbc.FakeGateway.number;
import static dev.hoop.gateway.jdbc.FakeGateway.refusal;
import static dev.hoop.gateway.jdbc.FakeGateway.row;
import static dev.hoop.gateway.jdbc.FakeGateway.rows;
import static dev.hoop.gateway.jdbc.FakeGateway.rowsEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Handle;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What waits for the network, and what rides along. */
final class RoundTripsIT {
    private static final StateSetting MANUAL = new StateSetting(SessionSetting.AUTO_COMMIT, "false");

    @Test
    void savingOneRowWithItsKeyIsTwoRoundTrips() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(
                        new ServerMessage.Count(1),
                        keys(number("id")),
                        rows(row(cell(42))),
                        rowsEnd(),
                        end(IN_TRANSACTION));
                Connection connection = gateway.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into t(a) values (?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "x");
                assertThat(insert.executeUpdate()).isEqualTo(1);
                ResultSet key = insert.getGeneratedKeys();
                assertThat(key.next()).isTrue();
                assertThat(key.getInt(1)).isEqualTo(42);
                assertThat(insert.getMaxRows()).isZero();
            }
            connection.commit();
            connection.setAutoCommit(true);
            connection.clearWarnings();

            assertThat(gateway.roundTrips()).hasSize(2);
            assertThat(gateway.execution(0).state()).containsExactly(MANUAL);
        }
    }

    @Test
    void settingsAreReadWithoutAskingAndTravelWithTheNextStatement() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> false);
                Connection connection = gateway.connect()) {
            connection.setReadOnly(true);
            connection.setSchema("sales");
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            assertThat(connection.isReadOnly()).isTrue();
            assertThat(connection.getSchema()).isEqualTo("sales");
            assertThat(gateway.roundTrips()).isEmpty();

            connection.createStatement().executeUpdate("update t set a = 1");

            assertThat(gateway.roundTrips()).hasSize(1);
            assertThat(gateway.execution(0).state())
                    .containsExactly(
                            new StateSetting(SessionSetting.READ_ONLY, "true"),
                            new StateSetting(SessionSetting.SCHEMA, "sales"),
                            new StateSetting(SessionSetting.ISOLATION, "8"));
        }
    }

    @Test
    void settingWhatIsInForceSendsNothing() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> false);
                Connection connection = gateway.connect()) {
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
            connection.createStatement().executeUpdate("update t set a = 1");

            assertThat(gateway.execution(0).state()).isEmpty();
        }
    }

    @Test
    void settingInsideATransactionIsAnsweredAtOnceAndTakenBackWhenRefused() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Execute) {
                        peer.send(stream, new ServerMessage.Count(1), end(IN_TRANSACTION));
                        return true;
                    } else if (message instanceof ClientMessage.SetState) {
                        peer.send(
                                stream,
                                FakeGateway.targetFailure(
                                        "SQLException", "25001", 0, "cannot change isolation in a transaction"));
                        return true;
                    }
                    return false;
                });
                Connection connection = gateway.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().executeUpdate("update t set a = 1");

            assertThatThrownBy(() -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("isolation");

            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void settingThatRodeWithARefusedStatementRidesAgain() throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Execute && count.getAndIncrement() == 0) {
                        peer.send(stream, refusal(ErrorCode.DENIED_BY_POLICY));
                        return true;
                    }
                    return false;
                });
                Connection connection = gateway.connect()) {
            connection.setAutoCommit(false);
            Statement statement = connection.createStatement();
            assertThatThrownBy(() -> statement.executeUpdate("drop table t")).isInstanceOf(SQLException.class);

            statement.executeUpdate("update t set a = 1");

            assertThat(gateway.execution(1).state()).containsExactly(MANUAL);
        }
    }

    @Test
    void commitOfNothingCostsNothing() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> false);
                Connection connection = gateway.connect()) {
            connection.setAutoCommit(false);
            connection.commit();
            connection.rollback();

            assertThat(gateway.roundTrips()).isEmpty();
        }
    }

    @Test
    void commitAfterAnythingRanIsSentEvenIfTheGatewaySaysNothingIsOpen() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(new ServerMessage.Count(1), end(FakeGateway.IDLE));
                Connection connection = gateway.connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().executeUpdate("update t set a = 1");
            connection.commit();

            assertThat(gateway.asked(ClientMessage.Transact.class)).hasSize(1);
        }
    }

    @Test
    void textTravelsOnceAndItsNumberAfterwards() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(new ServerMessage.Count(1), endWithHandle(7));
                Connection connection = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                try (PreparedStatement update = connection.prepareStatement("update t set a = ?")) {
                    update.setInt(1, i);
                    update.executeUpdate();
                }
            }

            assertThat(gateway.execution(0).text()).isEqualTo("update t set a = ?");
            assertThat(gateway.execution(1).handle()).isEqualTo(7);
            assertThat(gateway.execution(1).text()).isEmpty();
        }
    }

    @Test
    void textWhoseNumberTheGatewayHasForgottenIsSentAgain() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Execute execute) {
                        boolean forgotten = execute.handle() != 0;
                        peer.send(
                                stream,
                                forgotten
                                        ? new ServerMessage[] {refusal(ErrorCode.INVALID_REQUEST)}
                                        : new ServerMessage[] {new ServerMessage.Count(1), endWithHandle(7)});
                        return true;
                    }
                    return false;
                });
                Connection connection = gateway.connect();
                PreparedStatement update = connection.prepareStatement("update t set a = ?")) {
            update.setInt(1, 1);
            update.executeUpdate();
            connection.setReadOnly(true);
            update.setInt(1, 2);

            assertThat(update.executeUpdate()).isEqualTo(1);

            assertThat(gateway.asked(ClientMessage.Execute.class)).hasSize(3);
            assertThat(gateway.execution(1).handle()).isEqualTo(7);
            assertThat(gateway.execution(2).text()).isEqualTo("update t set a = ?");
            assertThat(gateway.execution(2).rows())
                    .isEqualTo(gateway.execution(1).rows());
            assertThat(gateway.execution(2).state())
                    .containsExactly(new StateSetting(SessionSetting.READ_ONLY, "true"));
        }
    }

    @Test
    void textIsSentAgainOnceAndNotForEver() throws Exception {
        AtomicInteger executions = new AtomicInteger();
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Execute && executions.getAndIncrement() > 0) {
                        peer.send(stream, refusal(ErrorCode.INVALID_REQUEST));
                        return true;
                    } else if (message instanceof ClientMessage.Execute) {
                        peer.send(stream, new ServerMessage.Count(1), endWithHandle(7));
                        return true;
                    }
                    return false;
                });
                Connection connection = gateway.connect();
                PreparedStatement update = connection.prepareStatement("update t set a = 1")) {
            update.executeUpdate();

            assertThatThrownBy(update::executeUpdate).isInstanceOf(SQLException.class);

            assertThat(executions).hasValue(3);
        }
    }

    @Test
    void askingForRowsAsMysqlStreamsThemLeavesTheNumberToTheGateway() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(columns(number("a")), rows(row(cell(1))), rowsEnd(), end());
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet result = statement.executeQuery("select a from t")) {
                result.setFetchSize(Integer.MIN_VALUE);
                assertThat(result.next()).isTrue();
            }

            assertThat(statement.getFetchSize()).isEqualTo(Integer.MIN_VALUE);
            assertThat(gateway.execution(0).fetchSize()).isZero();
            assertThatThrownBy(() -> statement.setFetchSize(-1)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void numbersOfTextsLongUnusedAreGivenBackWithALaterStatement() throws Exception {
        AtomicInteger last = new AtomicInteger();
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> {
                    if (message instanceof ClientMessage.Execute) {
                        peer.send(stream, new ServerMessage.Count(1), endWithHandle(last.incrementAndGet()));
                        return true;
                    }
                    return false;
                });
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 258; i++) {
                statement.executeUpdate("update t set a = " + i);
            }

            assertThat(gateway.execution(257).closedHandles()).containsExactly(new Handle(1));
            assertThat(gateway.roundTrips()).hasSize(258);
        }
    }

    @Test
    void closingAResultThatWasReadSaysNothing() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(columns(number("a")), rows(row(cell(1))), rowsEnd(), end());
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery("select a from t")) {
                result.next(); // one row of a small result, as most programs read it
            }
            connection.createStatement().executeQuery("select a from t").close();

            assertThat(gateway.asked(ClientMessage.CloseCursor.class)).isEmpty();
            assertThat(gateway.roundTrips()).hasSize(2);
        }
    }

    @Test
    void metadataThatNeverChangesIsNotAskedFor() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> false);
                Connection connection = gateway.connect()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
            assertThat(connection.getMetaData().getDriverName()).isEqualTo("PostgreSQL JDBC Driver (hoop)");
            assertThat(connection.getMetaData().getURL()).startsWith("jdbc:postgresql://localhost:");
            assertThat(connection.getMetaData().getURL()).endsWith("/orders");

            assertThat(gateway.roundTrips()).isEmpty();
        }
    }
}
