package dev.hoop.gateway.server.connectors.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.server.fixture.SshHost;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One client connects to many hosts, and each may show its key before whoever connects has seen the connection. */
final class KnownHostIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    private final SshClient client = SshClient.setUpDefaultClient();
    private SshHost one;
    private SshHost other;

    @BeforeEach
    void start() {
        one = SshHost.in(home);
        other = SshHost.in(home);
        client.setServerKeyVerifier(new KnownHost());
        client.start();
    }

    @AfterEach
    void stop() {
        client.stop();
        one.close();
        other.close();
    }

    @Test
    void hostIsKnownThoughItShowsItsKeyBeforeAnythingElseIsDone() throws Exception {
        try (ClientSession session = connect(one, KnownHost.meant(settings(one.key())))) {
            assertThat(session.waitFor(EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED), SOON))
                    .as("keys were exchanged while nobody did anything")
                    .contains(ClientSessionEvent.WAIT_AUTH)
                    .doesNotContain(ClientSessionEvent.CLOSED);

            session.addPasswordIdentity(SshHost.PASSWORD);
            assertThatCode(() -> session.auth().verify(SOON)).doesNotThrowAnyException();
        }
    }

    @Test
    void keyOfAnotherHostThatTheSameClientKnowsIsRefused() throws Exception {
        try (ClientSession known = connect(other, KnownHost.meant(settings(other.key())))) {
            refused(connect(one, KnownHost.meant(settings(other.key()))));
            assertThat(known.isOpen()).isTrue();
        }
    }

    @Test
    void connectionThatNamesNoHostIsRefused() throws Exception {
        refused(client.connect(SshHost.USER, "127.0.0.1", one.port())
                .verify(SOON)
                .getSession());
        refused(connect(one, AttributeRepository.ofAttributesMap(Map.of())));
    }

    private static void refused(ClientSession session) throws IOException {
        try (session) {
            session.addPasswordIdentity(SshHost.PASSWORD);
            assertThatThrownBy(() -> session.auth().verify(SOON)).isInstanceOf(SshException.class);
        }
    }

    private ClientSession connect(SshHost host, AttributeRepository context) throws IOException {
        return client.connect(SshHost.USER, "127.0.0.1", host.port(), context)
                .verify(SOON)
                .getSession();
    }

    private static SshSettings settings(String key) throws Exception {
        PublicKey known = PublicKeyEntry.parsePublicKeyEntry(key)
                .resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING);
        return new SshSettings("127.0.0.1", 0, SshHost.USER, List.of(known), List.of());
    }
}
