package dev.hoop.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemoteConnectionIT {
    @Test
    void loginTellsWhoTheCallerIs() throws IOException {
        try (FakeGateway gateway = FakeGateway.plain(FakeGateway.Conversation::drain);
                RemoteConnection connection = RemoteConnection.connect(options(gateway))) {
            assertThat(connection.login().subject()).isEqualTo("sue");
            assertThat(connection.hello().version()).isEqualTo(1);
            assertThat(connection.address()).isEqualTo(gateway.address());
        }
    }

    @Test
    void failureCarriesEveryFieldAndLeavesTheConnectionUsable() throws IOException {
        ServerMessage.Failure failure = new ServerMessage.Failure(
                ErrorCode.DENIED_BY_POLICY.number(),
                "42501",
                7,
                "SQLException",
                "rule 'no-drop' denies this",
                Effect.NOT_SENT,
                "no-drop",
                "d-1",
                "r-1",
                0,
                Map.of("line", "3"),
                List.of(1L),
                List.of(),
                List.of());
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    gate.send(gate.read().stream(), failure);
                    gate.send(gate.read().stream(), new ServerMessage.End(Effect.APPLIED, 0, List.of()));
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(options(gateway))) {
            RemoteStream stream = connection.start(setAutoCommit());

            assertThatThrownBy(stream::next).isInstanceOfSatisfying(RequestFailedException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.DENIED_BY_POLICY);
                assertThat(e.failure()).isEqualTo(failure);
            });
            assertThat(stream.isDone()).isTrue();
            assertThat(connection.start(setAutoCommit()).next()).isInstanceOf(ServerMessage.End.class);
        }
    }

    @Test
    void answersFindTheirStreamsInWhateverOrderTheyCome() throws IOException {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    Envelope<ClientMessage> first = gate.read();
                    Envelope<ClientMessage> second = gate.read();
                    gate.send(second.stream(), new ServerMessage.End(Effect.APPLIED, 2, List.of()));
                    gate.send(first.stream(), new ServerMessage.End(Effect.APPLIED, 1, List.of()));
                    gate.drain();
                });
                RemoteConnection connection = RemoteConnection.connect(options(gateway))) {
            RemoteStream first = connection.queueWithNext(setAutoCommit());
            RemoteStream second = connection.start(setAutoCommit());

            assertThat(first.next()).isEqualTo(new ServerMessage.End(Effect.APPLIED, 1, List.of()));
            assertThat(second.next()).isEqualTo(new ServerMessage.End(Effect.APPLIED, 2, List.of()));
        }
    }

    static RemoteOptions options(FakeGateway gateway) {
        return builder(gateway).build();
    }

    static RemoteOptions.Builder builder(FakeGateway gateway) {
        return RemoteOptions.builder(TokenProvider.value("secret-token"))
                .addresses(List.of(gateway.address()))
                .tls(TlsOptions.plain());
    }

    static ClientMessage setAutoCommit() {
        return new ClientMessage.SetState(List.of(new StateSetting(SessionSetting.AUTO_COMMIT, "false")));
    }
}
