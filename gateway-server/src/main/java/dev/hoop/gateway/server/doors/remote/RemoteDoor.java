package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.transport.WakefulSocket;
import dev.hoop.gateway.server.gate.Gate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for drivers. The thread that accepted a socket serves it, and has another accept the next; so nobody waits for a thread to wake.
 * One watches over all sockets, and a socket has a second thread for a while when an answer takes long. Thread-safe.
 */
public final class RemoteDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteDoor.class);
    private static final String ACCEPTING = "hoop-remote-accept";
    private static final int BACKLOG = 512;
    private static final int THREADS_PER_SESSION = 3;
    private static final int REFUSING_THREADS = 4;
    private static final long WATCH_MILLIS = 10;
    private static final Duration THREADS_GO_HOME = Duration.ofSeconds(5);

    private final RemoteDoorOptions options;
    private final Gate gate;
    private final Clock clock;
    private final ServerSocket server;
    private final Admission admission;
    private final KeptBudget kept = new KeptBudget(Runtime.getRuntime().maxMemory() / 8);
    private final UploadBudget uploads;
    private final DoorThreads threads;
    private final DoorThreads refusing;
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watcher = new Thread(this::watch, "hoop-remote-watch");

    private RemoteDoor(RemoteDoorOptions options, Gate gate, Clock clock, ServerSocket server) {
        this.options = options;
        this.gate = gate;
        this.clock = clock;
        this.server = server;
        this.admission = new Admission(options.sessions(), options.sessionsPerAddress());
        this.uploads = new UploadBudget(options.uploadBytes());
        this.threads =
                DoorThreads.of(options.threads(), options.sessions() * THREADS_PER_SESSION + 1); // and who accepts
        this.refusing = DoorThreads.of(RemoteDoorOptions.ThreadMode.PLATFORM, REFUSING_THREADS);
        watcher.setDaemon(true);
    }

    /**
     * Begins to listen.
     *
     * @throws GatewayException {@code CONFIGURATION_INVALID} if the address cannot be used
     */
    public static RemoteDoor open(RemoteDoorOptions options, Gate gate, Clock clock) {
        RemoteDoor door = new RemoteDoor(options, gate, clock, listen(options));
        door.watcher.start();
        if (!door.acceptOnAnother()) {
            door.close(Duration.ZERO);
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "there is no thread to listen with; raise the limit of threads of the gateway's account");
        }
        return door;
    }

    /** The port in use. */
    public int port() {
        return server.getLocalPort();
    }

    /** How many sockets are open, logged in or not. */
    public int openSockets() {
        return admission.open();
    }

    /**
     * Stops listening, lets what runs come to its end for so long, and closes every socket.
     *
     * @param drain what still runs afterwards is cancelled and rolled back
     */
    public void close(Duration drain) {
        if (closing.getCount() == 0) {
            return;
        }
        closing.countDown();
        quietly(server);
        visits.forEach(visit -> visit.goAway(drain));
        long end = System.nanoTime() + drain.toNanos();
        while (!visits.stream().allMatch(Visit::isQuiet) && System.nanoTime() < end) {
            pause();
        }
        visits.forEach(visit -> visit.dismiss(
                FailureMessages.of(ErrorCode.SHUTTING_DOWN, "the gateway is shutting down; connect again")));
        long gone = System.nanoTime() + THREADS_GO_HOME.toNanos();
        while (!visits.isEmpty() && System.nanoTime() < gone) {
            visits.forEach(visit -> visit.watch(System.nanoTime()));
            pause();
        }
        visits.forEach(Visit::abort);
        threads.close(THREADS_GO_HOME);
        refusing.close(THREADS_GO_HOME);
        join(watcher);
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    RemoteDoorOptions options() {
        return options;
    }

    Gate gate() {
        return gate;
    }

    Clock clock() {
        return clock;
    }

    KeptBudget kept() {
        return kept;
    }

    UploadBudget uploads() {
        return uploads;
    }

    DoorThreads threads() {
        return threads;
    }

    void left(Visit visit, InetAddress address) {
        if (visits.remove(visit)) {
            admission.leave(address);
        }
    }

    /** Accepts sockets that do not sleep at once. */
    private static final class Listening extends ServerSocket {
        Listening() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            Socket accepted = new WakefulSocket(WakefulSocket.Peer.ASKS);
            implAccept(accepted);
            return accepted;
        }
    }

    private static ServerSocket listen(RemoteDoorOptions options) {
        try {
            ServerSocket server = new Listening();
            try {
                server.setReuseAddress(true);
                server.bind(options.listen(), BACKLOG);
                return server;
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "cannot listen on %s:%d (%s); free the port or choose another"
                            .formatted(
                                    options.listen().getHostString(),
                                    options.listen().getPort(),
                                    e.getMessage()),
                    e);
        }
    }

    private boolean acceptOnAnother() {
        return threads.start(ACCEPTING, this::accept);
    }

    /** Until another thread does. */
    private void accept() {
        boolean accepts = true;
        while (accepts && closing.getCount() > 0) {
            try {
                accepts = admit(server.accept());
            } catch (IOException e) {
                if (closing.getCount() > 0) {
                    LOG.atWarn()
                            .setMessage("a connection could not be accepted")
                            .addKeyValue("failure", e.getMessage())
                            .log();
                    pause(); // out of file handles, most likely: trying at once would only burn the processor
                }
            }
        }
    }

    /** Serves the socket until it ends; true when nobody else accepts. */
    private boolean admit(Socket socket) {
        InetAddress address = socket.getInetAddress();
        Optional<String> full = admission.enter(address);
        if (full.isPresent()) {
            refuse(socket, full.get());
            return true;
        }
        Visit visit = new Visit(this, socket, address.getHostAddress() + ":" + socket.getPort());
        visits.add(visit);
        try {
            prepare(socket);
        } catch (IOException e) {
            left(visit, address);
            quietly(socket);
            return true;
        }
        if (!acceptOnAnother()) {
            left(visit, address);
            refuse(socket, "the gateway has no thread left; try again later");
            return true;
        }
        Thread.currentThread().setName(visit.name());
        visit.run();
        return false;
    }

    /** Says why on a spare thread, or says nothing when those are busy too: refusing must stay cheaper than asking. */
    private void refuse(Socket socket, String why) {
        LOG.atDebug()
                .setMessage("a connection was refused")
                .addKeyValue("peer", socket.getInetAddress().getHostAddress())
                .addKeyValue("reason", why)
                .log();
        if (!refusing.start("hoop-remote-refuse", () -> Refusal.say(socket, options, why))) {
            quietly(socket);
        }
    }

    private void watch() {
        try {
            while (!closing.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                visits.forEach(visit -> visit.watch(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A peer whose machine has died says nothing ever again; the operating system asks it after a minute. */
    private static void prepare(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        Map<String, Integer> wanted = Map.of("TCP_KEEPIDLE", 60, "TCP_KEEPINTERVAL", 15, "TCP_KEEPCOUNT", 4);
        for (SocketOption<?> option : socket.supportedOptions()) {
            Integer value = wanted.get(option.name());
            if (value != null && option.type() == Integer.class) {
                set(socket, option, value);
            }
        }
    }

    /** These options are found by name: the module that declares them is not in every Java runtime. */
    @SuppressWarnings("unchecked") // the type was compared
    private static void set(Socket socket, SocketOption<?> option, Integer value) throws IOException {
        socket.setOption((SocketOption<Integer>) option, value);
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(THREADS_GO_HOME.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // closed is closed
        }
    }
}
