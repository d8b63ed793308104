package dev.hoop.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.GatewayTimeoutException;
import dev.hoop.gateway.remote.failure.GatewayUnreachableException;
import dev.hoop.gateway.remote.failure.InvalidOptionException;
import dev.hoop.gateway.remote.failure.LoginRefusedException;
import dev.hoop.gateway.remote.failure.NotAGatewayException;
import dev.hoop.gateway.remote.failure.TokenSourceException;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ConnectIT {
    @Test
    void firstAddressThatAcceptsIsUsed() throws IOException {
        try (FakeGateway gateway = FakeGateway.plain(FakeGateway.Conversation::drain);
                FakeGateway spare = FakeGateway.plain(FakeGateway.Conversation::drain);
                RemoteConnection connection = connect(deadAddress(), gateway.address(), spare.address())) {
            assertThat(connection.address()).isEqualTo(gateway.address());
            assertThat(spare.accepted()).isZero();
        }
    }

    @Test
    void randomOrderUsesEveryAddressInTheEnd() throws IOException {
        try (FakeGateway one = FakeGateway.plain(FakeGateway.Conversation::drain);
                FakeGateway two = FakeGateway.plain(FakeGateway.Conversation::drain)) {
            RemoteOptions options = RemoteConnectionIT.builder(one)
                    .addresses(List.of(one.address(), two.address()))
                    .addressOrder(RemoteOptions.AddressOrder.RANDOM)
                    .build();

            for (int i = 0; i < 200 && (one.accepted() == 0 || two.accepted() == 0); i++) {
                RemoteConnection.connect(options).close();
            }

            assertThat(one.accepted()).isPositive();
            assertThat(two.accepted()).isPositive();
        }
    }

    @Test
    void everyAddressIsNamedWhenNoneAccepts() throws IOException {
        GatewayAddress one = deadAddress();
        GatewayAddress two = deadAddress();

        assertThatThrownBy(() -> connect(one, two))
                .isInstanceOf(GatewayUnreachableException.class)
                .hasMessageContaining(one.toString())
                .hasMessageContaining(two.toString())
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThatThrownBy(() -> connect(one))
                .isInstanceOf(GatewayUnreachableException.class)
                .hasMessageContaining("check that the gateway runs");
    }

    @Test
    void hostNameThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> connect(new GatewayAddress("no-such-host.invalid", 7443)))
                .isInstanceOf(GatewayUnreachableException.class)
                .hasMessageContaining("no-such-host.invalid")
                .hasMessageContaining("unknown");
    }

    @Test
    void refusalOfTheCallerIsNotTriedElsewhere() throws IOException {
        try (FakeGateway refusing = refusing(ErrorCode.LOGIN_FAILED);
                FakeGateway spare = FakeGateway.plain(FakeGateway.Conversation::drain)) {
            assertThatThrownBy(() -> connect(refusing.address(), spare.address()))
                    .isInstanceOfSatisfying(LoginRefusedException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.LOGIN_FAILED);
                        assertThat(e.failure().sqlState()).isEqualTo("28000");
                    });
            assertThat(spare.accepted()).isZero();
        }
    }

    @Test
    void gatewayThatIsOverloadedIsPassedOver() throws IOException {
        try (FakeGateway overloaded = refusing(ErrorCode.OVERLOADED);
                FakeGateway spare = FakeGateway.plain(FakeGateway.Conversation::drain);
                RemoteConnection connection = connect(overloaded.address(), spare.address())) {
            assertThat(connection.address()).isEqualTo(spare.address());
        }
    }

    @Test
    void serverThatAnswersHttpIsNotTakenForAGateway() throws IOException {
        try (FakeGateway http = FakeGateway.raw(gate -> {
            gate.socket()
                    .getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            gate.socket().getInputStream().readAllBytes();
        })) {
            assertThatThrownBy(() -> connect(http.address()))
                    .isInstanceOf(NotAGatewayException.class)
                    .hasMessageContaining(http.address().toString());
        }
    }

    @Test
    void gatewayOfAnotherVersionIsNamedAsSuch() throws IOException {
        try (FakeGateway newer = FakeGateway.raw(gate -> {
            gate.expect(ClientMessage.Hello.class);
            gate.send(0, new ServerMessage.HelloOk(2, List.of(), 65_536, 65_536, "newer"));
            gate.drain();
        })) {
            assertThatThrownBy(() -> connect(newer.address()))
                    .isInstanceOf(NotAGatewayException.class)
                    .hasMessageContaining("version 2");
        }
    }

    @Test
    void gatewayWithImpossibleLimitsNeverSeesTheToken() throws IOException {
        try (FakeGateway odd = FakeGateway.raw(gate -> {
            gate.expect(ClientMessage.Hello.class);
            gate.send(0, new ServerMessage.HelloOk(1, List.of(), -1, Integer.MAX_VALUE, "odd"));
            assertThat(gate.next()).isEmpty();
        })) {
            assertThatThrownBy(() -> connect(odd.address())).isInstanceOf(NotAGatewayException.class);
            assertThat(Until.holds(() -> odd.greeted() == 0)).isTrue();
            assertThat(odd.errors()).isEmpty();
        }
    }

    @Test
    void peerThatClosesAtOnceIsUnreachable() throws IOException {
        try (FakeGateway closing = FakeGateway.raw(gate -> gate.expect(ClientMessage.Hello.class))) {
            assertThatThrownBy(() -> connect(closing.address()))
                    .isInstanceOf(GatewayUnreachableException.class)
                    .hasMessageContaining("before the login was done");
        }
    }

    @Test
    void peerThatDribblesItsGreetingIsGivenUpAtTheLoginTimeout() throws IOException {
        try (FakeGateway slow = FakeGateway.raw(gate -> {
            gate.expect(ClientMessage.Hello.class);
            while (true) {
                gate.socket().getOutputStream().write(0);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        })) {
            RemoteOptions options = RemoteConnectionIT.builder(slow)
                    .loginTimeout(Duration.ofMillis(500))
                    .build();
            assertThatThrownBy(() -> RemoteConnection.connect(options))
                    .isInstanceOfSatisfying(GatewayTimeoutException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
                        assertThat(e.effect()).isEqualTo(Effect.NOT_SENT);
                    })
                    .hasMessageContaining("login timeout of 500 ms");
        }
    }

    @Test
    void peerThatIsSilentInTheHandshakeIsGivenUpAtTheConnectTimeout() throws IOException {
        try (FakeGateway silent =
                FakeGateway.raw(gate -> gate.socket().getInputStream().readAllBytes())) {
            RemoteOptions options = RemoteConnectionIT.builder(silent)
                    .tls(TlsOptions.jvmTrust())
                    .connectTimeout(Duration.ofMillis(500))
                    .build();
            assertThatThrownBy(() -> RemoteConnection.connect(options))
                    .isInstanceOf(GatewayTimeoutException.class)
                    .hasMessageContaining("TLS handshake")
                    .hasMessageContaining("500 ms");
        }
    }

    @Test
    void providerThatFailsMeansNoConnectionAtAll() throws IOException {
        try (FakeGateway gateway = FakeGateway.plain(FakeGateway.Conversation::drain)) {
            TokenProvider broken = reason -> {
                throw new IllegalStateException("vault sealed");
            };
            RemoteOptions options = RemoteOptions.builder(broken)
                    .addresses(List.of(gateway.address()))
                    .tls(TlsOptions.plain())
                    .build();

            assertThatThrownBy(() -> RemoteConnection.connect(options))
                    .isInstanceOf(TokenSourceException.class)
                    .hasRootCauseMessage("vault sealed");

            assertThat(gateway.accepted()).isZero();
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        TokenProvider token = TokenProvider.value("t");
        assertThatThrownBy(() -> RemoteOptions.builder(token).build()).isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> RemoteOptions.builder(token)
                        .address("localhost", 1)
                        .keepAlive(Duration.ZERO)
                        .build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("keep-alive");
        for (String address : List.of("", "host:", "host:0", "host:65536", "sue:secret@host:1", "::1", "[::1", "a b")) {
            assertThatThrownBy(() -> GatewayAddress.parse(address))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageNotContaining("secret");
        }
        assertThat(GatewayAddress.parse("[::1]:99"))
                .isEqualTo(new GatewayAddress("::1", 99))
                .hasToString("[::1]:99");
        assertThat(GatewayAddress.parse("gw.internal").port()).isEqualTo(GatewayAddress.DEFAULT_PORT);
    }

    private static FakeGateway refusing(ErrorCode code) {
        return FakeGateway.raw(gate -> {
            gate.expect(ClientMessage.Hello.class);
            gate.send(0, new ServerMessage.HelloOk(1, List.of(), 65_536, 65_536, "fake"));
            gate.expect(ClientMessage.Login.class);
            gate.send(0, failure(code));
        });
    }

    static ServerMessage.Failure failure(ErrorCode code) {
        return new ServerMessage.Failure(
                code.number(),
                code.sqlState(),
                0,
                "",
                "refused: " + code,
                Effect.NOT_SENT,
                "",
                "",
                "",
                0,
                Map.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static RemoteConnection connect(GatewayAddress... addresses) throws GatewayException {
        return RemoteConnection.connect(RemoteOptions.builder(TokenProvider.value("secret-token"))
                .addresses(List.of(addresses))
                .tls(TlsOptions.plain())
                .build());
    }

    /** A port that nobody listens on. */
    private static GatewayAddress deadAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new GatewayAddress("localhost", socket.getLocalPort());
        }
    }
}
