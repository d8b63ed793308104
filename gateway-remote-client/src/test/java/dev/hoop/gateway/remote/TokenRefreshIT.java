package dev.hoop.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.TokenSourceException;
import dev.hoop.gateway.remote.token.Token;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenRefreshIT {
    private static final ServerMessage.End DONE = new ServerMessage.End(Effect.APPLIED, 0, List.of());
    private static final long FAR = 4_000_000_000_000L;

    private final List<TokenProvider.Reason> reasons = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();

    private Token next(TokenProvider.Reason reason) {
        reasons.add(reason);
        return new Token("token-" + number.incrementAndGet());
    }

    @Test
    void tokenIsReplacedWhileTheAnswerIsAwaited() throws IOException {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int waiting = gate.read().stream();
                    gate.send(0, new ServerMessage.TokenExpiring(60_000));
                    Envelope<ClientMessage> refresh = gate.read();
                    assertThat(refresh.message()).isEqualTo(new ClientMessage.Refresh("token-2"));
                    gate.send(refresh.stream(), new ServerMessage.LoginOk("sue", List.of(), FAR, "node-1"));
                    gate.send(waiting, DONE);
                    gate.send(gate.read().stream(), DONE);
                    gate.drain();
                });
                RemoteConnection connection = connect(gateway, this::next)) {
            assertThat(connection.start(RemoteConnectionIT.setAutoCommit()).next())
                    .isEqualTo(DONE);
            assertThat(connection.start(RemoteConnectionIT.setAutoCommit()).next())
                    .isEqualTo(DONE);

            assertThat(reasons).containsExactly(TokenProvider.Reason.CONNECT, TokenProvider.Reason.EXPIRING);
            assertThat(gateway.errors()).isEmpty();
        }
    }

    @Test
    void tokenThatExpiredWhileNobodyReadIsReplacedBeforeTheNextRequest() throws IOException {
        try (FakeGateway gateway = FakeGateway.raw(gate -> {
                    gate.greet(1);
                    Envelope<ClientMessage> refresh = gate.read();
                    assertThat(refresh.message()).isEqualTo(new ClientMessage.Refresh("token-2"));
                    gate.send(refresh.stream(), new ServerMessage.LoginOk("sue", List.of(), FAR, "node-1"));
                    gate.send(gate.read().stream(), DONE);
                    gate.send(gate.read().stream(), DONE);
                    gate.drain();
                });
                RemoteConnection connection = connect(gateway, this::next)) {
            assertThat(connection.start(RemoteConnectionIT.setAutoCommit()).next())
                    .isEqualTo(DONE);
            assertThat(connection.start(RemoteConnectionIT.setAutoCommit()).next())
                    .isEqualTo(DONE);

            assertThat(reasons).hasSize(2);
            assertThat(gateway.errors()).isEmpty();
        }
    }

    @Test
    void tokenThatIsStillTheSameIsNotSentAgain() throws IOException {
        try (FakeGateway gateway = FakeGateway.raw(gate -> {
                    gate.greet(1);
                    Envelope<ClientMessage> request = gate.read();
                    assertThat(request.message()).isInstanceOf(ClientMessage.SetState.class);
                    gate.send(request.stream(), DONE);
                    gate.drain();
                });
                RemoteConnection connection = connect(gateway, TokenProvider.value("fixed"))) {
            assertThat(connection.start(RemoteConnectionIT.setAutoCommit()).next())
                    .isEqualTo(DONE);
            assertThat(gateway.errors()).isEmpty();
        }
    }

    @Test
    void providerThatFailsDoesNotHarmWhatRuns() throws IOException {
        TokenProvider failing = reason -> {
            if (reason == TokenProvider.Reason.EXPIRING) {
                throw new IllegalStateException("vault sealed");
            }
            return new Token("first");
        };
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int waiting = gate.read().stream();
                    gate.send(0, new ServerMessage.TokenExpiring(60_000));
                    gate.send(waiting, DONE);
                    gate.drain();
                });
                RemoteConnection connection = connect(gateway, failing)) {
            RemoteStream stream = connection.start(RemoteConnectionIT.setAutoCommit());
            assertThat(stream.next()).isEqualTo(DONE);
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void requestWithAnExpiredTokenFailsForTheReasonThatThereIsNoNewOne() throws IOException {
        TokenProvider failing = reason -> {
            if (reason == TokenProvider.Reason.EXPIRING) {
                throw new TokenSourceException("vault sealed", null);
            }
            return new Token("first");
        };
        try (FakeGateway gateway = FakeGateway.raw(gate -> {
                    gate.greet(1);
                    gate.drain();
                });
                RemoteConnection connection = connect(gateway, failing)) {
            assertThatThrownBy(() -> connection.start(RemoteConnectionIT.setAutoCommit()))
                    .isInstanceOf(TokenSourceException.class)
                    .hasMessage("vault sealed");
        }
    }

    @Test
    void refusedRefreshLeavesTheConnectionAsItIs() throws IOException {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    int waiting = gate.read().stream();
                    gate.send(0, new ServerMessage.TokenExpiring(60_000));
                    gate.send(gate.read().stream(), ConnectIT.failure(ErrorCode.LOGIN_FAILED));
                    gate.send(waiting, DONE);
                    gate.drain();
                });
                RemoteConnection connection = connect(gateway, this::next)) {
            assertThat(connection.start(RemoteConnectionIT.setAutoCommit()).next())
                    .isEqualTo(DONE);
            assertThat(connection.isClosed()).isFalse();
        }
    }

    private static RemoteConnection connect(FakeGateway gateway, TokenProvider provider) {
        return RemoteConnection.connect(RemoteOptions.builder(provider)
                .addresses(List.of(gateway.address()))
                .tls(TlsOptions.plain())
                .build());
    }
}
