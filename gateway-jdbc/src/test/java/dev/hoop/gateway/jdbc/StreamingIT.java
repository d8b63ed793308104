package dev.hoop.gateway.jdbc;

import static dev.hoop.gateway.jdbc.FakeGateway.cell;
import static dev.hoop.gateway.jdbc.FakeGateway.columns;
import static dev.hoop.gateway.jdbc.FakeGateway.end;
import static dev.hoop.gateway.jdbc.FakeGateway.number;
import static dev.hoop.gateway.jdbc.FakeGateway.row;
import static dev.hoop.gateway.jdbc.FakeGateway.rows;
import static dev.hoop.gateway.jdbc.FakeGateway.rowsEnd;
import static dev.hoop.gateway.jdbc.FakeGateway.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Results larger than memory, and readers that stop half way. */
final class StreamingIT {
    private static final int ROW_BYTES = 1024;
    private static final int CHUNK_ROWS = 32;

    /** Sends rows against credit, as the gateway does, and keeps how far it was ahead of what was allowed. */
    private static final class Source implements FakeGateway.Handler {
        private final long total;
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong allowed = new AtomicLong();
        private final AtomicLong mostAhead = new AtomicLong();
        private long consumedCredit;
        private volatile boolean closed;

        Source(long total) {
            this.total = total;
        }

        @Override
        public boolean answer(FakeGateway.Peer peer, int stream, ClientMessage message) throws IOException {
            if (message instanceof ClientMessage.Execute execute) {
                if (execute.text().startsWith("update")) {
                    return false;
                }
                allowed.set(execute.credit());
                peer.send(stream, columns(text("a")));
                return fill(peer, stream);
            } else if (message instanceof ClientMessage.Credit credit) {
                allowed.addAndGet(credit.bytes());
                return closed || fill(peer, stream);
            } else if (message instanceof ClientMessage.CloseCursor || message instanceof ClientMessage.Cancel) {
                closed = true;
                peer.send(stream, end());
                return true;
            }
            return false;
        }

        private boolean fill(FakeGateway.Peer peer, int stream) throws IOException {
            while (sent.get() < total && consumedCredit < allowed.get()) {
                Value[][] chunk = new Value[CHUNK_ROWS][];
                Arrays.fill(chunk, row(cell("x".repeat(ROW_BYTES))));
                ServerMessage.Rows rows = rows(chunk);
                consumedCredit += rows.cells().length;
                sent.addAndGet(CHUNK_ROWS);
                mostAhead.accumulateAndGet(consumedCredit - allowed.get(), Math::max);
                peer.send(stream, rows);
                if (sent.get() >= total) {
                    peer.send(stream, rowsEnd(), end());
                }
            }
            return true;
        }
    }

    @Test
    void resultOfAGigabyteIsReadWithAWindowOfAFewKilobytes() throws Exception {
        Source source = new Source(1024 * 1024);
        try (FakeGateway gateway = new FakeGateway(source);
                Connection connection = gateway.connect("&rowWindow=64k");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select a from t")) {
            long count = 0;
            while (result.next()) {
                count += result.getString(1).length() / ROW_BYTES;
            }

            assertThat(count).isEqualTo(1024 * 1024);
            assertThat(gateway.errors()).isEmpty();
        }
    }

    @Test
    void gatewayIsNotAllowedMoreThanTheWindowAheadOfTheReader() throws Exception {
        Source source = new Source(100_000);
        try (FakeGateway gateway = new FakeGateway(source);
                Connection connection = gateway.connect("&rowWindow=64k");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select a from t")) {
            for (int read = 1; read <= 1000; read++) {
                result.next();
                long ahead = source.allowed.get() - (long) read * ROW_BYTES;
                assertThat(ahead).isLessThanOrEqualTo(2 * 64 * 1024);
            }
        }
    }

    @Test
    void closingEarlyStopsTheGatewayAndLeavesTheConnectionUsable() throws Exception {
        Source source = new Source(1024 * 1024);
        try (FakeGateway gateway = new FakeGateway(source);
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            ResultSet result = statement.executeQuery("select a from t");
            result.next();
            result.close();

            assertThat(connection.createStatement().executeUpdate("update t set a = 1"))
                    .isZero();
            assertThat(source.closed).isTrue();
            assertThat(source.sent.get()).isLessThan(1024 * 1024);
            assertThatThrownBy(result::next).isInstanceOf(SQLException.class).hasMessageContaining("closed");
        }
    }

