package dev.hoop.gateway.api.wire;

import java.nio.ByteBuffer;

/**
 * The 16 bytes in front of every frame.
 *
 * <pre>
 *  0  u32 length     bytes of payload
 *  4  u8  type       of the message; equal in all frames of one message
 *  5  u8  flags      bits 0-3 critical: unknown and set is an error; bits 4-7 ignorable
 *  6  u16 reserved   the sender writes anything, the receiver ignores it
 *  8  u32 stream
 * 12  u32 sequence   counts the frames of one direction from zero
 * </pre>
 */
record FrameHeader(int length, int type, int flags, int stream, int sequence) {
    static final int BYTES = 16;
    /** The message goes on in the next frame of this direction. */
    static final int MORE = 0x01;

    private static final int CRITICAL = 0x0f;

    /** Reads a header at the buffer's position without moving it; the caller has checked that 16 bytes are there. */
    static FrameHeader peek(ByteBuffer in, Limits limits) {
        int at = in.position();
        int length = in.getInt(at);
        int flags = in.get(at + 5) & 0xff;
        if (length < 0 || length > limits.frameBytes()) {
            throw new ProtocolException(
                    "a frame announces %d bytes, limit %d".formatted(length & 0xffff_ffffL, limits.frameBytes()));
        }
        if ((flags & CRITICAL & ~MORE) != 0) {
            throw new ProtocolException("a frame has an unknown critical flag");
        }
        return new FrameHeader(length, in.get(at + 4) & 0xff, flags, in.getInt(at + 8), in.getInt(at + 12));
    }

    boolean more() {
        return (flags & MORE) != 0;
    }

    static void write(byte[] to, int at, int length, int type, int flags, int grease, int stream, int sequence) {
        ByteBuffer.wrap(to, at, BYTES)
                .putInt(length)
                .put((byte) type)
                .put((byte) flags)
                .putShort((short) grease)
                .putInt(stream)
                .putInt(sequence);
    }
}
