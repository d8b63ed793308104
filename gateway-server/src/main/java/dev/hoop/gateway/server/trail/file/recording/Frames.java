package dev.hoop.gateway.server.trail.file.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The encrypted frames of one recording. The nonce is the frame's number, so no nonce is used twice with a key that only one session has;
 * number, head of the file and whether the frame is the last are authenticated, so frames can be neither changed, swapped, dropped, moved
 * to another session nor cut off at the end.
 *
 * <pre>
 * u32 length ‖ AES-256-GCM(session key, nonce = 00000000 ‖ u64 number, SHA-256(head) ‖ u64 number ‖ u8 last)
 * </pre>
 */
final class Frames {
    /** The most plain bytes of one frame; a longer line has a frame of its own. */
    static final int BYTES = 64 * 1024;

    private static final byte[] NOTHING = {};

    private Frames() {}

    /** Writes frames. Not thread-safe. */
    static final class Writer {
        private final MessageDigest whole = TrailHasher.sha256();
        private final OutputStream file;
        private final AesGcm cipher;
        private final byte[] head;
        private byte[] before;
        private long number;

        Writer(OutputStream file, AesGcm cipher, String headLine) {
            this.file = file;
            this.cipher = cipher;
            this.before = headLine.getBytes(UTF_8);
            this.head = TrailHasher.sha256().digest(before);
        }

        /** The head goes with the first frame. */
        void write(byte[] plain, Place place) throws IOException {
            int at = before.length;
            byte[] bytes = Arrays.copyOf(before, at + Integer.BYTES + plain.length + AesGcm.TAG_BYTES);
            ByteBuffer.wrap(bytes).putInt(at, plain.length + AesGcm.TAG_BYTES);
            cipher.seal(nonce(number), associated(head, number, place), plain, bytes, at + Integer.BYTES);
            number++; // before the write: a nonce of a write that failed is spent all the same
            file.write(bytes);
            whole.update(bytes);
            before = NOTHING;
        }

        long frames() {
            return number;
        }

        /** The digest of the whole file. */
        byte[] digest() {
            return whole.digest();
        }
    }

    /** Whether more frames follow. */
    enum Place {
        MORE,
        LAST
    }

    static byte[] nonce(long number) {
        return ByteBuffer.allocate(AesGcm.NONCE_BYTES).putInt(0).putLong(number).array();
    }

    static byte[] associated(byte[] head, long number, Place place) {
        return ByteBuffer.allocate(head.length + Long.BYTES + 1)
                .put(head)
                .putLong(number)
                .put((byte) (place == Place.LAST ? 1 : 0))
                .array();
    }
}
