package dev.hoop.gateway.server.connectors.ssh;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.engine.CommandOptions;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.masking.LiteralSecret;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.shell.ForwardRequest;
import dev.hoop.gateway.server.ports.targets.FileLink;
import dev.hoop.gateway.server.ports.targets.HostConnector;
import dev.hoop.gateway.server.ports.targets.HostLink;
import dev.hoop.gateway.server.ports.targets.HostShell;
import dev.hoop.gateway.server.ports.targets.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.PtyCapableChannelSession;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session's connection to a host. */
final class SshLink implements HostLink {
    private static final Logger LOG = LoggerFactory.getLogger(SshLink.class);
    private static final Duration CONNECT = Duration.ofSeconds(15);
    /** Shorter ones would be found everywhere. */
    private static final int SHORTEST = 6;

    private final SshClient client;
    private final Target target;
    private final SshSettings settings;
    private final HostConnector.Guest guest;
    private final HostCredentials credentials;
    private volatile boolean stopped;
    private volatile List<LiteralSecret> secrets = List.of();

    @GuardedBy("this")
    private @Nullable ClientSession connection;

    SshLink(
            SshClient client,
            Target target,
            SshSettings settings,
            HostConnector.Guest guest,
            HostCredentials credentials) {
        this.client = client;
        this.target = target;
        this.settings = settings;
        this.guest = guest;
        this.credentials = credentials;
    }

    @Override
    public CommandRun run(Permit permit, CommandOptions options) {
        return begin(options, session -> session.createExecChannel(permit.executable(), null, options.environment()));
    }

    @Override
    public CommandRun shell(Permit permit, CommandOptions options) {
        return begin(options, session -> session.createShellChannel(null, options.environment()));
    }

    @Override
    public HostShell gatedShell(Permit permit, CommandOptions options, boolean bash) {
        // a terminal that erases, folds or cuts letters would have the shell read something else than was judged
        return SshShell.on(begin(
                options.usual(),
                session -> session.createExecChannel(ShellScript.first(bash), null, options.environment())));
    }

    @Override
    public CommandRun forward(Permit permit, ForwardRequest request) {
        if (!permit.executable().equals(request.text())) {
            throw new IllegalArgumentException("the permit is for something else");
        }
        ClientSession session = connected();
        try {
            return ForwardRun.to(session, request.host(), request.port(), CONNECT);
        } catch (IOException e) {
            throw Failures.unavailable(
                    "the host did not connect there; it may not reach the address, or not forward at all");
        }
    }

    /** Connects and proves itself, if it has not yet. */
    void reach() {
        ClientSession connected = connected();
        if (!connected.isAuthenticated()) {
            throw Failures.unavailable("the host does not let the gateway in");
        }
    }

    private interface Opener {
        PtyCapableChannelSession open(ClientSession session) throws IOException;
    }

    private CommandRun begin(CommandOptions options, Opener opener) {
        ClientSession session = connected();
        try {
            PtyCapableChannelSession channel = opener.open(session);
            options.terminal()
                    .ifPresentOrElse(terminal -> Terminals.give(channel, terminal), () -> channel.setUsePty(false));
            return SshRun.on(channel, CONNECT);
        } catch (IOException e) {
            throw Failures.unavailable("the host did not open a channel for it; try again, or ask its operator");
        }
    }

    private synchronized ClientSession connected() {
        if (stopped) {
            throw Failures.unavailable("the session is over");
        }
        ClientSession known = connection;
        if (known != null && known.isOpen()) {
            return known;
        }
        ClientSession made = connect();
        connection = made;
        return made;
    }

    private ClientSession connect() {
        HostCredentials.Proof proof = credentials.of(target, settings, guest);
        ClientSession session = null;
        try {
            session = client.connect(proof.user(), settings.host(), settings.port(), KnownHost.meant(settings))
                    .verify(CONNECT)
                    .getSession();
            proof.key().ifPresent(session::addPublicKeyIdentity);
            proof.password().ifPresent(session::addPasswordIdentity);
            secrets = proof
                    .password()
                    .filter(text -> text.length() >= SHORTEST)
                    .map(text -> new LiteralSecret("the target's credential", text))
                    .stream()
                    .toList();
            session.auth().verify(CONNECT);
            return session;
        } catch (IOException e) {
            if (session != null) {
                session.close(true);
            }
            throw refused(e);
        }
    }

    private RuntimeException refused(IOException e) {
        LOG.atWarn()
                .addKeyValue("target", target.name().value())
                .addKeyValue("failure", e.getMessage())
                .log("a host cannot be reached");
        String problem = isOfHostKey(e)
                ? "the host shows another key than the one it is known by, so nothing was sent to it; if the key was changed on purpose, the gateway's operator has to change it in the policy"
                : "the host cannot be reached or refuses the gateway; the gateway's operator finds the reason in its log";
        return Failures.unavailable(problem);
    }

    private static boolean isOfHostKey(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SshException ssh
                    && ssh.getMessage() != null
                    && (ssh.getMessage().contains("Server key did not validate")
                            || ssh.getMessage().contains("KeyExchange"))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public FileLink files() {
        ClientSession session = connected();
        try {
            return new SftpLink(SftpClientFactory.instance().createSftpClient(session));
        } catch (IOException e) {
            throw Failures.unavailable("the host does not serve files over SFTP");
        }
    }

    @Override
    public List<LiteralSecret> secrets() {
        return secrets;
    }

    @Override
    public void stop() {
        stopped = true;
        close();
    }

    @Override
    public void close() {
        ClientSession open;
        synchronized (this) {
            stopped = true;
            open = connection;
            connection = null;
        }
        if (open != null) {
            open.close(true);
        }
    }
}
