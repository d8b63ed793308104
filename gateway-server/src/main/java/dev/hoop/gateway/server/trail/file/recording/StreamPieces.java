package dev.hoop.gateway.server.trail.file.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The bytes of one stream on their way into the recording, as they are: a bounded number of them, and where it stopped. One thread at a time. */
final class StreamPieces {
    private static final byte[] CUT =
            "\n[the recording of this stream ends here; the trail has its length and digest]\n".getBytes(UTF_8);

    private final WholeCharacters characters = new WholeCharacters();
    private long left;

    StreamPieces(long most) {
        this.left = most;
    }

    void add(byte[] bytes, int offset, int length, WholeCharacters.Taker taker) {
        if (left <= 0) {
            return;
        }
        int kept = (int) Math.min(left, length);
        left -= kept;
        characters.add(bytes, offset, kept, taker);
        if (left <= 0) {
            end(taker);
            taker.take(CUT, 0, CUT.length);
        }
    }

    /** Nothing more comes: what was kept back is let go. */
    void end(WholeCharacters.Taker taker) {
        characters.end(taker);
    }
}
