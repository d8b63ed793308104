package dev.hoop.gateway.ssh;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.PtyCapableChannelSession;
import org.apache.sshd.client.session.ClientSession;

/**
 * A connection to one target behind a gateway.
 *
 * <pre>{@code
 * SshOptions options = SshOptions.at("gateway.example.org", "orders-web")
 *         .hostKey("ssh-ed25519 AAAA…")
 *         .tokens(TokenProvider.environment("HOOP_TOKEN"))
 *         .build();
 * try (HoopSsh ssh = HoopSsh.connect(options)) {
 *     CommandResult done = ssh.exec("uptime");
 * }
 * }</pre>
 *
 * <p>When the connection was lost, or ended because its token had, the next command makes a new one with a new token. A command that was
 * under way is never sent again: its caller is told that its end is not known. Thread-safe; several commands may run at once.
 */
public final class HoopSsh implements AutoCloseable {
    private static final long KEEP_SECONDS = 5;

    private final SshOptions options;
    private final Link link;
    private final ExecutorService teller;

    private HoopSsh(SshOptions options, Link link) {
        this.options = options;
        this.link = link;
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "hoop-ssh-approvals");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        this.teller = one;
    }

    /**
     * Connects and logs in.
     *
     * @throws GatewayException {@code CONNECTION_FAILED} if there is no such gateway or it shows another key, {@code LOGIN_FAILED} if it
     *     does not take the token
     */
    public static HoopSsh connect(SshOptions options) {
        Link link = new Link(options);
        try {
            link.session();
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
        return new HoopSsh(options, link);
    }

    /** As {@link #exec(Command)}, without time-out and terminal. */
    public CommandResult exec(String text) {
        return exec(Command.of(text));
    }

    /**
     * Runs a command without input and gathers what it writes. An exit code other than zero is a result, not an exception.
     *
     * @throws GatewayException as {@link RunningCommand#await()} does, and {@code LIMIT_EXCEEDED} if it writes more than is gathered; it is
     *     ended then
     */
    public CommandResult exec(Command command) {
        try (RunningCommand running = start(command)) {
            Gathered errors = Gathered.of(running.errors(), command.mostBytes(), running::cancel);
            running.input().close();
            Gathered output = Gathered.here(running.output(), command.mostBytes(), running::cancel);
            errors.await();
            if (output.isTooMuch() || errors.isTooMuch()) {
                throw new GatewayException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "the command wrote more than %d bytes and was ended; gather more, or read its streams by start(…)"
                                .formatted(command.mostBytes()));
            }
            CommandExit exit = running.await();
            return new CommandResult(output.text(), errors.text(), exit);
        } catch (IOException e) {
            throw lost(Effect.SENT_UNKNOWN, e);
        }
    }

    /** Starts a command whose streams the caller carries. It may still be held or refused: {@link RunningCommand#await()} tells. */
    public RunningCommand start(Command command) {
        return begun(
                command.terminal(),
                command.environment(),
                (session, variables) -> session.createExecChannel(command.text(), null, variables),
                command);
    }

    /**
     * Opens an interactive shell at a terminal, where the target has one.
     *
     * @see RunningCommand#resize
     */
    public RunningCommand shell(Terminal terminal) {
        return begun(
                Optional.of(terminal),
                Map.of(),
                (session, variables) -> session.createShellChannel(null, variables),
                Command.of("shell"));
    }

    /** Begins to work with the target's files, over a channel of its own. */
    public RemoteFiles sftp() {
        Notices notices = new Notices(options.approvals(), teller);
        return RemoteFiles.open(link.session(), variables(Map.of()), notices);
    }

    private interface Opener {
        PtyCapableChannelSession open(ClientSession session, Map<String, String> variables) throws IOException;
    }

    private RunningCommand begun(
            Optional<Terminal> terminal, Map<String, String> environment, Opener opener, Command command) {
        ClientSession session = link.session();
        try {
            return begun(session, terminal, environment, opener, command);
        } catch (ConnectionLostException e) {
            if (e.effect() != Effect.NOT_SENT || session.isOpen()) {
                throw e;
            }
            // The connection's end was on its way: nothing was asked over it, so this is the first command of the next
            // one.
            return begun(link.session(), terminal, environment, opener, command);
        }
    }

    private RunningCommand begun(
            ClientSession session,
            Optional<Terminal> terminal,
            Map<String, String> environment,
            Opener opener,
            Command command) {
        PtyCapableChannelSession channel;
        try {
            channel = opener.open(session, variables(environment));
        } catch (IOException e) {
            throw lost(Effect.NOT_SENT, e);
        }
        channel.setUsePty(terminal.isPresent());
        terminal.ifPresent(given -> {
            channel.setPtyType(given.type());
            channel.setPtyColumns(given.columns());
            channel.setPtyLines(given.rows());
        });
        Notices notices = new Notices(options.approvals(), teller);
        channel.addRequestHandler(notices);
        try {
            channel.open().verify(options.connectWithin());
        } catch (IOException e) {
            channel.close(true);
            throw lost(channel.getRecipient() < 0 ? Effect.NOT_SENT : Effect.SENT_UNKNOWN, e);
        }
        RunningCommand running = new RunningCommand(channel, notices);
        if (!command.timeout().isZero()) {
            ScheduledFuture<?> timer =
                    link.clock().schedule(running::timeOut, command.timeout().toMillis(), TimeUnit.MILLISECONDS);
            channel.addCloseFutureListener(closed -> timer.cancel(false));
        }
        return running;
    }

    private Map<String, String> variables(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(Notices.WANTED, Notices.VERSION);
        if (!options.task().isBlank()) {
            variables.put("HOOP_TASK", options.task());
        }
        return variables;
    }

    private static ConnectionLostException lost(Effect effect, IOException cause) {
        return new ConnectionLostException(
                ErrorCode.CONNECTION_LOST,
                effect,
                "the connection to the gateway ended, or it takes no more channels",
                cause);
    }

    /** Ends what runs, and disconnects. */
    @Override
    public void close() {
        link.close();
        teller.shutdown();
    }
}
