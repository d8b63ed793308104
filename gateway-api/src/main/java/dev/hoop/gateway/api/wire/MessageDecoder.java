package dev.hoop.gateway.api.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Turns bytes into messages. A pure state machine: any input ends in a message, in "more bytes", or in a {@link ProtocolException} after
 * which the decoder is not used any more. Memory is taken only for bytes that have arrived. Not thread-safe.
 *
 * @param <M> the side whose messages are read
 */
public final class MessageDecoder<M extends Message> {
    private final IntFunction<BodyDecoder<M>> types;
    private Limits limits;
    private int sequence;
    private byte[] parts = new byte[0];
    private int partsSize;
    private int partsType = -1;
    private int partsStream;

    /** Reads the body of one type. */
    interface BodyDecoder<M> {
        M decode(WireReader in);
    }

    private MessageDecoder(IntFunction<BodyDecoder<M>> types, Limits limits) {
        this.types = types;
        this.limits = limits;
    }

    /** Reads what clients say. */
    public static MessageDecoder<ClientMessage> ofClient(Limits limits) {
        return new MessageDecoder<>(
                code -> {
                    ClientMessage.Type type = ClientMessage.Type.of(code);
                    return in -> ClientMessage.decode(type, in);
                },
                limits);
    }

    /** Reads what the gateway says. */
    public static MessageDecoder<ServerMessage> ofServer(Limits limits) {
        return new MessageDecoder<>(
                code -> {
                    ServerMessage.Type type = ServerMessage.Type.of(code);
                    return in -> ServerMessage.decode(type, in);
                },
                limits);
    }

    /** Other limits from the next frame on; used once, after login. */
    public void limits(Limits negotiated) {
        this.limits = negotiated;
    }

    /**
     * Returns the next message, or empty when it has not fully arrived. Whole frames of an unfinished message are taken from the buffer;
     * of an unfinished frame nothing is.
     *
     * @param in a buffer with an array behind it
     */
    public Optional<Envelope<M>> next(ByteBuffer in) {
        while (in.remaining() >= FrameHeader.BYTES) {
            FrameHeader header = FrameHeader.peek(in, limits);
            check(header);
            BodyDecoder<M> type =
                    types.apply(header.type()); // an unknown type is refused before its payload is waited for
            if (in.remaining() < FrameHeader.BYTES + header.length()) {
                return Optional.empty();
            }
            in.position(in.position() + FrameHeader.BYTES);
            sequence++;
            if (!header.more() && partsType < 0) {
                return Optional.of(single(header, type, in));
            }
            keep(header, in);
            if (!header.more()) {
                return Optional.of(joined(type));
            }
        }
        return Optional.empty();
    }

    /** Whether a message has begun of which whole frames have been taken from the buffer and more are due. */
    boolean insideMessage() {
        return partsType >= 0;
    }

    /** How many bytes the buffer must hold before {@link #next} can get further. */
    public int needed(ByteBuffer in) {
        return in.remaining() < FrameHeader.BYTES
                ? FrameHeader.BYTES
                : FrameHeader.BYTES + FrameHeader.peek(in, limits).length();
    }

    private void check(FrameHeader header) {
        if (header.sequence() != sequence) {
            throw new ProtocolException("frame %d arrived where %d was due"
                    .formatted(header.sequence() & 0xffff_ffffL, sequence & 0xffff_ffffL));
        }
        if (partsType >= 0 && (header.type() != partsType || header.stream() != partsStream)) {
            throw new ProtocolException("another message begins inside an unfinished one");
        }
        if (header.more() && header.length() == 0) {
            throw new ProtocolException("an empty frame announces another");
        }
        if ((long) partsSize + header.length() > limits.messageBytes()) {
            throw new ProtocolException("a message is larger than the limit of " + limits.messageBytes() + " bytes");
        }
    }

    private Envelope<M> single(FrameHeader header, BodyDecoder<M> type, ByteBuffer in) {
        // Decoded where it stands: what a message keeps, its decoder copies.
        int at = in.position();
        in.position(at + header.length());
        WireReader body = new WireReader(in.array(), in.arrayOffset() + at, header.length());
        return new Envelope<>(header.stream(), type.decode(body));
    }

    private void keep(FrameHeader header, ByteBuffer in) {
        if (parts.length - partsSize < header.length()) {
            parts = Arrays.copyOf(
                    parts, Math.max(partsSize + header.length(), Math.min(parts.length * 2, limits.messageBytes())));
        }
        in.get(parts, partsSize, header.length());
        partsSize += header.length();
        partsType = header.type();
        partsStream = header.stream();
    }

    private Envelope<M> joined(BodyDecoder<M> type) {
        WireReader body = new WireReader(parts, 0, partsSize);
        parts = new byte[0];
        partsSize = 0;
        partsType = -1;
        return new Envelope<>(partsStream, type.decode(body));
    }
}
