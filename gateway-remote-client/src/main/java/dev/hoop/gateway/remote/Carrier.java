package dev.hoop.gateway.remote;

import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.MessageDecoder;
import dev.hoop.gateway.api.wire.MessageInput;
import dev.hoop.gateway.api.wire.MessageOutput;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.ToldColumns;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** One socket and the messages on it. Reading is for one thread at a time; sending and {@link #abort} are for any. */
final class Carrier {
    private static final int MAX_UNANSWERED_PINGS = 2;

    private final CountedSocket raw;
    private final Socket socket;
    private final Duration keepAlive;
    private final MessageInput<ServerMessage> input;
    private final MessageOutput output;
    private final ToldColumns told = new ToldColumns();

    /** @param raw the socket under {@code socket}, which is the same one when there is no TLS */
    Carrier(CountedSocket raw, Socket socket, Duration keepAlive) throws IOException {
        this.raw = raw;
        this.socket = socket;
        this.input = new MessageInput<>(socket.getInputStream(), MessageDecoder.ofServer(Limits.BEFORE_LOGIN));
        this.keepAlive = keepAlive;
        this.output = new MessageOutput(
                new WatchedOutput(socket.getOutputStream(), silence(), this::abort), Limits.BEFORE_LOGIN);
    }

    void limits(Limits accepted, Limits acceptedByPeer) {
        input.limits(accepted);
        output.limits(acceptedByPeer);
    }

    void queue(int stream, ClientMessage message) throws IOException {
        output.queue(stream, message);
    }

    void flush() throws IOException {
        output.flush();
    }

    void send(int stream, ClientMessage message) throws IOException {
        output.send(stream, message);
    }

    /** Waits for the next message without any bound of its own; a watchdog stands by. */
    Envelope<ServerMessage> read() throws IOException {
        return whole(input.next().orElseThrow(() -> new EOFException("the gateway closed the connection")));
    }

    /** The next message if all its bytes have been read from the socket already. */
    Optional<Envelope<ServerMessage>> poll() {
        return input.poll().map(this::whole);
    }

    /** Columns that come by their number come as what was told under it. */
    private Envelope<ServerMessage> whole(Envelope<ServerMessage> envelope) {
        if (envelope.message() instanceof ServerMessage.Columns columns) {
            told.told(columns);
        } else if (envelope.message() instanceof ServerMessage.ColumnsAgain again) {
            return new Envelope<>(envelope.stream(), told.of(again));
        }
        return envelope;
    }

    /**
     * Waits for the next message and asks a silent peer whether it lives.
     *
     * @throws SocketTimeoutException if the deadline passed; nothing is lost and the call may be repeated
     * @throws PeerSilentException if the peer answered neither of two pings
     */
    Envelope<ServerMessage> read(Deadline deadline) throws IOException {
        int unanswered = 0;
        while (true) {
            long seen = raw.arrivals();
            try {
                raw.setSoTimeout(deadline.timeoutMillis(keepAlive));
                return read();
            } catch (SocketTimeoutException e) {
                if (deadline.isPast()) {
                    throw e;
                }
                unanswered = raw.arrivals() == seen ? unanswered : 0;
                if (unanswered == MAX_UNANSWERED_PINGS) {
                    throw new PeerSilentException(silence());
                }
                output.send(0, new ClientMessage.Ping(unanswered, false));
                unanswered++;
            }
        }
    }

    /** Says good-bye and closes in order; ends the socket when that takes longer than the limit. */
    void close(Duration limit) {
        Watchdog watchdog = Watchdog.after(limit, this::abort);
        try {
            output.send(0, new ClientMessage.Close());
            socket.close();
        } catch (IOException e) {
            // the peer has gone first
        } finally {
            watchdog.close();
            abort();
        }
    }

    /** How long a peer may be silent before it counts as gone. */
    private Duration silence() {
        return keepAlive.multipliedBy(MAX_UNANSWERED_PINGS + 1L);
    }

    /** Ends the socket at once. Closes the lower one first: closing a TLS socket waits for a writer that may wait for ever. */
    void abort() {
        quietly(raw);
        quietly(socket);
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed is closed
        }
    }

    /** The peer has stopped answering. */
    static final class PeerSilentException extends IOException {
        private static final long serialVersionUID = 1L;

        PeerSilentException(Duration silence) {
            super("the gateway sent nothing for " + silence.toMillis() + " ms and answered no ping");
        }
    }
}
