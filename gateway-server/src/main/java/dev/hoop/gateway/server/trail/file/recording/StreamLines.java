package dev.hoop.gateway.server.trail.file.recording;

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

    private final Utf8Pieces pieces = new Utf8Pieces();
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
            int some = Math.min(end - from, PIECE);
            tell(pieces.text(bytes, from, some), line);
            from += some;
        }
        if (left <= 0) {
            end(line);
            line.accept(CUT);
        }
    }

    /** Nothing more comes: what was kept back is let go. */
    void end(Consumer<String> line) {
        tell(pieces.end(), line);
    }

    private static void tell(String text, Consumer<String> line) {
        if (!text.isEmpty()) {
            line.accept(text);
        }
    }
}
