package dev.hoop.gateway.server.trail.file.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.function.Consumer;

/**
 * The bytes of one stream on their way into lines of text: a character that is cut between two writes is kept back until it is whole, and
 * bytes that are no text are shown as the replacement character. Keeps a bounded number of bytes and says where it stopped. One thread at a
 * time.
 */
final class StreamLines {
    private static final int PIECE = 16 * 1024;
    private static final String CUT =
            "\n[the recording of this stream ends here; the trail has its length and digest]\n";

    private final CharsetDecoder decoder = UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer pending = ByteBuffer.allocate(PIECE);
    private final CharBuffer text = CharBuffer.allocate(PIECE);
    private long left;

    StreamLines(long most) {
        this.left = most;
    }

    void add(byte[] bytes, int offset, int length, Consumer<String> line) {
        if (left <= 0) {
            return;
        }
        int kept = (int) Math.min(left, length);
        left -= kept;
        int from = offset;
        int end = offset + kept;
        while (from < end) {
            int some = Math.min(end - from, pending.remaining());
            pending.put(bytes, from, some);
            from += some;
            decode(false, line);
        }
        if (left <= 0) {
            end(line);
            line.accept(CUT);
        }
    }

    /** Nothing more comes: what was kept back is let go. */
    void end(Consumer<String> line) {
        decode(true, line);
    }

    private void decode(boolean last, Consumer<String> line) {
        pending.flip();
        decoder.decode(pending, text, last);
        pending.compact();
        text.flip();
        if (text.hasRemaining()) {
            line.accept(text.toString());
        }
        text.clear();
    }
}
