package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.CommandRoad;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.HostSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.ReservedSessionMessagesHandler;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionHeartbeatController;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.ServerUserAuthServiceFactory;
import org.apache.sshd.server.session.SessionFactory;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for SSH clients. The library's threads read packets and never wait for a target; every command has threads of its own.
 * Thread-safe.
 */
public final class SshDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SshDoor.class);
    private static final long WINDOW = 1024 * 1024;
    private static final int READ_BUFFER = 64 * 1024;
    private static final int PROOFS = 12;
    private static final int THREADS_PER_CHANNEL = 3;

    private final SshDoorOptions options;
    private final Gate gate;
    private final Clock clock;
    private final SshServer server;
    private final DoorThreads threads;
    private final Seats seats;

    private SshDoor(SshDoorOptions options, Gate gate, Clock clock) {
        this.options = options;
        this.gate = gate;
        this.clock = clock;
        this.threads = new DoorThreads(options.connections() * (THREADS_PER_CHANNEL + 1));
        this.seats = new Seats(options);
        this.server = SshServer.setUpDefaultServer();
    }

    /**
     * Begins to listen.
     *
     * @throws GatewayException {@code CONFIGURATION_INVALID} if the address cannot be used
     */
    public static SshDoor open(SshDoorOptions options, Gate gate, Clock clock) {
        SshDoor door = new SshDoor(options, gate, clock);
        door.prepare();
        try {
            door.server.start();
        } catch (IOException e) {
            door.threads.close();
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "cannot listen for SSH on %s:%d (%s); free the port or choose another"
                            .formatted(
                                    options.listen().getHostString(),
                                    options.listen().getPort(),
                                    e.getMessage()),
                    e);
        }
        return door;
    }

    /** The port in use. */
    public int port() {
        return ((InetSocketAddress) server.getBoundAddresses().iterator().next()).getPort();
    }

    private void prepare() {
        Logins logins = new Logins(gate, new FailedLogins(), options, threads);
        server.setHost(options.listen().getAddress().getHostAddress());
        server.setPort(options.listen().getPort());
        server.setKeyPairProvider(KeyPairProvider.wrap(options.hostKeys()));
        options.hostCertificate()
                .ifPresent(
                        certificate -> server.setHostKeyCertificateProvider(connection -> List.of(certificate.get())));
        server.setUserAuthFactories(List.of(
                new KeyLogin.Factory(logins),
                UserAuthKeyboardInteractiveFactory.INSTANCE,
                UserAuthPasswordFactory.INSTANCE));
        server.setServiceFactories(List.of(ServerUserAuthServiceFactory.INSTANCE, new DoorService.Factory()));
        server.setPublickeyAuthenticator(logins);
        server.setPasswordAuthenticator(logins);
        server.setKeyboardInteractiveAuthenticator(logins);
        server.setCipherFactoriesNames(
                BuiltinCiphers.aes128gcm.getName(),
                BuiltinCiphers.aes256gcm.getName(),
                BuiltinCiphers.cc20p1305_openssh.getName(),
                BuiltinCiphers.aes256ctr.getName(),
                BuiltinCiphers.aes128ctr.getName());
        // What is not listed here does not exist: no listening on ports, no forwarding of sockets, agents or displays,
        // no tunnels.
        server.setChannelFactories(List.of(new Channels(), new Forwarded()));
        server.setGlobalRequestHandlers(List.of(new KeepAliveHandler(), new NoMoreSessionsHandler()));
        server.setForwardingFilter(null);
        server.setAgentFactory(null);
        server.setCommandFactory((channel, command) -> exec(channel, command));
        server.setShellFactory(this::shell);
        server.setSubsystemFactories(List.of(new Sftp()));
        server.setReservedSessionMessagesHandler(new Questions());
        server.setSessionHeartbeat(SessionHeartbeatController.HeartbeatType.RESERVED, options.aliveEvery());
        server.addSessionListener(new Watch());
        server.setSessionFactory(new Sessions());
        limit();
    }

    private void limit() {
        CoreModuleProperties.AUTH_TIMEOUT.set(server, options.loginWithin());
        CoreModuleProperties.IDLE_TIMEOUT.set(server, options.idleAfter());
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, PROOFS);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, options.channels());
        CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW);
        CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(server, READ_BUFFER);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(server, true);
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(server, options.stuckAfter());
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "hoop");
        CoreModuleProperties.NIO_WORKERS.set(
                server, Math.max(8, 2 * Runtime.getRuntime().availableProcessors()));
        CoreModuleProperties.STOP_WAIT_TIME.set(server, Duration.ofSeconds(5));
    }

    private Command exec(ChannelSession channel, String command) {
        if (Caller.RESERVED.equals(channel.getSession().getUsername())) {
            return new CertificateWork(gate, caller(channel), channel, threads, command);
        }
        return new ChannelWork(
                caller(channel), channel, threads, (session, asking) -> session.command(asking.work(command)));
    }

    private Command shell(ChannelSession channel) {
        return new ChannelWork(caller(channel), channel, threads, new ChannelWork.Wanted() {
            @Override
            public CommandRoad road(HostSession session, ChannelWork.Asking asking) {
                return session.shell(asking.work("shell"));
            }

            @Override
            public boolean isShell() {
                return true;
            }
        });
    }

    private static Caller caller(ChannelSession channel) {
        Caller caller = channel.getSession().getAttribute(Caller.OF);
        if (caller == null) {
            throw new IllegalStateException("a channel without a login");
        }
        return caller;
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the door for SSH did not close well");
        } finally {
            threads.close();
        }
    }

    /** Files, served by the gateway and asked of the target one by one. Any other subsystem does not exist. */
    private final class Sftp implements SubsystemFactory {
        @Override
        public String getName() {
            return "sftp";
        }

        @Override
        public Command createSubsystem(ChannelSession channel) {
            return new SftpWork(caller(channel), channel, threads);
        }
    }

    /** The library leaves to its user what a server sends to a client that is silent. */
    private static final class Questions implements ReservedSessionMessagesHandler {
        @Override
        public boolean sendReservedHeartbeat(ConnectionService service) throws IOException {
            ((DoorSession) service.getSession()).ask();
            return true;
        }
    }

    private final class Sessions extends SessionFactory {
        Sessions() {
            super(server);
        }

        @Override
        protected ServerSessionImpl doCreateSession(IoSession connection) throws Exception {
            return new DoorSession(server, connection, options.loginWithin(), options.stuckAfter());
        }
    }

    private static final class Channels implements ChannelFactory {
        @Override
        public String getName() {
            return "session";
        }

        @Override
        public org.apache.sshd.common.channel.Channel createChannel(Session session) {
            return new DoorChannel();
        }
    }

    /** Connections from the host to where the policy allows. */
    private final class Forwarded implements ChannelFactory {
        @Override
        public String getName() {
            return "direct-tcpip";
        }

        @Override
        public org.apache.sshd.common.channel.Channel createChannel(Session session) {
            return new ForwardChannel(threads);
        }
    }

    /** Seats connections, bounds each by its caller's proof, and cleans up after it. */
    private final class Watch implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            seats.enter(session);
        }

        @Override
        public void sessionEvent(Session session, Event event) {
            if (event == Event.KeyEstablished && session instanceof DoorSession bounded) {
                bounded.exchanged();
            }
            Caller caller = session.getAttribute(Caller.OF);
            if (event == Event.Authenticated && caller != null) {
                seats.known(session);
                caller.visitor().expiresAt().ifPresent(end -> expire(session, caller, end));
            }
        }

        private void expire(Session session, Caller caller, Instant end) {
            long millis = Math.max(0, Duration.between(clock.instant(), end).toMillis());
            var timer = server.getScheduledExecutorService()
                    .schedule(
                            () -> caller.cut("your token or certificate has expired; log in with a new one"),
                            millis,
                            TimeUnit.MILLISECONDS);
            session.addCloseFutureListener(closed -> timer.cancel(false));
        }

        @Override
        public void sessionClosed(Session session) {
            seats.leave(session);
            Caller caller = session.getAttribute(Caller.OF);
            if (caller != null && !threads.start("hoop-ssh-leaving", caller::leave)) {
                caller.leave();
            }
        }
    }
}
