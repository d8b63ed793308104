package dev.hoop.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.GatewayTimeoutException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingIT {
    private static final ServerMessage.End DONE = new ServerMessage.End(Effect.APPLIED, 0, List.of());

    @TempDir
    Path folder;

    @Test
    void peerThatStopsAnsweringIsNoticedAfterTwoPings() throws Exception {
        AtomicInteger pings = new AtomicInteger();
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    for (Envelope<ClientMessage> next = gate.read(); ; next = gate.read()) {
                        pings.addAndGet(next.message() instanceof ClientMessage.Ping ? 1 : 0);
                    }
                });
                RemoteConnection connection = quick(gateway.address())) {
            RemoteStream stream = connection.start(RemoteConnectionIT.setAutoCommit());

            assertThatThrownBy(stream::next)
                    .isInstanceOfSatisfying(ConnectionLostException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
                        assertThat(e.effect()).isEqualTo(Effect.SENT_UNKNOWN);
                    })
                    .hasMessageContaining("answered no ping");
            assertThat(pings).hasValue(2);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void peerThatAnswersPingsMayTakeAsLongAsItLikes() throws Exception {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int stream = gate.read().stream();
                    for (int i = 0; i < 5; i++) {
                        gate.send(
                                0,
                                new ServerMessage.Pong(
                                        gate.expect(ClientMessage.Ping.class).nonce()));
                    }
                    gate.send(stream, DONE);
                    gate.drain();
                });
                RemoteConnection connection = quick(gateway.address())) {
            assertThat(connection.start(RemoteConnectionIT.setAutoCommit()).next())
                    .isEqualTo(DONE);
        }
    }

    @Test
    void networkTimeoutEndsTheConnectionWithItsOwnException() throws Exception {
        try (FakeGateway gateway = FakeGateway.plain(FakeGateway.Conversation::drain);
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            connection.networkTimeout(Duration.ofMillis(100));
            RemoteStream stream = connection.start(RemoteConnectionIT.setAutoCommit());

            assertThatThrownBy(stream::next)
                    .isInstanceOf(GatewayTimeoutException.class)
                    .hasMessageContaining("100 ms");
            assertThat(connection.isClosed()).isTrue();
            assertThatThrownBy(() -> connection.start(RemoteConnectionIT.setAutoCommit()))
                    .isInstanceOfSatisfying(
                            ConnectionLostException.class,
                            e -> assertThat(e.effect()).isEqualTo(Effect.NOT_SENT));
        }
    }

    @Test
    void networkTimeoutDoesNotRunWhilePeopleDecide() throws Exception {
        CountDownLatch decided = new CountDownLatch(1);
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int stream = gate.read().stream();
                    gate.send(stream, new ServerMessage.Pending(StreamsIT.REQUEST));
                    await(decided);
                    gate.send(stream, DONE);
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            connection.networkTimeout(Duration.ofSeconds(5));
            RemoteStream stream = connection.start(RemoteConnectionIT.setAutoCommit());
            assertThat(stream.next()).isInstanceOf(ServerMessage.Pending.class);
            connection.networkTimeout(Duration.ofMillis(1));
            Thread people = new Thread(() -> {
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                decided.countDown();
            });
            people.start();

            assertThat(stream.next()).isEqualTo(DONE);
            people.join();
        }
    }

    @Test
    void answerThatDribblesInByteByByteOverTlsArrivesWhole() throws Exception {
        byte[] cells = new byte[1500];
        new Random(1).nextBytes(cells);
        AtomicInteger pings = new AtomicInteger();
        Certificates certificates = Certificates.forLocalhost(folder);
        try (FakeGateway gateway = FakeGateway.tls(certificates.server(), "hoop/1", gate -> {
                    int stream = gate.read().stream();
                    gate.send(stream, new ServerMessage.Rows(1, cells));
                    gate.send(stream, new ServerMessage.Rows(2, cells));
                    gate.send(stream, DONE);
                    for (var next = gate.next(); next.isPresent(); next = gate.next()) {
                        pings.addAndGet(next.get().message() instanceof ClientMessage.Ping ? 1 : 0);
                    }
                });
                DribblingProxy proxy = new DribblingProxy(gateway.address(), 150);
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.builder(gateway)
                        .addresses(List.of(proxy.address()))
                        .tls(TlsOptions.caFile(certificates.pem()))
                        .keepAlive(Duration.ofMillis(100))
                        .build())) {
            proxy.dribble(20);
            RemoteStream stream = connection.start(StreamsIT.execute(1_000_000));

            assertThat(((ServerMessage.Rows) stream.next()).cells()).isEqualTo(cells);
            assertThat(((ServerMessage.Rows) stream.next()).cells()).isEqualTo(cells);
            assertThat(stream.next()).isEqualTo(DONE);
            // reads did time out inside the record, again and again
            assertThat(Until.holds(() -> pings.get() >= 5)).isTrue();
        }
    }

    @Test
    void answerThatEndsInTheMiddleIsALoss() throws Exception {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    gate.read();
                    gate.socket().getOutputStream().write(new byte[] {0, 0, 0, 9, (byte) 0x8a});
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            RemoteStream stream = connection.start(RemoteConnectionIT.setAutoCommit());

            assertThatThrownBy(stream::next)
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("inside a message");
        }
    }

    @Test
    void peerThatBreaksTheProtocolIsLeft() throws Exception {
        for (FakeGateway.Script violation : List.<FakeGateway.Script>of(
                gate -> gate.socket()
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                gate -> gate.send(77, DONE),
                gate -> gate.send(0, DONE),
                gate -> gate.send(2, DONE),
                gate -> gate.send(1, new ServerMessage.Rows(1, new byte[] {0})))) {
            try (FakeGateway gateway = FakeGateway.plain(gate -> {
                        gate.read();
                        violation.play(gate);
                        gate.drain();
                    });
                    RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
                RemoteStream stream = connection.start(RemoteConnectionIT.setAutoCommit());

                assertThatThrownBy(stream::next)
                        .isInstanceOfSatisfying(
                                ConnectionLostException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION));
                assertThat(connection.isClosed()).isTrue();
            }
        }
    }

    @Test
    void floodOfMessagesThatNobodyReadsIsEnded() throws Exception {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int unread = gate.read().stream();
                    gate.read();
                    while (true) {
                        gate.send(unread, new ServerMessage.Count(1));
                    }
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            connection.start(RemoteConnectionIT.setAutoCommit());
            RemoteStream stream = connection.start(RemoteConnectionIT.setAutoCommit());

            assertThatThrownBy(stream::next)
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("that nobody waits for");
        }
    }

    @Test
    void lastWordOnTheConnectionIsWhatEveryRequestIsTold() throws Exception {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    gate.read();
                    gate.send(0, ConnectIT.failure(ErrorCode.SESSION_REVOKED));
                });
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            RemoteStream stream = connection.start(RemoteConnectionIT.setAutoCommit());

            assertThatThrownBy(stream::next).isInstanceOfSatisfying(RequestFailedException.class, WaitingIT::revoked);
            assertThatThrownBy(() -> connection.start(RemoteConnectionIT.setAutoCommit()))
                    .isInstanceOfSatisfying(RequestFailedException.class, WaitingIT::revoked);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void lastWordSaidWhileNobodyListenedIsFoundByTheNextRequest() throws Exception {
        try (FakeGateway gateway =
                        FakeGateway.plain(gate -> gate.send(0, ConnectIT.failure(ErrorCode.SESSION_REVOKED)));
                RemoteConnection connection = RemoteConnection.connect(RemoteConnectionIT.options(gateway))) {
            assertThat(Until.holds(() -> gateway.greeted() == 1)).isTrue();

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 3; i++) {
                            connection.start(RemoteConnectionIT.setAutoCommit());
                        }
                        connection.start(RemoteConnectionIT.setAutoCommit()).next();
                    })
                    .isInstanceOfSatisfying(RequestFailedException.class, WaitingIT::revoked);
        }
    }

    private static void revoked(RequestFailedException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.SESSION_REVOKED);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static RemoteConnection quick(GatewayAddress address) {
        return RemoteConnection.connect(
                RemoteOptions.builder(dev.hoop.gateway.remote.token.TokenProvider.value("secret-token"))
                        .addresses(List.of(address))
                        .tls(TlsOptions.plain())
                        .keepAlive(Duration.ofMillis(50))
                        .build());
    }
}
