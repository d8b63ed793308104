package dev.hoop.gateway.api.wire;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes messages to a blocking stream. {@link #queue} gathers, {@link #flush} sends; a message that another thread queues in between
 * rides along whole. Thread-safe.
 */
public final class MessageOutput {
    private static final int SEND_AT_BYTES = 64 * 1024;

    private final OutputStream stream;
    private final MessageEncoder encoder;
    private final WireWriter pending = new WireWriter(8 * 1024);

    public MessageOutput(OutputStream stream, Limits limits) {
        this.stream = stream;
        this.encoder = new MessageEncoder(limits);
    }

    public synchronized void limits(Limits negotiated) {
        encoder.limits(negotiated);
    }

    /** Adds a message to what the next flush sends; sends at once when much has gathered. */
    public synchronized void queue(int streamId, Message message) throws IOException {
        encoder.encode(streamId, message, pending);
        if (pending.size() >= SEND_AT_BYTES) {
            flush();
        }
    }

    /** Sends what has gathered. */
    public synchronized void flush() throws IOException {
        if (pending.size() > 0) {
            try {
                pending.writeTo(stream);
                stream.flush();
            } finally {
                pending.clear();
            }
        }
    }

    /** Queues and flushes in one step. */
    public synchronized void send(int streamId, Message message) throws IOException {
        queue(streamId, message);
        flush();
    }
}
