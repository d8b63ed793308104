package dev.hoop.gateway.server.connectors.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.targets.HostConnector;
import dev.hoop.gateway.server.ports.targets.HostLink;
import dev.hoop.gateway.server.ports.targets.Target;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.SessionHeartbeatController;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * Reaches hosts over SSH. One connection per session, made when its first command runs; what comes from the host waits there until it is
 * read. Thread-safe.
 */
public final class SshConnector implements HostConnector {
    private static final long WINDOW = 1024 * 1024;
    private static final int READ_BUFFER = 128 * 1024;
    private static final Duration ALIVE_EVERY = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ZERO;
    private static final Duration DAY = Duration.ofDays(1);

    private final HostCredentials credentials;

    /** Has threads of its own, so it is made when the first host is wanted. */
    private @Nullable SshClient client;

    private boolean closed;

    /**
     * A connector.
     *
     * @param authority the key that certifies each session towards targets without a credential of their own; asked for when it is wanted
     */
    public SshConnector(Credentials credentials, Supplier<KeyPair> authority, Clock clock) {
        this.credentials = new HostCredentials(credentials, authority, clock);
    }

    private synchronized SshClient started() {
        if (closed) {
            throw new GatewayException(ErrorCode.SHUTTING_DOWN, "the gateway is stopping");
        }
        SshClient known = client;
        if (known == null) {
            known = client();
            known.start();
            client = known;
        }
        return known;
    }

    private static SshClient client() {
        SshClient client = SshClient.setUpDefaultClient();
        // Nothing of the account that the gateway runs under: no keys, no configuration, no known hosts.
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier(new KnownHost());
        client.setAgentFactory(null);
        client.setUserAuthFactories(List.of(
                UserAuthPublicKeyFactory.INSTANCE,
                UserAuthPasswordFactory.INSTANCE,
                UserAuthKeyboardInteractiveFactory.INSTANCE));
        // As safe from quantum computers as sntrup761, which would come first, and a hundredth of its work in Java.
        client.setKeyExchangeFactories(client.getKeyExchangeFactories().stream()
                .sorted(Comparator.comparing(
                        each -> !each.getName().equals(BuiltinDHFactories.Constants.MLKEM768_25519_SHA256)))
                .toList());
        client.setCipherFactoriesNames(
                BuiltinCiphers.aes128gcm.getName(),
                BuiltinCiphers.aes256gcm.getName(),
                BuiltinCiphers.aes256ctr.getName(),
                BuiltinCiphers.aes128ctr.getName());
        client.setSessionHeartbeat(SessionHeartbeatController.HeartbeatType.IGNORE, ALIVE_EVERY);
        CoreModuleProperties.WINDOW_SIZE.set(client, WINDOW);
        CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(client, READ_BUFFER);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, NEVER); // the door knows when a session has been idle
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, DAY);
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
        CoreModuleProperties.REQUEST_SHELL_REPLY.set(client, true);
        CoreModuleProperties.NIO_WORKERS.set(
                client, Math.max(4, Runtime.getRuntime().availableProcessors() + 1));
        return client;
    }

    @Override
    public HostLink open(Target target, Guest guest) {
        return new SshLink(started(), target, SshSettings.of(target), guest, credentials);
    }

    @Override
    public void probe(Target target, Guest guest) {
        try (SshLink link = new SshLink(started(), target, SshSettings.of(target), guest, credentials)) {
            link.reach();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.stop();
        }
    }
}
