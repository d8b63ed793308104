package dev.hoop.gateway.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.GatewayUnreachableException;
import dev.hoop.gateway.remote.failure.PeerUntrustedException;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** The connection to the gateway, made anew when it is wanted and was lost. Thread-safe. */
final class Link implements AutoCloseable {
    private static final long WINDOW = 1024 * 1024;
    private static final int UNANSWERED = 3;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final SshOptions options;
    private final SshClient client;

    @GuardedBy("this")
    private @Nullable ClientSession session;

    @GuardedBy("this")
    private boolean closed;

    Link(SshOptions options) {
        this.options = options;
        this.client = client(options);
    }

    private static SshClient client(SshOptions options) {
        SshClient client = SshClient.setUpDefaultClient();
        // Nothing of the account that the program runs under: no keys, no configuration, no known hosts.
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier(options.keys());
        client.setAgentFactory(null);
        client.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
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
        if (options.keys().hostCas().isEmpty()) { // a gateway that shows its certificate is asked for its plain key
            client.setSignatureFactories(client.getSignatureFactories().stream()
                    .filter(each -> !each.getName().contains("-cert-"))
                    .toList());
        }
        CoreModuleProperties.WINDOW_SIZE.set(client, WINDOW);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO); // the gateway knows when a session has been idle
        if (!options.aliveEvery().isZero()) {
            CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, options.aliveEvery());
            CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
            CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED);
        }
        client.start();
        return client;
    }

    /** For timers. */
    ScheduledExecutorService clock() {
        return client.getScheduledExecutorService();
    }

    /** The open connection, or a new one. */
    synchronized ClientSession session() {
        if (closed) {
            throw new ConnectionLostException(
                    ErrorCode.CONNECTION_LOST, Effect.NOT_SENT, "this connection was closed by its program", null);
        }
        ClientSession known = session;
        if (known != null && known.isOpen()) {
            return known;
        }
        ClientSession made = connect();
        session = made;
        return made;
    }

    private ClientSession connect() {
        String token = options.tokens().token(TokenProvider.Reason.CONNECT).value();
        ClientSession made;
        try {
            made = client.connect(options.target(), options.host(), options.port())
                    .verify(options.connectWithin())
                    .getSession();
        } catch (IOException e) {
            throw new GatewayUnreachableException(
                    "no gateway can be reached at %s:%d (%s); check address and port of its door for SSH"
                            .formatted(
                                    options.host(), options.port(), e.getClass().getSimpleName()),
                    e);
        }
        try {
            made.addPasswordIdentity(token);
            made.auth().verify(options.connectWithin());
            return made;
        } catch (IOException e) {
            made.close(true);
            throw refused(e);
        }
    }

    private GatewayException refused(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SshException ssh
                    && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE) {
                return new PeerUntrustedException(
                        "the gateway shows another key than the one it is known by, so the token was not sent; if the key was changed on purpose, change it among the options",
                        e);
            }
            if (cause instanceof SshException ssh
                    && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
                return new GatewayException(
                        ErrorCode.LOGIN_FAILED,
                        "the gateway does not take the token, or has no target of that name for it; get a new token, and check the target's name",
                        e);
            }
        }
        return new ConnectionLostException(
                ErrorCode.CONNECTION_FAILED,
                Effect.NOT_SENT,
                "the connection to the gateway ended before its login was done",
                e);
    }

    @Override
    public void close() {
        ClientSession open;
        synchronized (this) {
            closed = true;
            open = session;
            session = null;
        }
        if (open != null) {
            leave(open);
        }
        client.stop();
    }

    private static void leave(ClientSession open) {
        try {
            open.close(false).await(GOODBYE);
        } catch (IOException e) {
            // stopped together with its client
        }
    }
}
