package dev.hoop.gateway.jdbc;

import static dev.hoop.gateway.jdbc.FakeGateway.end;
import static dev.hoop.gateway.jdbc.FakeGateway.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.jdbc.failure.HoopDeniedException;
import dev.hoop.gateway.jdbc.failure.HoopHeldException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Statements that wait for people, in each of the three modes. */
final class HeldStatementsIT {
    private static final ApprovalRequest REQUEST = new ApprovalRequest(
            "r-1",
            ApprovalRequest.State.PENDING,
            "sue",
            "orders",
            "",
            "payments-writes",
            "",
            "",
            List.of(),
            List.of(),
            List.of("dba"),
            1,
            List.of(),
            Instant.EPOCH,
            Instant.EPOCH,
            "");

    /** Keeps what it is told. */
    private static final class Recorder implements ApprovalListener {
        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void pending(ApprovalRequest request) {
            told.add("pending " + request.id());
        }

        @Override
        public void decided(ApprovalDecision decision) {
            told.add("decided " + decision.state());
        }
    }

    private static FakeGateway holding() {
        return FakeGateway.answering(
                new ServerMessage.Pending(REQUEST),
                new ServerMessage.Decided("r-1", ApprovalRequest.State.APPROVED, "dan", "ok"),
                new ServerMessage.Count(3),
                end());
    }

    @Test
    void waitingReturnsTheResultOnceApproved() throws Exception {
        try (FakeGateway gateway = holding();
                Connection connection = gateway.connect()) {
            assertThat(connection.createStatement().executeUpdate("update payments set a = 1"))
                    .isEqualTo(3);
            assertThat(gateway.asked(ClientMessage.Open.class).get(0).approvalMode())
                    .isEqualTo(ApprovalMode.WAIT);
        }
    }

    @Test
    void listenerGivenAsPropertyIsToldOfBothEnds() throws Exception {
        Recorder listener = new Recorder();
        Properties properties = new Properties();
        properties.setProperty("password", "a-token");
        properties.put(HoopDriver.APPROVAL_LISTENER, listener);
        try (FakeGateway gateway = holding();
                Connection connection = DriverManager.getConnection(gateway.url() + "&approval=callback", properties)) {
            connection.createStatement().executeUpdate("update payments set a = 1");

            assertThat(listener.told).containsExactly("pending r-1", "decided APPROVED");
        }
    }

    @Test
    void listenerSetThroughUnwrapIsTold() throws Exception {
        Recorder listener = new Recorder();
        try (FakeGateway gateway = holding();
                Connection connection = gateway.connect("&approval=callback")) {
            connection.unwrap(HoopConnection.class).onApproval(listener);
            connection.createStatement().executeUpdate("update payments set a = 1");

            assertThat(listener.told).hasSize(2);
        }
    }

    @Test
    void callbackWithoutAListenerWithdrawsAndSaysHowToSetOne() throws Exception {
        try (FakeGateway gateway = withdrawable();
                Connection connection = gateway.connect("&approval=callback");
                Statement statement = connection.createStatement()) {
            SQLException failure = catchThrowableOfType(
                    SQLException.class, () -> statement.executeUpdate("update payments set a = 1"));

            assertThat((Throwable) failure)
                    .hasMessageContaining("withdrawn")
                    .hasStackTraceContaining("setApprovalListener");
            assertThat(gateway.asked(ClientMessage.Cancel.class)).isNotEmpty();
        }
    }

    @Test
    void listenerThatThrowsWithdrawsAndLeavesTheConnectionUsable() throws Exception {
        try (FakeGateway gateway = withdrawable();
                Connection connection = gateway.connect("&approval=callback");
                Statement statement = connection.createStatement()) {
            connection.unwrap(HoopConnection.class).onApproval(new ApprovalListener() {
                @Override
                public void pending(ApprovalRequest request) {
                    throw new IllegalStateException("broken");
                }

                @Override
                public void decided(ApprovalDecision decision) {}
            });

            assertThatThrownBy(() -> statement.executeUpdate("update payments set a = 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("withdrawn");

            assertThat(connection.isValid(5)).isTrue();
        }
    }

    /** Holds, and ends the stream when it is cancelled. */
    private static FakeGateway withdrawable() {
        return new FakeGateway((peer, stream, message) -> {
            if (message instanceof ClientMessage.Execute) {
                peer.send(stream, new ServerMessage.Pending(REQUEST));
                return true;
            } else if (message instanceof ClientMessage.Cancel) {
                cancelledOnce(peer, stream);
                return true;
            }
            return false;
        });
    }

    private static void cancelledOnce(FakeGateway.Peer peer, int stream) throws IOException {
        if (peer.ends(stream)) {
            peer.send(stream, refusal(ErrorCode.CANCELLED));
        }
    }

    @Test
    void heldStatementInFailModeCarriesItsRequestAndTheConnectionStaysGood() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(refusal(ErrorCode.APPROVAL_PENDING));
                Connection connection = gateway.connect("&approval=fail");
                Statement statement = connection.createStatement()) {
            HoopHeldException held = catchThrowableOfType(
                    HoopHeldException.class, () -> statement.executeUpdate("update payments set a = 1"));

            assertThat(held.requestId()).isEqualTo("r-1");
            assertThat(held.rule()).isEqualTo("no-drop");
            assertThat(held.decisionId()).isEqualTo("d-1");
            assertThat(held.getSQLState()).isEqualTo("42501");
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void resumingArmsTheNextExecutionAndNoOther() throws Exception {
        try (FakeGateway gateway = new FakeGateway((peer, stream, message) -> false);
                Connection connection = gateway.connect("&approval=fail");
                Statement statement = connection.createStatement()) {
            connection.unwrap(HoopConnection.class).resume("r-1");
            statement.executeUpdate("update payments set a = 1");
            statement.executeUpdate("update payments set a = 1");

            assertThat(gateway.execution(0).resumeRequest()).isEqualTo("r-1");
            assertThat(gateway.execution(1).resumeRequest()).isEmpty();
        }
    }

    @Test
    void refusedApprovalIsADenial() throws Exception {
        for (ErrorCode code : List.of(
                ErrorCode.DENIED_BY_POLICY,
                ErrorCode.NOT_UNDERSTOOD,
                ErrorCode.NO_GRANT,
                ErrorCode.APPROVAL_REFUSED,
                ErrorCode.APPROVAL_EXPIRED,
                ErrorCode.APPROVAL_MISMATCH)) {
            try (FakeGateway gateway = FakeGateway.answering(refusal(code));
                    Connection connection = gateway.connect();
                    Statement statement = connection.createStatement()) {
                HoopDeniedException denied =
                        catchThrowableOfType(HoopDeniedException.class, () -> statement.executeQuery("select 1"));

                assertThat(denied.getSQLState()).isEqualTo("42501");
                assertThat(denied.rule()).isEqualTo("no-drop");
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }
}