    @Test
    void whoReadsOnlyTheFirstRowIsSentNoMoreThanWasAllowedAtFirst() throws Exception {
        Source source = new Source(100_000);
        try (FakeGateway gateway = new FakeGateway(source);
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery("select a from t")) {
                result.next();
            }
            statement.executeUpdate("update t set a = 1");

            assertThat(source.allowed).hasValue(16 * 1024);
            assertThat(source.closed).isTrue();
        }
    }

    @Test
    void whoGoesOnIsAllowedTheWholeWindow() throws Exception {
        Source source = new Source(100_000);
        try (FakeGateway gateway = new FakeGateway(source);
                Connection connection = gateway.connect("&rowWindow=512k");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select a from t")) {
            for (int read = 0; read < 1000; read++) {
                result.next();
            }

            assertThat(source.allowed).hasValueGreaterThanOrEqualTo(512L * 1024);
        }
    }

    @Test
    void executingAgainDropsTheResultBefore() throws Exception {
        Source source = new Source(1024 * 1024);
        try (FakeGateway gateway = new FakeGateway(source);
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            ResultSet result = statement.executeQuery("select a from t");

            statement.executeUpdate("update t set a = 1");

            assertThat(result.isClosed()).isTrue();
            assertThat(source.closed).isTrue();
        }
    }

    @Test
    void scrollableResultBeyondTheBoundIsRefusedWithTheOptionThatRaisesIt() throws Exception {
        Source source = new Source(1024 * 1024);
        try (FakeGateway gateway = new FakeGateway(source);
                Connection connection = gateway.connect("&maxBuffered=1m");
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {

            assertThatThrownBy(() -> statement.executeQuery("select a from t"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("maxBuffered");

            assertThat(source.sent.get()).isLessThan(1024 * 1024);
        }
    }

    @Test
    void scrollableResultMovesBothWays() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(
                        columns(text("a")), rows(row(cell("1")), row(cell("2")), row(cell("3"))), rowsEnd(), end());
                Connection connection = gateway.connect();
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet result = statement.executeQuery("select a from t")) {
            assertThat(result.last()).isTrue();
            assertThat(result.getRow()).isEqualTo(3);
            assertThat(result.previous()).isTrue();
            assertThat(result.getString(1)).isEqualTo("2");
            assertThat(result.absolute(-3)).isTrue();
            assertThat(result.getString(1)).isEqualTo("1");
            assertThat(result.relative(-5)).isFalse();
            assertThat(result.isBeforeFirst()).isTrue();
            result.afterLast();
            assertThat(result.isAfterLast()).isTrue();
            assertThat(result.next()).isFalse();
        }
    }

    @Test
    void resultReadOverACommitIsKeptInMemory() throws Exception {
        Source source = new Source(2048);
        try (FakeGateway gateway = new FakeGateway(source);
                Connection connection = gateway.connect("&rowWindow=64k")) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("select a from t")) {
                result.next();
                connection.commit();
                gateway.vanish(); // from here on nothing can come from the gateway
                int count = 1;
                while (result.next()) {
                    count++;
                }

                assertThat(count).isEqualTo(2048);
            }
        }
    }

    @Test
    void failureHalfWayIsThrownAgainAndNeverLooksLikeTheEnd() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(
                        columns(text("a")),
                        rows(row(cell("1"))),
                        FakeGateway.targetFailure("SQLDataException", "22012", 0, "division by zero"));
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select a from t")) {
            assertThat(result.next()).isTrue();
            assertThatThrownBy(result::next).isInstanceOf(java.sql.SQLDataException.class);
            assertThatThrownBy(result::next).isInstanceOf(java.sql.SQLDataException.class);
        }
    }

    @Test
    void gatewayThatVanishesHalfWayIsAnErrorAndNotAnEnd() throws Exception {
        Source source = new Source(1024 * 1024);
        try (FakeGateway gateway = new FakeGateway(source);
                Connection connection = gateway.connect("&rowWindow=64k");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select a from t")) {
            result.next();
            gateway.vanish();

            assertThatThrownBy(() -> {
                        while (result.next()) {
                            result.getString(1);
                        }
                    })
                    .isInstanceOf(SQLException.class);
            assertThat(connection.isClosed()).isTrue();
            assertThat(connection.isValid(1)).isFalse();
        }
    }

    @Test
    void keptResultIsReadBesideTheNextUntilAllAreClosed() throws Exception {
        try (FakeGateway gateway = FakeGateway.answering(
                        columns(number("a")),
                        rows(row(cell(1)), row(cell(2))),
                        rowsEnd(),
                        columns(number("b")),
                        rows(row(cell(3))),
                        rowsEnd(),
                        columns(number("c")),
                        rows(row(cell(4))),
                        rowsEnd(),
                        end());
                Connection connection = gateway.connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("call three()")).isTrue();
            ResultSet first = statement.getResultSet();
            assertThat(first.next()).isTrue();

            assertThat(statement.getMoreResults(Statement.KEEP_CURRENT_RESULT)).isTrue();
            ResultSet second = statement.getResultSet();
            assertThat(second.next()).isTrue();
            assertThat(second.getInt("b")).isEqualTo(3);
            assertThat(first.getInt(1)).isEqualTo(1);
            assertThat(first.next()).isTrue();
            assertThat(first.getInt(1)).isEqualTo(2);
            assertThat(first.next()).isFalse();

            assertThat(statement.getMoreResults(Statement.CLOSE_ALL_RESULTS)).isTrue();
            assertThat(first.isClosed()).isTrue();
            assertThat(second.isClosed()).isTrue();
            assertThat(statement.getResultSet().next()).isTrue();
            assertThat(statement.getMoreResults(Statement.KEEP_CURRENT_RESULT)).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }
}
