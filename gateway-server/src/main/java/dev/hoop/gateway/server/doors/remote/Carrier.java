package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.Limits;
import dev.hoop.gateway.api.wire.MessageDecoder;
import dev.hoop.gateway.api.wire.MessageInput;
import dev.hoop.gateway.api.wire.MessageOutput;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.api.wire.ToldColumns;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One accepted socket and the messages on it. Reading is for one thread at a time; writing and {@link #abort} are for any. */
final class Carrier {
    static final String PROTOCOL = "hoop/1";
    private static final int MOST_BYTES_AFTER_FAREWELL = 1024 * 1024;

    private final Socket raw;
    private final Socket socket;
    private final CountedInput bytesIn;
    private final MessageInput<ClientMessage> input;
    private final MessageOutput output;
    private volatile @Nullable ToldColumns told;
    private volatile boolean held;
    private volatile long writingSinceNanos;

    private Carrier(Socket raw, Socket socket) throws IOException {
        this.raw = raw;
        this.socket = socket;
        this.bytesIn = new CountedInput(socket.getInputStream());
        this.input = new MessageInput<>(bytesIn, MessageDecoder.ofClient(Limits.BEFORE_LOGIN));
        this.output = new MessageOutput(new WatchedOutput(socket.getOutputStream()), Limits.BEFORE_LOGIN);
    }

    static Carrier plain(Socket socket) throws IOException {
        return new Carrier(socket, socket);
    }

    /** Shakes hands: TLS 1.3 from the first byte, and the protocol agreed by ALPN, so that no other client is mistaken for ours. */
    static Carrier secure(Socket raw, SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
        socket.setUseClientMode(false);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setApplicationProtocols(new String[] {PROTOCOL});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!PROTOCOL.equals(socket.getApplicationProtocol())) {
            throw new IOException("the peer did not ask for " + PROTOCOL + " by ALPN");
        }
        return new Carrier(raw, socket);
    }

    /** Other limits from the next message on. */
    void limits(Limits accepted, Limits acceptedByPeer) {
        input.limits(accepted);
        output.limits(acceptedByPeer);
    }

    /**
     * Waits for the next message, for as long as nobody {@linkplain #abort aborts}: a socket with a timeout is asked three times for what
     * one without is asked for once. Answers that are {@linkplain #hold held} leave before it waits.
     *
     * @return empty when the peer has closed
     */
    Optional<Envelope<ClientMessage>> read() throws IOException {
        Optional<Envelope<ClientMessage>> arrived = input.poll();
        if (arrived.isPresent()) {
            return arrived;
        }
        if (held) {
            flush();
        }
        return input.next();
    }

    /** How many bytes have arrived so far. */
    long bytesRead() {
        return bytesIn.count;
    }

    /** From now on columns that were told are told by their number. */
    void numberColumns() {
        told = new ToldColumns();
    }

    void queue(int stream, ServerMessage message) throws IOException {
        ToldColumns before = told;
        if (before == null || !(message instanceof ServerMessage.Columns columns)) {
            output.queue(stream, message);
            return;
        }
        synchronized (before) { // numbers count in the order in which messages leave
            OptionalInt number = before.number(columns);
            if (number.isPresent()) {
                output.queue(stream, new ServerMessage.ColumnsAgain(number.getAsInt()));
            } else {
                output.queue(stream, columns);
                before.told(columns);
            }
        }
    }

    /** Queues an answer that leaves with the next, or when this side has nothing to do but to {@linkplain #read wait}. */
    void hold(int stream, ServerMessage message) throws IOException {
        queue(stream, message);
        held = true;
    }

    void flush() throws IOException {
        held = false;
        output.flush();
    }

    void send(int stream, ServerMessage message) throws IOException {
        queue(stream, message);
        flush();
    }

    /** Whether a write has waited for the peer since before then. */
    boolean isStuck(long nowNanos, long afterNanos) {
        long since = writingSinceNanos;
        return since != 0 && nowNanos - since > afterNanos;
    }

    boolean isWriting() {
        return writingSinceNanos != 0;
    }

    /** Says the last word and ends this side's half. What the peer still sends must be drained or the word may be lost on its way. */
    void farewell(ServerMessage last) throws IOException {
        send(0, last);
        socket.shutdownOutput();
    }

    /** Reads and drops until the peer closes, or the socket is aborted. */
    void drain(Duration atMost) throws IOException {
        byte[] dropped = new byte[4096];
        long end = System.nanoTime() + atMost.toNanos();
        int total = 0;
        int count = 0;
        while (count >= 0 && total < MOST_BYTES_AFTER_FAREWELL && System.nanoTime() < end) {
            raw.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
            count = bytesIn.read(dropped, 0, dropped.length);
            total += Math.max(count, 0);
        }
    }

    /** Ends the socket at once. The lower one first: closing a TLS socket waits for a writer that may wait for ever. */
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

    private static final class CountedInput extends FilterInputStream {
        private long count;

        CountedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            int read = super.read(to, from, length);
            count += Math.max(read, 0);
            return read;
        }
    }

    /** Marks when a write began; sockets have no timeout for writing, so somebody else must watch. */
    private final class WatchedOutput extends FilterOutputStream {
        WatchedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            writingSinceNanos = System.nanoTime() | 1; // never zero, which means: not writing
            try {
                out.write(bytes, from, count);
            } finally {
                writingSinceNanos = 0;
            }
        }
    }
}
