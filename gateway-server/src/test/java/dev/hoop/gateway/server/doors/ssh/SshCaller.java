package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.server.fixture.SshHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.jspecify.annotations.Nullable;

/** A client of the door, in this process. */
public final class SshCaller implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(10);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final int port;

    /** What one command came to. */
    public record Done(
            String hex,
            String out,
            String err,
            @Nullable Integer code,
            @Nullable String signal) {}

    public SshCaller(int port) {
        this.port = port;
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setKeyExchangeFactories(
                NamedFactory.setUpTransformedFactories(false, SshHost.QUICK_EXCHANGE, ClientBuilder.DH2KEX));
        client.start();
    }

    public ClientSession password(String target, String token) throws IOException {
        ClientSession session = connect(target);
        session.addPasswordIdentity(token);
        session.auth().verify(SOON);
        return session;
    }

    public ClientSession key(String target, KeyPair pair) throws IOException {
        ClientSession session = connect(target);
        session.addPublicKeyIdentity(pair);
        session.auth().verify(SOON);
        return session;
    }

    public ClientSession connect(String target) throws IOException {
        return client.connect(target, InetAddress.getLoopbackAddress().getHostAddress(), port)
                .verify(SOON)
                .getSession();
    }

    public static Done exec(ClientSession session, String command) throws IOException {
        return exec(session, command, InputStream.nullInputStream(), Map.of());
    }

    public static Done exec(ClientSession session, String command, InputStream input, Map<String, String> environment)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel(command)) {
            environment.forEach(channel::setEnv);
            channel.setIn(input);
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(SOON);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), SOON);
            return new Done(
                    HexFormat.of().formatHex(out.toByteArray()),
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8),
                    channel.getExitStatus(),
                    channel.getExitSignal());
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
