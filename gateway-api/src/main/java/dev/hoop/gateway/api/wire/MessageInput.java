package dev.hoop.gateway.api.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads messages from a blocking stream. The buffer grows to the size of a frame only when its header asks for it. Not thread-safe. */
public final class MessageInput<M extends Message> {
    private static final int INITIAL_BYTES = 8 * 1024;
    /** A full chunk of rows with its header fits, so that a stream of them needs no new buffer for each. */
    private static final int KEEP_BYTES = 80 * 1024;

    private final InputStream stream;
    private final MessageDecoder<M> decoder;
    private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_BYTES).flip();

    public MessageInput(InputStream stream, MessageDecoder<M> decoder) {
        this.stream = stream;
        this.decoder = decoder;
    }

    /** Other limits from the next frame on. */
    public void limits(Limits negotiated) {
        decoder.limits(negotiated);
    }

    /**
     * Waits for the next message.
     *
     * @return empty when the peer has closed the stream between two messages
     * @throws java.net.SocketTimeoutException if the socket's timeout passed; nothing is lost and the call may be repeated
     * @throws EOFException if the stream ended inside a message
     */
    public Optional<Envelope<M>> next() throws IOException {
        while (true) {
            Optional<Envelope<M>> message = decoder.next(buffer);
            if (message.isPresent()) {
                return message;
            }
            if (!fill()) {
                if (buffer.hasRemaining() || decoder.insideMessage()) {
                    throw new EOFException("the peer closed the socket inside a message");
                }
                return Optional.empty();
            }
        }
    }

    /** The next message if all its bytes have been read from the stream already; never reads from the stream. */
    public Optional<Envelope<M>> poll() {
        return decoder.next(buffer);
    }

    private boolean fill() throws IOException {
        room(decoder.needed(buffer));
        int free = buffer.arrayOffset() + buffer.limit();
        int count = stream.read(buffer.array(), free, buffer.capacity() - buffer.limit());
        if (count > 0) {
            buffer.limit(buffer.limit() + count);
        }
        return count >= 0;
    }

    /** Makes room for {@code needed} bytes from the position on, and for at least one more byte to read. */
    private void room(int needed) {
        int wanted = Math.max(needed, buffer.remaining() + 1);
        if (!buffer.hasRemaining() && buffer.capacity() > KEEP_BYTES && wanted <= KEEP_BYTES) {
            buffer = ByteBuffer.allocate(INITIAL_BYTES).flip();
        }
        if (buffer.capacity() < wanted) {
            buffer = ByteBuffer.allocate(Math.max(wanted, INITIAL_BYTES))
                    .put(buffer)
                    .flip();
        } else if (!buffer.hasRemaining() || buffer.capacity() - buffer.position() < wanted) {
            buffer.compact().flip();
        }
    }
}
