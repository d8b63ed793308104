package dev.hoop.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.remote.failure.InvalidOptionException;
import dev.hoop.gateway.remote.failure.NotAGatewayException;
import dev.hoop.gateway.remote.failure.PeerUntrustedException;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
    @TempDir
    static Path folder;

    private static Certificates localhost;
    private static Certificates elsewhere;
    private static Certificates expired;

    @BeforeAll
    static void makeCertificates() throws IOException, GeneralSecurityException {
        localhost = Certificates.forLocalhost(folder);
        elsewhere = new Certificates(folder, "dns:elsewhere.example", -1, 30);
        expired = new Certificates(folder, "dns:localhost", -30, 10);
    }

    @Test
    void gatewayIsTrustedByCaFileTrustStoreOrPin() throws Exception {
        for (TlsOptions tls : List.of(
                TlsOptions.caFile(localhost.pem()),
                TlsOptions.trustStore(localhost.keyStore(), Certificates.PASSWORD),
                TlsOptions.pinned(localhost.sha256()),
                TlsOptions.pinned(localhost.sha256().replace(":", "").toLowerCase(java.util.Locale.ROOT)))) {
            try (FakeGateway gateway = FakeGateway.tls(localhost.server(), "hoop/1", FakeGateway.Conversation::drain);
                    RemoteConnection connection = connect(gateway, tls)) {
                assertThat(connection.login().subject()).isEqualTo("sue");
            }
        }
    }

    @Test
    void certificateThatNobodyTrustsEndsTheConversationBeforeItBegins() throws Exception {
        for (TlsOptions tls : List.of(
                TlsOptions.jvmTrust(), TlsOptions.caFile(elsewhere.pem()), TlsOptions.pinned(elsewhere.sha256()))) {
            untrusted(localhost, tls);
        }
    }

    @Test
    void certificateForAnotherHostIsRefused() throws Exception {
        assertThat(untrusted(elsewhere, TlsOptions.caFile(elsewhere.pem()))).hasMessageContaining("localhost");
    }

    @Test
    void pinnedCertificateIsTrustedWhateverItsNames() throws Exception {
        try (FakeGateway gateway = FakeGateway.tls(elsewhere.server(), "hoop/1", FakeGateway.Conversation::drain);
                RemoteConnection connection = connect(gateway, TlsOptions.pinned(elsewhere.sha256()))) {
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void expiredCertificateIsRefusedEvenIfPinned() throws Exception {
        untrusted(expired, TlsOptions.pinned(expired.sha256()));
        untrusted(expired, TlsOptions.caFile(expired.pem()));
    }

    @Test
    void serverOfAnotherProtocolOrAnOlderTlsIsNotTakenForAGateway() throws Exception {
        TlsOptions tls = TlsOptions.caFile(localhost.pem());
        try (FakeGateway http = FakeGateway.tls(localhost.server(), "h2", FakeGateway.Conversation::drain);
                FakeGateway silent = FakeGateway.tls(localhost.server(), "", FakeGateway.Conversation::drain);
                FakeGateway old =
                        FakeGateway.tls(localhost.server(), "TLSv1.2", "hoop/1", FakeGateway.Conversation::drain)) {
            for (FakeGateway peer : List.of(http, silent, old)) {
                assertThatThrownBy(() -> connect(peer, tls))
                        .isInstanceOf(NotAGatewayException.class)
                        .hasMessageContaining("hoop/1")
                        .hasMessageContaining(peer.address().toString());
                assertThat(peer.greeted()).isZero();
            }
        }
    }

    @Test
    void gatewayThatSpeaksPlainIsNamedAsSuch() throws Exception {
        try (FakeGateway plain = FakeGateway.raw(gate -> {
            gate.socket()
                    .getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            gate.socket().getInputStream().readNBytes(64);
        })) {
            assertThatThrownBy(() -> connect(plain, TlsOptions.jvmTrust()))
                    .isInstanceOf(NotAGatewayException.class)
                    .hasMessageContaining("does not speak TLS");
        }
    }

    @Test
    void plainIsRefusedToAnyAddressThatIsNotLoopback() {
        for (String host : List.of("192.0.2.1", "10.0.0.1", "::ffff:192.0.2.1", "2001:db8::1", "0.0.0.0")) {
            RemoteOptions options = RemoteOptions.builder(TokenProvider.value("secret-token"))
                    .address(host, 7443)
                    .tls(TlsOptions.plain())
                    .build();
            assertThatThrownBy(() -> RemoteConnection.connect(options))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("not a loopback address")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void plainIsRefusedWhenOnlyOneOfSeveralAddressesIsNotLoopback() throws IOException {
        try (FakeGateway gateway = FakeGateway.plain(FakeGateway.Conversation::drain)) {
            RemoteOptions options = RemoteConnectionIT.builder(gateway)
                    .addresses(List.of(gateway.address(), new GatewayAddress("192.0.2.1", 7443)))
                    .build();

            assertThatThrownBy(() -> RemoteConnection.connect(options)).isInstanceOf(InvalidOptionException.class);

            assertThat(gateway.accepted()).isZero();
        }
    }

    @Test
    void trustMaterialThatCannotBeUsedIsNamed() throws IOException, GeneralSecurityException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "no certificate at all");
        try (FakeGateway gateway = FakeGateway.tls(localhost.server(), "hoop/1", FakeGateway.Conversation::drain)) {
            for (TlsOptions tls : List.of(
                    TlsOptions.caFile(folder.resolve("missing.pem")),
                    TlsOptions.caFile(empty),
                    TlsOptions.caFile(garbage),
                    TlsOptions.trustStore(garbage, ""),
                    TlsOptions.trustStore(localhost.keyStore(), "wrong-password"))) {
                assertThatThrownBy(() -> connect(gateway, tls))
                        .isInstanceOf(InvalidOptionException.class)
                        .hasMessageContaining(tls.toString())
                        .hasMessageNotContaining("wrong-password");
            }
        }
        assertThatThrownBy(() -> TlsOptions.pinned("abc")).isInstanceOf(InvalidOptionException.class);
    }

    private static GatewayException untrusted(Certificates served, TlsOptions tls) throws Exception {
        try (FakeGateway gateway = FakeGateway.tls(served.server(), "hoop/1", FakeGateway.Conversation::drain)) {
            Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> connect(gateway, tls));

            assertThat(thrown)
                    .isInstanceOf(PeerUntrustedException.class)
                    .hasMessageContaining(gateway.address().toString());
            assertThat(gateway.greeted()).isZero();
            GatewayException refused = (GatewayException) thrown;
            assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
            return refused;
        }
    }

    private static RemoteConnection connect(FakeGateway gateway, TlsOptions tls) {
        return RemoteConnection.connect(
                RemoteConnectionIT.builder(gateway).tls(tls).build());
    }
}
