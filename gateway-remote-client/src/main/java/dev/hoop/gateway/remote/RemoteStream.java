package dev.hoop.gateway.remote;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.GatewayTimeoutException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request, message by message, until one of a type that ends the stream
 * ({@link ServerMessage.Type#endsStream()}).
 *
 * <p>Several streams of a connection may be open at once, each read by one thread at a time; {@link #cancel} is for any thread.
 */
public final class RemoteStream implements AutoCloseable {
    private final RemoteConnection connection;
    private final int id;
    private final Mailbox mailbox;
    private final boolean returnsCredit;
    private final @Nullable ApprovalListener listener;
    private boolean held;
    private boolean done;

    RemoteStream(
            RemoteConnection connection,
            int id,
            Mailbox mailbox,
            ClientMessage request,
            @Nullable ApprovalListener listener) {
        this.connection = connection;
        this.id = id;
        this.mailbox = mailbox;
        this.returnsCredit = request instanceof ClientMessage.Metadata;
        this.listener = listener;
    }

    /**
     * Waits for the next message. {@code PENDING} and {@code DECIDED} are given to the listener first and then returned as well. Rows that
     * answer a Metadata request return their credit by themselves; for those of an Execute, call {@link #credit} as they are consumed.
     *
     * <p>The network timeout does not run while the statement is held: people are slower than networks, and the request's own expiry
     * bounds that wait. If a listener throws, the request is withdrawn, the stream brought to its end, and the exception thrown on.
     *
     * @throws RequestFailedException if the gateway answers with a failure, which carries all its fields; the stream is at its end then
     * @throws GatewayTimeoutException if the network timeout passed; the connection is closed then
     * @throws ConnectionLostException if the connection ended
     * @throws IllegalStateException if the stream is at its end
     */
    public ServerMessage next() {
        return taken(take());
    }

    @CanIgnoreReturnValue
    private ServerMessage taken(ServerMessage message) {
        note(message);
        if (message instanceof ServerMessage.Rows rows && returnsCredit) {
            credit(rows.cells().length);
        }
        if (listener != null) {
            tell(listener, message);
        }
        return message;
    }

    /** Takes the next message if it has arrived already, and never waits for bytes; in everything else as {@link #next}. */
    public Optional<ServerMessage> poll() {
        if (done) {
            return Optional.empty();
        }
        Optional<ServerMessage> message = connection.poll(mailbox);
        while (message.isPresent() && message.get() instanceof ServerMessage.Taken) {
            message = connection.poll(mailbox);
        }
        message.ifPresent(this::taken);
        return message;
    }

    /** Whether the message that ends the stream was taken. */
    public boolean isDone() {
        return done;
    }

    /** Allows the gateway to send so many more bytes of rows; what rows cost is the length of their cells. */
    public void credit(int bytes) {
        if (bytes > 0 && !done) {
            connection.credit(id, mailbox, bytes);
        }
    }

    /**
     * Asks the gateway to stop what runs, waits or streams here; a held statement is withdrawn. Returns without waiting: the stream still
     * ends with its own end or failure. Does nothing when that has arrived. For any thread.
     */
    public void cancel() {
        connection.control(id, mailbox, new ClientMessage.Cancel());
    }

    /**
     * Waives what is left, waits for the end and returns the message that ended the stream, so that the state of the session is known.
     *
     * @throws RequestFailedException if the stream ends in a failure
     * @throws IllegalStateException if the stream is at its end already
     */
    public ServerMessage finish() {
        if (!done) {
            connection.control(id, mailbox, held ? new ClientMessage.Cancel() : new ClientMessage.CloseCursor());
        }
        ServerMessage message;
        do {
            message = take();
            note(message);
        } while (!done);
        return message;
    }

    /**
     * Waives what is left and does not wait: the message that ends the stream is handed over when it comes, on whatever thread reads then,
     * to someone who must not block. The stream is at its end for its reader.
     */
    public void abandon(Consumer<ServerMessage> last) {
        if (!done) {
            done = true;
            connection.abandon(id, mailbox, held ? new ClientMessage.Cancel() : new ClientMessage.CloseCursor(), last);
        }
    }

    /** Waives what is left and waits for the end, however the stream ends. Does nothing at the end. */
    @Override
    public void close() {
        if (!done && !connection.isClosed()) {
            try {
                finish();
            } catch (RequestFailedException | ConnectionLostException | GatewayTimeoutException e) {
                done = true; // over is all that was asked for
            }
        }
    }

    private ServerMessage take() {
        if (done) {
            throw new IllegalStateException("the stream is at its end");
        }
        ServerMessage message = connection.take(mailbox, held);
        while (message instanceof ServerMessage.Taken) { // of the pieces that were sent before the request
            message = connection.take(mailbox, held);
        }
        return message;
    }

    private void note(ServerMessage message) {
        done = message.type().endsStream();
        held = message instanceof ServerMessage.Pending;
        if (message instanceof ServerMessage.Failure failure) {
            throw new RequestFailedException(failure);
        }
    }

    private void tell(ApprovalListener told, ServerMessage message) {
        try {
            if (message instanceof ServerMessage.Pending pending) {
                told.pending(pending.request());
            } else if (message instanceof ServerMessage.Decided decided) {
                told.decided(
                        new ApprovalDecision(decided.requestId(), decided.state(), decided.by(), decided.reason()));
            }
        } catch (RuntimeException e) {
            cancel();
            close();
            throw e;
        }
    }
}
