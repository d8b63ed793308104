package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;

/** Turns messages into frames. Counts the frames it made, so one encoder serves one direction of one socket. Not thread-safe. */
public final class MessageEncoder {
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
        int start = out.size();
        try {
            out.reserve(FrameHeader.BYTES);
            message.encode(out);
            int size = out.size() - start - FrameHeader.BYTES;
            if (size > limits.messageBytes()) {
                throw new GatewayException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "a %s message has %d bytes, the peer accepts %d; send or ask for less at a time"
                                .formatted(message.type(), size, limits.messageBytes()));
            }
            int type = message.type().code();
            if (size <= limits.frameBytes()) {
                header(out, start, size, type, 0, stream);
            } else {
                split(out, start, type, stream);
            }
        } catch (RuntimeException e) {
            out.truncate(start);
            throw e;
        }
    }

    /** Makes room for the further headers and moves what stands behind them, the last part first: a large body is not copied whole. */
    private void split(WireWriter out, int start, int type, int stream) {
        int limit = limits.frameBytes();
        int body = out.size() - start - FrameHeader.BYTES;
        int frames = (body + limit - 1) / limit;
        out.reserve((frames - 1) * FrameHeader.BYTES);
        byte[] bytes = out.array();
        for (int i = frames - 1; i > 0; i--) {
            int from = start + FrameHeader.BYTES + i * limit;
            System.arraycopy(bytes, from, bytes, from + i * FrameHeader.BYTES, Math.min(limit, body - i * limit));
        }
        for (int i = 0; i < frames; i++) {
            int at = start + i * (limit + FrameHeader.BYTES);
            int flags = i < frames - 1 ? FrameHeader.MORE : 0;
            header(out, at, Math.min(limit, body - i * limit), type, flags, stream);
        }
    }

    private void header(WireWriter out, int at, int length, int type, int flags, int stream) {
        // Reserved bits carry noise on purpose: a peer that begins to read meaning into them fails its first test, not
        // in
        // ten years.
        FrameHeader.write(out.array(), at, length, type, flags | grease(0xf0), grease(0xffff), stream, sequence);
        sequence++;
    }

    /** Looks random and is not: the codec is pure, and a transcript of it can be compared byte by byte. */
    private int grease(int bits) {
        return Integer.rotateLeft((sequence + 1) * 0x9E3779B9, 13) & bits;
    }
}
