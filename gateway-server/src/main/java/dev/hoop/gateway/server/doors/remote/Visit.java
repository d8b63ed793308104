package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.server.gate.Session;
import dev.hoop.gateway.server.gate.Visitor;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One socket, from accept to close. Reads messages and has them answered by the thread that read them; see {@link Roster} for what happens
 * when an answer takes long. The last thread to leave closes the session and the socket.
 */
final class Visit {
    /** When an answer has taken so long, somebody else reads on. */
    static final Duration RELIEVE_AFTER = Duration.ofMillis(20);

    /** How often it is looked whether a peer that says nothing is still welcome. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final Duration CANCEL_AGAIN = Duration.ofMillis(250);
    private static final int CANCEL_TIMES = 20;
    private static final Duration CANCEL_RETURNS = Duration.ofSeconds(30);
    private static final int MOST_WAITING = 64;

    private final RemoteDoor door;
    private final Socket raw;
    private final String peer;
    private final Streams streams = new Streams();
    private final Uploads uploads;
    private final Roster<Task> roster;
    private volatile long loginByNanos;
    private volatile long abortAtNanos;
    private volatile boolean goingAway;
    private volatile boolean announcing;
    private volatile @Nullable Carrier carrier;
    private volatile @Nullable Requests requests;
    private volatile @Nullable ExpiryWarning expiry;
    private volatile long heardNanos = System.nanoTime();
    private volatile long tickedNanos = System.nanoTime();
    private volatile String name;

    Visit(RemoteDoor door, Socket raw, String peer) {
        this.door = door;
        this.raw = raw;
        this.peer = peer;
        this.name = "hoop-remote-" + peer;
        this.uploads = new Uploads(door.uploads());
        this.roster = new Roster<>(MOST_WAITING, door.options().limits().messageBytes());
        this.loginByNanos = System.nanoTime() + door.options().loginWithin().toNanos();
        roster.enter();
    }

    String name() {
        return name;
    }

    /** The whole visit, on its first thread. */
    void run() {
        try {
            receive();
        } catch (IOException | RuntimeException | Error e) {
            leave(e);
            return;
        }
        lead();
    }

    /** Reads and works until the socket ends or another thread reads. */
    private void lead() {
        try {
            boolean reads = true;
            while (reads) {
                reads = readOne();
            }
            leave(null);
        } catch (IOException | RuntimeException | Error e) { // the peer must not wait for a thread that is gone
            leave(e);
        }
    }

    private void receive() throws IOException {
        Carrier made = door.options().tls().isPresent()
                ? Carrier.secure(raw, door.options().tls().get())
                : Carrier.plain(raw);
        carrier = made;
        Reception reception = new Reception(made, door.gate(), door.options(), peer);
        Visitor visitor = reception.receive(() -> loginByNanos = 0);
        expiry = new ExpiryWarning(door.clock(), visitor.expiresAt());
        requests = new Requests(
                door.gate(), visitor, made, streams, inbound(reception), door.kept(), this::abandon, this::opened);
    }

    /** Large values go in pieces to those who know pieces. */
    private Requests.LargeValues inbound(Reception reception) {
        return new Requests.LargeValues(uploads, reception.pieces());
    }

    private void opened(Session session) {
        name = "hoop-remote-" + session.id();
        Thread.currentThread().setName(name);
        session.onEnd(reason -> dismiss(FailureMessages.of(reason, java.util.List.of())));
    }

    /** Takes one message; false when this thread has nothing more to do here. */
    private boolean readOne() throws IOException {
        Carrier socket = open();
        long before = socket.bytesRead();
        Optional<Envelope<ClientMessage>> envelope = socket.read();
        if (envelope.isEmpty()) {
            return end();
        }
        if (roster.isEnded()) {
            socket.drain(LINGER);
            return false;
        }
        heardNanos = System.nanoTime();
        return take(envelope.get(), socket.bytesRead() - before);
    }

    private boolean take(Envelope<ClientMessage> envelope, long bytes) throws IOException {
        int stream = envelope.stream();
        ClientMessage message = envelope.message();
        warnOfExpiry(open());
        if (message instanceof ClientMessage.Credit credit) {
            return credit(stream, credit.bytes());
        } else if (message instanceof ClientMessage.CloseCursor) {
            Optional<Cursor> parked = streams.find(stream).filter(Cursor::waive);
            return parked.isEmpty() || perform(answering().resume(parked.get()), 0);
        } else if (message instanceof ClientMessage.Cancel) {
            return cancel(stream);
        } else if (message instanceof ClientMessage.Piece piece) {
            open().send(stream, uploads.take(stream, piece));
            return true;
        } else if (message instanceof ClientMessage.Ping ping && !ping.target()) {
            open().send(stream, new ServerMessage.Pong(ping.nonce()));
            return true;
        } else if (message instanceof ClientMessage.Refresh refresh) {
            answering().renew(stream, refresh, door.options().node());
            expiry = new ExpiryWarning(door.clock(), answering().visitor().expiresAt());
            return true;
        } else if (message instanceof ClientMessage.Close) {
            return end();
        }
        return request(stream, message, bytes);
    }

