package dev.hoop.gateway.remote;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.GatewayTimeoutException;
import dev.hoop.gateway.remote.failure.GatewayUnreachableException;
import dev.hoop.gateway.remote.failure.LoginRefusedException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import dev.hoop.gateway.remote.failure.TokenSourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One socket to a gateway, logged in. The gateway works requests off in the order they were sent, so a request may be sent before the
 * answer to the one before has been read.
 *
 * <p>Thread-safe. There is no reader thread: messages arrive while someone waits in {@link RemoteStream#next}, and that is when a token
 * that expires is replaced and a silent peer is noticed.
 */
public final class RemoteConnection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RemoteConnection.class.getName());
    private static final Duration GOOD_BYE = Duration.ofSeconds(1);

    private final Carrier carrier;
    private final Inbox inbox;
    private final Credential credential;
    private final GatewayAddress address;
    private final ServerMessage.HelloOk hello;
    private final ServerMessage.LoginOk login;
    private final AtomicInteger lastStream = new AtomicInteger(-1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Duration networkTimeout;
    private volatile ServerMessage.@Nullable GoAway goAway;

    private RemoteConnection(Dialer.Accepted accepted, RemoteOptions options) {
        this.carrier = accepted.carrier();
        this.address = accepted.address();
        this.hello = accepted.hello();
        this.login = accepted.login();
        this.credential = new Credential(options.tokenProvider(), accepted.token(), login);
        this.networkTimeout = options.networkTimeout();
        this.inbox = new Inbox(carrier, this::connectionMessage, this::refreshBetweenReads);
    }

    /**
     * Connects to the first address that accepts, and logs in.
     *
     * @throws GatewayUnreachableException if no address answers, or all of several fail; the message names each
     * @throws LoginRefusedException if a gateway refuses the token or the user
     * @throws TokenSourceException if there is no token
     * @throws GatewayException of another type in {@code dev.hoop.gateway.remote.failure} for every other failure
     */
    public static RemoteConnection connect(RemoteOptions options) {
        return new RemoteConnection(new Dialer(options).dial(Optional.empty()), options);
    }

    /** A connection and the target that was opened with it. */
    public record Opened(RemoteConnection connection, ServerMessage.OpenOk target) {}

    /**
     * As {@link #connect(RemoteOptions)} and {@link #open}, in one round trip. Opening takes at most the options' login timeout.
     *
     * @throws RequestFailedException if the target is unknown, not granted, or cannot be opened; the connection is closed then
     */
    public static Opened connect(RemoteOptions options, ClientMessage.Open request) {
        RemoteConnection connection = new RemoteConnection(new Dialer(options).dial(Optional.of(request)), options);
        boolean open = false;
        try {
            connection.networkTimeout(options.loginTimeout());
            ServerMessage.OpenOk target = connection.opened(connection.sent(request));
            connection.networkTimeout(options.networkTimeout());
            open = true;
            return new Opened(connection, target);
        } finally {
            if (!open) {
                connection.close();
            }
        }
    }

    /** The answer to a request that left with the login. */
    private RemoteStream sent(ClientMessage request) {
        Mailbox mailbox = new Mailbox(request);
        return new RemoteStream(this, register(mailbox), mailbox, request, null);
    }

    /** The address that accepted. */
    public GatewayAddress address() {
        return address;
    }

    /** What the gateway said of itself: the version in use, its capabilities and limits. */
    public ServerMessage.HelloOk hello() {
        return hello;
    }

    /** Who the gateway takes the caller for, as told at login. */
    public ServerMessage.LoginOk login() {
        return login;
    }

    /**
     * Opens a target on this connection; once.
     *
     * @throws RequestFailedException if the target is unknown, not granted, or cannot be opened
     */
    public ServerMessage.OpenOk open(ClientMessage.Open request) {
        return opened(start(request));
    }

    private ServerMessage.OpenOk opened(RemoteStream stream) {
        ServerMessage answer = stream.next();
        if (answer instanceof ServerMessage.OpenOk ok) {
            return ok;
        }
        throw violated("Open was answered by " + answer.type());
    }

    /** Sends a request and whatever was queued before it. */
    public RemoteStream start(ClientMessage request) {
        return start(request, null);
    }

    /**
     * Sends a request and whatever was queued before it; the listener is told should it be held.
     *
     * @throws GatewayException with {@link ErrorCode#LIMIT_EXCEEDED} or {@link ErrorCode#INVALID_REQUEST} if the request is larger than the
     *     gateway takes or holds text without a UTF-8 form; nothing was sent and the connection stays usable
     * @throws ConnectionLostException if the connection ended
     */
    public RemoteStream start(ClientMessage request, @Nullable ApprovalListener listener) {
        refreshBeforeRequest();
        RemoteStream stream = queue(request, listener);
        sending(carrier::flush);
        return stream;
    }

    /** Whether the gateway takes large parameters, and sends large cells, in pieces. */
    public boolean takesPieces() {
        return hello.capabilities().contains(Pieces.CAPABILITY);
    }

    /** Whether the gateway sends the pieces of a row ahead of the credit, up to {@link Pieces#AHEAD} bytes. */
    public boolean sendsPiecesAhead() {
        return hello.capabilities().contains(Pieces.AHEAD_CAPABILITY);
    }

    /**
     * Begins a request whose large parameters are sent before it.
     *
     * @throws IllegalStateException if the gateway {@linkplain #takesPieces takes no pieces}
     */
    public Upload upload(@Nullable ApprovalListener listener) {
        if (!takesPieces()) {
            throw new IllegalStateException("this gateway takes no pieces");
        }
        refreshBeforeRequest();
        Mailbox mailbox = new Mailbox();
        return new Upload(this, register(mailbox), mailbox, listener);
    }

    RemoteStream execute(int id, Mailbox mailbox, ClientMessage.Execute request, @Nullable ApprovalListener listener) {
        inbox.addCredit(mailbox, request.credit());
        sending(() -> carrier.send(id, request));
        return new RemoteStream(this, id, mailbox, request, listener);
    }

    /** As {@link #start}, but leaves with the next request that is started, to save a round trip. */
    public RemoteStream queueWithNext(ClientMessage request) {
        return queue(request, null);
    }

    /**
     * Asks the gateway, past everything that runs, whether it lives.
     *
     * @return false if it did not answer in time, has announced that it goes away, or the connection has ended
     */
    public boolean ping(Duration timeout) {
        return ping(new ClientMessage.Ping(0, false), timeout);
    }

    /** Asks, behind every request before, whether the target of this connection lives. See {@link #ping}. */
    public boolean pingTarget(Duration timeout) {
        return ping(new ClientMessage.Ping(0, true), timeout);
    }

    /** What the gateway said should it be about to end this connection. Work in progress may be finished. */
    public Optional<ServerMessage.GoAway> goAway() {
        return Optional.ofNullable(goAway);
    }

    public Duration networkTimeout() {
        return networkTimeout;
    }

    /** The longest that one answer may take, from the next wait on; zero for no bound but that of keep-alive. */
    public void networkTimeout(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("the network timeout is negative");
        }
        networkTimeout = value;
    }

    /** Whether this connection was closed or is known to have ended. */
    public boolean isClosed() {
        return inbox.isClosed();
    }

    /** Says good-bye and closes: what is open is rolled back. Waits for a peer that takes no bytes only briefly. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true) && !inbox.isClosed()) {
            inbox.markEnded(ErrorCode.CONNECTION_LOST, "this connection was closed", null);
            carrier.close(GOOD_BYE);
        }
    }

    /** Closes at once, without a word to the gateway, which rolls back what is open. For any thread; never blocks. */
    public void abort() {
        closed.set(true);
        inbox.end(ErrorCode.CONNECTION_LOST, "this connection was aborted", null);
    }

    /** Waits for the next message of a stream. */
    ServerMessage take(Mailbox mailbox, boolean held) {
        Duration timeout = networkTimeout;
        Optional<ServerMessage> message = inbox.take(mailbox, held ? Deadline.NEVER : Deadline.in(timeout));
        return message.orElseThrow(() -> {
            String sentence = "no answer within the network timeout of %d ms; the connection was closed"
                    .formatted(timeout.toMillis());
            inbox.end(ErrorCode.CONNECTION_LOST, sentence, null);
            return new GatewayTimeoutException(ErrorCode.CONNECTION_LOST, Effect.SENT_UNKNOWN, sentence, null);
        });
    }

    Optional<ServerMessage> poll(Mailbox mailbox) {
        return inbox.poll(mailbox);
    }

    void abandon(int stream, Mailbox mailbox, ClientMessage waiver, Consumer<ServerMessage> last) {
        boolean over = inbox.hasEnded(mailbox);
        inbox.discardUpTo(mailbox, last);
        if (!over) {
            control(stream, mailbox, waiver);
        }
    }

    void credit(int stream, Mailbox mailbox, int bytes) {
        if (inbox.addCredit(mailbox, bytes)) {
            control(stream, mailbox, new ClientMessage.Credit(bytes));
        }
    }

    /** Sends something about a stream unless that has ended. */
    void control(int stream, Mailbox mailbox, ClientMessage message) {
        if (!inbox.hasEnded(mailbox) && !inbox.isClosed()) {
            sending(() -> carrier.send(stream, message));
        }
    }

    private RemoteStream queue(ClientMessage request, @Nullable ApprovalListener listener) {
        Mailbox mailbox = new Mailbox(request);
        int id = post(request, mailbox);
        return new RemoteStream(this, id, mailbox, request, listener);
    }

    private int post(ClientMessage request, Mailbox mailbox) {
        int stream = register(mailbox);
        try {
            sending(() -> carrier.queue(stream, request));
        } catch (GatewayException e) {
            inbox.unregister(stream);
            throw e;
        }
        return stream;
    }

    private int register(Mailbox mailbox) {
        int id;
        do {
            id = lastStream.addAndGet(2); // odd also after it has wrapped round; a stream still open is passed over
        } while (!inbox.register(id, mailbox));
        return id;
    }

    private boolean ping(ClientMessage.Ping ping, Duration timeout) {
        if (inbox.isClosed() || goAway != null) {
            return false;
        }
        try {
            Mailbox mailbox = new Mailbox(ping);
            post(ping, mailbox);
            sending(carrier::flush);
            Optional<ServerMessage> answer = inbox.take(mailbox, Deadline.in(timeout));
            inbox.discard(mailbox);
            return answer.filter(ServerMessage.Pong.class::isInstance).isPresent() && goAway == null;
        } catch (ConnectionLostException | RequestFailedException e) {
            return false;
        }
    }

    private void connectionMessage(ServerMessage message) {
        if (message instanceof ServerMessage.TokenExpiring) {
            credential.expiring();
        } else if (message instanceof ServerMessage.GoAway going) {
            goAway = going;
        } else if (!(message instanceof ServerMessage.Pong)) {
            throw new ProtocolException("a %s message came on the connection's own stream".formatted(message.type()));
        }
    }

    private void refreshBeforeRequest() {
        try {
            refresh();
        } catch (TokenSourceException e) {
            if (credential.isExpired()) {
                throw e;
            }
            warn(e);
        }
    }

    /** What already runs goes on without a new token, so a failure here is no failure of the request that waits. */
    private void refreshBetweenReads() {
        try {
            refresh();
        } catch (TokenSourceException e) {
            warn(e);
        }
    }

    private void refresh() {
        credential.replacement().ifPresent(token -> {
            post(new ClientMessage.Refresh(token.value()), Mailbox.to(this::refreshed));
            sending(carrier::flush);
        });
    }

    private void refreshed(ServerMessage answer) {
        if (answer instanceof ServerMessage.LoginOk ok) {
            credential.accepted(ok);
        } else if (answer instanceof ServerMessage.Failure failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the gateway refused a new token (code {0}); the session ends when its present token expires",
                    Integer.toString(failure.code()));
        }
    }

    private static void warn(TokenSourceException e) {
        LOG.log(System.Logger.Level.WARNING, "no new token for an open connection; it ends when its token expires", e);
    }

    /** Sends; when the socket refuses, says why the gateway has ended the connection if it told. */
    private void sending(Sending action) {
        try {
            action.send();
        } catch (IOException e) {
            inbox.lostWhileSending(e);
            throw inbox.ended();
        }
    }

    /** Ends the connection because of an answer that makes no sense. */
    GatewayException violated(String what) {
        inbox.end(ErrorCode.PROTOCOL_VIOLATION, "the gateway broke the protocol: " + what, null);
        return inbox.ended();
    }

    private interface Sending {
        void send() throws IOException;
    }
}
