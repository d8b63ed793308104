package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;

/** Turns messages into frames. Counts the frames it made, so one encoder serves one direction of one socket. Not thread-safe. */
public final class MessageEncoder {
    private final WireWriter body = new WireWriter(8 * 1024);
    private Limits limits;
    private int sequence;

    public MessageEncoder(Limits limits) {
        this.limits = limits;
    }

    /** Other limits from the next message on; used once, after login. */
    public void limits(Limits negotiated) {
        this.limits = negotiated;
    }

    /**
     * Appends the frames of a message.
     *
     * @throws GatewayException with {@link ErrorCode#LIMIT_EXCEEDED} if the message is larger than the peer accepts, with
     *     {@link ErrorCode#INVALID_REQUEST} if it holds text that has no UTF-8 form; nothing was appended
     */
    public void encode(int stream, Message message, WireWriter out) {
        body.clear();
        message.encode(body);
        if (body.size() > limits.messageBytes()) {
            throw new GatewayException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "a %s message has %d bytes, the peer accepts %d"
                            .formatted(message.type(), body.size(), limits.messageBytes()));
        }
        body.expose((bytes, size) -> frames(stream, message.type().code(), bytes, size, out));
    }

    private void frames(int stream, int type, byte[] bytes, int size, WireWriter out) {
        byte[] header = new byte[FrameHeader.BYTES];
        int from = 0;
        do {
            int count = Math.min(size - from, limits.frameBytes());
            int flags = from + count < size ? FrameHeader.MORE : 0;
            // Reserved bits carry noise on purpose: a peer that begins to read meaning into them fails its first test,
            // not in ten years.
            FrameHeader.write(header, 0, count, type, flags | grease(0xf0), grease(0xffff), stream, sequence++);
            out.raw(header, 0, FrameHeader.BYTES);
            out.raw(bytes, from, count);
            from += count;
        } while (from < size);
    }

    /** Looks random and is not: the codec is pure, and a transcript of it can be compared byte by byte. */
    private int grease(int bits) {
        return Integer.rotateLeft((sequence + 1) * 0x9E3779B9, 13) & bits;
    }
}