    private boolean request(int stream, ClientMessage message, long bytes) throws IOException {
        if (stream == 0 && !(message instanceof ClientMessage.Ping)) {
            throw new ProtocolException("a %s message came on the connection's own stream".formatted(message.type()));
        }
        if (goingAway && !(message instanceof ClientMessage.Transact)) {
            open().send(
                            stream,
                            FailureMessages.of(
                                    ErrorCode.SHUTTING_DOWN,
                                    "the gateway is shutting down; connect again for new statements"));
            return true;
        }
        return perform(answering().task(stream, message), bytes);
    }

    private boolean credit(int stream, int bytes) throws IOException {
        if (bytes <= 0) {
            throw new ProtocolException("a CREDIT message gives " + bytes + " bytes");
        }
        Optional<Cursor> due = streams.find(stream).filter(cursor -> cursor.credit(bytes));
        return due.isEmpty() || perform(answering().resume(due.get()), 0);
    }

    /** Cancels what runs, streams or waits on a stream. What has ended by now is left alone. */
    private boolean cancel(int stream) throws IOException {
        Optional<Cursor> cursor = streams.find(stream);
        if (cursor.isPresent() && cursor.get().cancel()) {
            return perform(answering().resume(cursor.get()), 0);
        }
        boolean withdrawn = cursor.isEmpty()
                && roster.withdraw(task -> task.stream() == stream).isPresent();
        boolean begun = cursor.isPresent() || streams.isRunning(stream);
        if (withdrawn || (!begun && uploads.drop(stream))) {
            uploads.drop(stream);
            open().send(stream, FailureMessages.of(ErrorCode.CANCELLED, "the request was cancelled before it began"));
            return true;
        }
        Session session = answering().session();
        if (session != null) {
            // On a thread of its own: a cancellation travels on a connection of its own and may take its time.
            door.threads().start(name + "-cancel", () -> cancel(stream, session));
        }
        return true;
    }

    private void cancel(int stream, Session session) {
        try {
            streams.cancel(stream, session::cancel, CANCEL_AGAIN, CANCEL_TIMES);
        } catch (IOException interrupted) {
            // the door closes, and with it the session
        } catch (RuntimeException e) {
            Incident.of(e, session.id());
        }
    }

    private boolean perform(Task task, long bytes) throws IOException {
        return switch (roster.begin(task, bytes, System.nanoTime())) {
            case RUN -> work(task);
            case QUEUED -> true;
            case REFUSED -> {
                open().send(
                                task.stream(),
                                FailureMessages.of(
                                        ErrorCode.LIMIT_EXCEEDED,
                                        "more than %d requests wait on this connection; read answers before you ask more"
                                                .formatted(MOST_WAITING)));
                yield true;
            }
        };
    }

    private boolean work(Task first) throws IOException {
        Task task = first;
        while (true) {
            streams.running(task.stream());
            task.action().run();
            streams.idle(CANCEL_RETURNS);
            Roster.Turn<Task> turn = roster.next(System.nanoTime());
            if (turn instanceof Roster.Turn.Run<Task> run) {
                task = run.task();
            } else {
                return turn instanceof Roster.Turn.Read<Task>;
            }
        }
    }

    /** What is due while the peer says nothing. On the watcher's thread, which must not wait for a peer. */
    private void tick(long nowNanos) {
        tickedNanos = nowNanos;
        boolean idle = !roster.isWorking()
                && streams.isEmpty()
                && nowNanos - heardNanos > door.options().idleAfter().toNanos();
        if (idle) {
            dismiss(FailureMessages.of(
                    ErrorCode.CONNECTION_LOST,
                    "nothing was asked for %d s; connect again, or raise limits.idle-after"
                            .formatted(door.options().idleAfter().toSeconds())));
            return;
        }
        ExpiryWarning warning = expiry;
        if (warning != null && warning.isDue() && roster.enter()) {
            Runnable saying = () -> {
                try {
                    warnOfExpiry(open());
                    leave(null);
                } catch (IOException e) {
                    leave(e);
                }
            };
            if (!door.threads().start(name + "-warning", saying)) {
                leave(null);
            }
        }
    }

    private void warnOfExpiry(Carrier socket) throws IOException {
        ExpiryWarning warning = expiry;
        Optional<Duration> left = warning == null ? Optional.empty() : warning.due();
        if (left.isPresent()) {
            socket.send(0, new ServerMessage.TokenExpiring(left.get().toMillis()));
        }
    }

