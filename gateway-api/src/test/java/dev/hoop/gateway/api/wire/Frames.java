package dev.hoop.gateway.api.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Bytes and messages for tests. */
final class Frames {
    private Frames() {}

    /** The frames of messages as one side would send them, all on stream 1. */
    static byte[] of(List<? extends Message> messages, Limits limits) {
        WireWriter out = new WireWriter();
        MessageEncoder encoder = new MessageEncoder(limits);
        messages.forEach(message -> encoder.encode(1, message, out));
        return out.toByteArray();
    }

    static byte[] of(Message message) {
        return of(List.of(message), Limits.DEFAULT);
    }

    /** The body of a message. */
    static byte[] body(Message message) {
        WireWriter out = new WireWriter();
        message.encode(out);
        return out.toByteArray();
    }

    /** One frame with a header of the caller's choice. */
    static byte[] frame(int announced, int type, int flags, int stream, int sequence, byte... payload) {
        byte[] frame = new byte[FrameHeader.BYTES + payload.length];
        FrameHeader.write(frame, 0, announced, type, flags, 0, stream, sequence);
        System.arraycopy(payload, 0, frame, FrameHeader.BYTES, payload.length);
        return frame;
    }

    static byte[] join(byte[]... parts) {
        WireWriter out = new WireWriter();
        for (byte[] part : parts) {
            out.raw(part, 0, part.length);
        }
        return out.toByteArray();
    }

    static MessageDecoder<? extends Message> decoder(Message example, Limits limits) {
        return example instanceof ClientMessage ? MessageDecoder.ofClient(limits) : MessageDecoder.ofServer(limits);
    }

    /** All whole messages in the bytes. */
    static List<Message> decoded(MessageDecoder<? extends Message> decoder, byte[] bytes) {
        List<Message> messages = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (var next = decoder.next(in); next.isPresent(); next = decoder.next(in)) {
            messages.add(next.get().message());
        }
        return messages;
    }
}
