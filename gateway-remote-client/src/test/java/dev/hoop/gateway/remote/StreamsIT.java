package dev.hoop.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.api.wire.RowsKind;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.TargetFacts;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamsIT {
    static final ApprovalRequest REQUEST = new ApprovalRequest(
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

    private static final ServerMessage.End DONE = new ServerMessage.End(Effect.APPLIED, 0, List.of());

    @Test
    void cancelFromAnotherThreadReachesTheRequestThatWaits() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int stream = gate.read().stream();
                    started.countDown();
                    Envelope<ClientMessage> next = gate.read();
                    assertThat(next).isEqualTo(new Envelope<>(stream, new ClientMessage.Cancel()));
                    gate.send(stream, ConnectIT.failure(ErrorCode.CANCELLED));
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            RemoteStream stream = connection.start(execute(1000));
            Thread canceller = new Thread(() -> {
                Until.holds(() -> started.getCount() == 0);
                stream.cancel();
            });
            canceller.start();

            assertThatThrownBy(stream::next)
                    .isInstanceOfSatisfying(
                            RequestFailedException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            canceller.join();
            stream.cancel(); // too late, and harmless
            assertThat(connection.isClosed()).isFalse();
            assertThat(gateway.errors()).isEmpty();
        }
    }

    @Test
    void columnsComeWholeWhateverTheGatewaySaysOfThem() throws Exception {
        ServerMessage.Columns told = new ServerMessage.Columns(RowsKind.RESULT, List.of());
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int one = gate.read().stream();
                    gate.send(one, told);
                    gate.send(one, DONE);
                    int two = gate.read().stream();
                    gate.send(two, new ServerMessage.ColumnsAgain(0));
                    gate.send(two, new ServerMessage.ColumnsAgain(1));
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            RemoteStream one = connection.start(execute(10));
            assertThat(one.next()).isEqualTo(told);
            assertThat(one.next()).isEqualTo(DONE);
            RemoteStream two = connection.start(execute(10));

            assertThat(two.next()).isEqualTo(told);
            assertThatThrownBy(two::next)
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("broke the protocol");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void openStreamsArePausedByTheirOwnCreditAlone() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int one = gate.read().stream();
                    int two = gate.read().stream();
                    gate.send(one, new ServerMessage.Rows(1, new byte[1000]));
                    gate.send(two, new ServerMessage.Rows(1, new byte[10]));
                    gate.send(two, DONE);
                    Envelope<ClientMessage> credit = gate.read();
                    heard.add(credit.toString());
                    gate.send(one, new ServerMessage.Rows(2, new byte[10]));
                    gate.send(one, DONE);
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            RemoteStream one = connection.start(execute(10));
            RemoteStream two = connection.start(execute(10));

            assertThat(two.next()).isInstanceOf(ServerMessage.Rows.class);
            assertThat(two.next()).isEqualTo(DONE);
            assertThat(one.next()).isInstanceOf(ServerMessage.Rows.class);
            one.credit(1000);
            assertThat(one.next()).isInstanceOf(ServerMessage.Rows.class);
            assertThat(one.next()).isEqualTo(DONE);
            one.credit(10);

            assertThat(heard).containsExactly(new Envelope<>(1, new ClientMessage.Credit(1000)).toString());
        }
    }

    @Test
    void piecesMayOverdrawTheCreditToABoundAndNoFurther() throws Exception {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int stream = gate.read().stream();
                    gate.send(stream, new ServerMessage.Rows(1, new byte[10]));
                    for (int sent = 0; sent <= 2 * Pieces.AHEAD; sent += Pieces.SIZE) {
                        gate.send(stream, new ServerMessage.Piece(0, false, ByteBuffer.allocate(Pieces.SIZE)));
                    }
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            RemoteStream stream = connection.start(execute(10));

            assertThat(stream.next()).isInstanceOf(ServerMessage.Rows.class);
            for (int taken = 0; taken < Pieces.AHEAD; taken += Pieces.SIZE) {
                assertThat(stream.next()).isInstanceOf(ServerMessage.Piece.class);
            }
            assertThatThrownBy(stream::next).hasMessageContaining("without credit");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void rowsOfMetadataReturnTheirCreditByThemselves() throws Exception {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int stream = gate.read().stream();
                    long credit = 256 * 1024;
                    for (int i = 0; i < 50; i++) {
                        while (credit <= 0) {
                            credit += gate.expect(ClientMessage.Credit.class).bytes();
                        }
                        gate.send(stream, new ServerMessage.Rows(1, new byte[60_000]));
                        credit -= 60_000;
                    }
                    gate.send(stream, DONE);
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            RemoteStream stream = connection.start(new ClientMessage.Metadata("getTables", List.of()));

            int rows = 0;
            while (!stream.isDone()) {
                rows += stream.next() instanceof ServerMessage.Rows ? 1 : 0;
            }

            assertThat(rows).isEqualTo(50);
        }
    }

    @Test
    void manyThreadsShareAConnectionAndEachGetsItsOwnAnswers() throws Exception {
        int threads = 8;
        int requests = 60;
        try (FakeGateway gateway = FakeGateway.plain(gate -> answerInAnyOrder(gate, new Random(7)));
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                List<Callable<Integer>> tasks = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    int base = i * requests;
                    tasks.add(() -> ask(connection, base, requests));
                }
                for (Future<Integer> right : pool.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                    assertThat(right.get()).isEqualTo(requests);
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }

    /** Lets some requests gather and answers them shuffled; each text is the count it is answered with. */
    private static void answerInAnyOrder(FakeGateway.Conversation gate, Random random) throws IOException {
        gate.socket().setSoTimeout(5);
        List<Envelope<ClientMessage>> due = new ArrayList<>();
        boolean open = true;
        while (open) {
            try {
                Optional<Envelope<ClientMessage>> next = gate.next();
                next.ifPresent(due::add);
                open = next.isPresent();
            } catch (SocketTimeoutException e) {
                Collections.shuffle(due, random);
                for (Envelope<ClientMessage> request : due) {
                    if (request.message() instanceof ClientMessage.Execute execute) {
                        gate.send(request.stream(), new ServerMessage.Count(Long.parseLong(execute.text())));
                        gate.send(request.stream(), DONE);
                    }
                }
                due.clear();
            }
        }
    }

    private static int ask(RemoteConnection connection, int base, int requests) {
        int right = 0;
        for (int i = base; i < base + requests; i++) {
            RemoteStream stream = connection.start(execute(Integer.toString(i), 1000));
            right += stream.next().equals(new ServerMessage.Count(i)) ? 1 : 0;
            assertThat(stream.next()).isEqualTo(DONE);
        }
        return right;
    }

    @Test
    void listenerIsToldAndTheMessagesAreSeenAsWell() throws Exception {
        List<Object> told = new ArrayList<>();
        ApprovalListener listener = new ApprovalListener() {
            @Override
            public void pending(ApprovalRequest request) {
                told.add(request);
            }

            @Override
            public void decided(ApprovalDecision decision) {
                told.add(decision);
            }
        };
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int stream = gate.read().stream();
                    gate.send(stream, new ServerMessage.Pending(REQUEST));
                    gate.send(stream, new ServerMessage.Decided("r-1", ApprovalRequest.State.APPROVED, "ann", "fine"));
                    gate.send(stream, DONE);
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            RemoteStream stream = connection.start(execute(1000), listener);

            assertThat(stream.next()).isEqualTo(new ServerMessage.Pending(REQUEST));
            assertThat(stream.next()).isInstanceOf(ServerMessage.Decided.class);
            assertThat(stream.next()).isEqualTo(DONE);
            assertThat(told)
                    .containsExactly(
                            REQUEST, new ApprovalDecision("r-1", ApprovalRequest.State.APPROVED, "ann", "fine"));
        }
    }

    @Test
    void listenerThatThrowsWithdrawsTheRequest() throws Exception {
        List<ClientMessage> heard = new CopyOnWriteArrayList<>();
        ApprovalListener broken = new ApprovalListener() {
            @Override
            public void pending(ApprovalRequest request) {
                throw new IllegalStateException("chat is down");
            }

            @Override
            public void decided(ApprovalDecision decision) {}
        };
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int stream = gate.read().stream();
                    gate.send(stream, new ServerMessage.Pending(REQUEST));
                    heard.add(gate.read().message());
                    gate.send(stream, ConnectIT.failure(ErrorCode.CANCELLED));
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            RemoteStream stream = connection.start(execute(1000), broken);

            assertThatThrownBy(stream::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("chat is down");

            assertThat(heard).containsExactly(new ClientMessage.Cancel());
            assertThat(stream.isDone()).isTrue();
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void closedStreamIsWaivedAndDrainedToItsEnd() throws Exception {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int stream = gate.read().stream();
                    gate.send(stream, new ServerMessage.Rows(1, new byte[10]));
                    gate.send(stream, new ServerMessage.Rows(1, new byte[10]));
                    assertThat(gate.read())
                            .isEqualTo(new Envelope<>(stream, (ClientMessage) new ClientMessage.CloseCursor()));
                    gate.send(stream, DONE);
                    gate.send(gate.read().stream(), DONE);
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            RemoteStream stream = connection.start(execute(1000));
            stream.next();
            stream.close();

            assertThat(stream.isDone()).isTrue();
            assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class);
            assertThat(connection.start(execute(1000)).next()).isEqualTo(DONE);
            assertThat(gateway.errors()).isEmpty();
        }
    }

    @Test
    void requestTheGatewayWouldNotTakeIsRefusedHereAndTheConnectionStaysUsable() throws Exception {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    gate.send(gate.read().stream(), DONE);
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            String large = "x".repeat(65 * 1024 * 1024);
            assertThatThrownBy(() -> connection.start(execute(large, 10)))
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
            assertThatThrownBy(() -> connection.start(execute("\ud800", 10)))
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));

            assertThat(connection.start(execute(10)).next()).isEqualTo(DONE);
        }
    }

    @Test
    void openTellsOfTheSessionOrWhyThereIsNone() throws Exception {
        ServerMessage.OpenOk ok = new ServerMessage.OpenOk("s-1", List.of(), TargetFacts.of(Map.of("getURL", "x")));
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    gate.send(gate.read().stream(), ConnectIT.failure(ErrorCode.TARGET_UNKNOWN));
                    gate.send(gate.read().stream(), ok);
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            ClientMessage.Open open = new ClientMessage.Open("orders", "", "UTC", ApprovalMode.WAIT, 0, List.of());

            assertThatThrownBy(() -> connection.open(open))
                    .isInstanceOfSatisfying(
                            RequestFailedException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_UNKNOWN));
            assertThat(connection.open(open)).isEqualTo(ok);
        }
    }

    @Test
    void pingTellsWhetherGatewayAndTargetLive() throws Exception {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    gate.send(gate.read().stream(), new ServerMessage.Pong(0));
                    Envelope<ClientMessage> ping = gate.read();
                    assertThat(((ClientMessage.Ping) ping.message()).target()).isTrue();
                    gate.send(ping.stream(), ConnectIT.failure(ErrorCode.TARGET_UNAVAILABLE));
                    int late = gate.read().stream();
                    int next = gate.read().stream();
                    gate.send(late, new ServerMessage.Pong(0));
                    gate.send(0, new ServerMessage.GoAway(1504, "maintenance", 1000));
                    gate.send(next, DONE);
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            assertThat(connection.ping(Duration.ofSeconds(20))).isTrue();
            assertThat(connection.pingTarget(Duration.ofSeconds(20))).isFalse();
            assertThat(connection.ping(Duration.ofMillis(20))).isFalse();
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.start(execute(10)).next()).isEqualTo(DONE);
            assertThat(connection.goAway()).isPresent();
            assertThat(connection.ping(Duration.ofSeconds(20))).isFalse();
            assertThat(gateway.errors()).isEmpty();
        }
    }

    @Test
    void closeSaysGoodByeAndAbortFreesWhoWaits() throws Exception {
        List<ClientMessage> heard = new CopyOnWriteArrayList<>();
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
            for (var next = gate.next(); next.isPresent(); next = gate.next()) {
                heard.add(next.get().message());
            }
        })) {
            RemoteConnection closed = RemoteConnection.connect(RemoteConnectionIT.options(gateway));
            closed.close();
            closed.close();
            assertThat(closed.isClosed()).isTrue();
            assertThat(closed.ping(Duration.ofSeconds(1))).isFalse();
            assertThat(Until.holds(() -> heard.equals(List.of(new ClientMessage.Close()))))
                    .isTrue();

            RemoteConnection aborted = RemoteConnection.connect(RemoteConnectionIT.options(gateway));
            RemoteStream stream = aborted.start(execute(10));
            Thread other = new Thread(() -> {
                Until.holds(() -> heard.size() == 2);
                aborted.abort();
            });
            other.start();
            assertThatThrownBy(stream::next)
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("aborted");
            other.join();
        }
    }

    @Test
    void abortFreesAWriterWhosePeerTakesNoBytes() throws Exception {
        try (FakeGateway gateway =
                FakeGateway.plain(gate -> Until.holds(() -> gate.socket().isClosed()))) {
            RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway));
            Thread aborter = new Thread(() -> {
                Until.holds(() -> stacks().contains("flush"));
                connection.abort();
            });
            aborter.start();

            assertThatThrownBy(() -> connection.start(execute("x".repeat(60 * 1024 * 1024), 10)))
                    .isInstanceOf(ConnectionLostException.class);
            aborter.join();
        }
    }

    private static String stacks() {
        StringBuilder stacks = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            for (StackTraceElement frame : frames) {
                stacks.append(frame.getMethodName()).append(' ');
            }
        });
        return stacks.toString();
    }

    static ClientMessage.Execute execute(int credit) {
        return execute("SELECT 1", credit);
    }

    private static ClientMessage.Execute execute(String text, int credit) {
        return new ClientMessage.Execute(
                0,
                text,
                ExecuteKind.ANY,
                List.of(),
                List.of(),
                KeyRequest.NONE,
                0,
                0,
                0,
                0,
                credit,
                false,
                List.of(),
                List.of(),
                "");
    }
}