    /** The watcher's round: lets another thread read where the first is busy, and cuts sockets that have had their time. */
    void watch(long nowNanos) {
        Carrier socket = carrier;
        if (loginByNanos != 0 && nowNanos - loginByNanos > 0) {
            loginByNanos = 0;
            tooLate(socket);
            return;
        }
        boolean over = abortAtNanos != 0 && nowNanos - abortAtNanos > 0;
        boolean stuck = socket != null
                && socket.isStuck(nowNanos, door.options().stuckAfter().toNanos());
        if (over || stuck) {
            abort();
        } else if (requests != null && nowNanos - tickedNanos > TICK.toNanos()) {
            tick(nowNanos);
        } else if (roster.relieve(nowNanos, RELIEVE_AFTER.toNanos())
                && !door.threads().start(name + "-reader", this::lead)) {
            roster.notRelieved();
        }
    }

    /** Before the peer has shaken hands there is nothing to tell it by. */
    private void tooLate(@Nullable Carrier socket) {
        if (socket == null) {
            abort();
        } else {
            dismiss(FailureMessages.of(
                    ErrorCode.TIMED_OUT,
                    "the login was not finished within %d ms; check the network, or raise limits.login-within"
                            .formatted(door.options().loginWithin().toMillis())));
        }
    }

    /** Says that no new request will be taken. On a thread of its own: the peer may not read. */
    void goAway(Duration drain) {
        goingAway = true;
        Carrier socket = carrier;
        if (socket != null && requests != null && roster.enter()) {
            announcing = true;
            Runnable saying = () -> {
                try {
                    socket.send(
                            0,
                            new ServerMessage.GoAway(
                                    ErrorCode.SHUTTING_DOWN.number(),
                                    "the gateway is shutting down",
                                    drain.toMillis()));
                    leave(null);
                } catch (IOException e) {
                    leave(e);
                } finally {
                    announcing = false;
                }
            };
            if (!door.threads().start(name + "-farewell", saying)) {
                announcing = false;
                leave(null);
            }
        }
    }

    /** Whether nothing would be lost if the socket were closed now. */
    boolean isQuiet() {
        Requests answering = requests;
        return !announcing
                && !roster.isWorking()
                && streams.isEmpty()
                && (answering == null || !answering.isInTransaction());
    }

    /** Ends the visit from outside, with a last word. Returns at once. */
    void dismiss(ServerMessage.Failure last) {
        Carrier socket = carrier;
        if (!roster.enter()) {
            return;
        }
        roster.end();
        abortAtNanos = System.nanoTime() + LINGER.toNanos();
        Runnable saying = () -> {
            abandon();
            if (socket != null) {
                farewell(socket, last);
            }
            leave(null);
        };
        if (!door.threads().start(name + "-farewell", saying)) {
            abort();
            leave(null);
        }
    }

    /** Ends the socket at once; threads that read or write it find out. */
    void abort() {
        roster.end();
        Carrier socket = carrier;
        if (socket != null) {
            socket.abort();
        }
        quietly(raw);
    }

    /** This thread leaves, and why. The last one cleans up. */
    private void leave(@Nullable Throwable why) {
        Carrier socket = carrier;
        if (why != null && roster.end()) {
            abandon();
            if (socket != null && !(why instanceof IOException)) {
                GatewayException told = why instanceof GatewayException known ? known : Incident.of(why, name);
                abortAtNanos = System.nanoTime() + 2 * LINGER.toNanos();
                farewell(socket, FailureMessages.of(told, java.util.List.of()));
                drain(socket);
            }
            abort();
        }
        if (roster.leave()) {
            clear();
        }
    }

    private boolean end() {
        roster.end();
        abandon();
        return false;
    }

    /** What runs is cancelled, what waits for people is left waiting: its request may be resumed from another connection. */
    private void abandon() {
        Requests answering = requests;
        Session session = answering == null ? null : answering.session();
        if (session != null && roster.isWorking()) {
            try {
                session.abandon();
            } catch (RuntimeException e) {
                Incident.of(e, session.id());
            }
        }
    }

    private void clear() {
        uploads.close();
        try {
            Requests answering = requests;
            if (answering != null) {
                answering.close();
            }
        } catch (RuntimeException e) {
            Incident.of(e, name);
        } finally {
            abort();
            door.left(this, raw.getInetAddress());
        }
    }

    private static void farewell(Carrier socket, ServerMessage last) {
        try {
            socket.farewell(last);
        } catch (IOException | GatewayException e) {
            // the peer has gone, and with it whom to tell
        }
    }

    private static void drain(Carrier socket) {
        try {
            socket.drain(LINGER);
        } catch (IOException e) {
            // it has been cut; that is the end too
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed is closed
        }
    }

    private Carrier open() {
        return java.util.Objects.requireNonNull(carrier, "the visit has not begun");
    }

    private Requests answering() {
        return java.util.Objects.requireNonNull(requests, "the visit has not begun");
    }
}
