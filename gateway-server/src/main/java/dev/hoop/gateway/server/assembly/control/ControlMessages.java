package dev.hoop.gateway.server.assembly.control;

import dev.hoop.gateway.api.wire.WireReader;
import dev.hoop.gateway.api.wire.WireWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/** One question or answer on the control socket: a length, then a list of texts. */
final class ControlMessages {
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private ControlMessages() {}

    static void send(SocketChannel channel, List<String> texts) throws IOException {
        WireWriter body = new WireWriter();
        body.texts(texts);
        ByteBuffer out = ByteBuffer.allocate(4 + body.size())
                .putInt(body.size())
                .put(body.toByteArray())
                .flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    static List<String> receive(SocketChannel channel) throws IOException {
        int length = exactly(channel, 4).getInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a control message of " + length + " bytes is refused");
        }
        WireReader body = new WireReader(exactly(channel, length).array());
        List<String> texts = body.texts();
        body.end();
        return texts;
    }

    private static ByteBuffer exactly(SocketChannel channel, int count) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(count);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new EOFException("the other side closed the control socket");
            }
        }
        return in.flip();
    }
}
