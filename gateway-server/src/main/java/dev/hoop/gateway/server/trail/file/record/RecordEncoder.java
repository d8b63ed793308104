package dev.hoop.gateway.server.trail.file.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Places drafts: gives each its sequence and time, links it to the record before and writes its line. Not thread-safe.
 *
 * <pre>
 * {"v":1,"seq":…,"at":…,"kind":…, … ,"salt":"…","body":{…},"chain":"…"}
 * └──────────── header ────────────┘                └body┘
 * </pre>
 */
public final class RecordEncoder {
    /** The version of the format. */
    public static final int VERSION = 1;

    static final String SALT = ",\"salt\":\"";
    static final String BODY = "\",\"body\":";
    static final String ERASED = ",\"erased\":\"";
    static final String CHAIN = ",\"chain\":\"";
    static final String END = "\"}";

    private final TrailHasher hasher = new TrailHasher();
    private final Lines lines = new Lines();
    private final Moments moments = new Moments();
    private Position position;

    public RecordEncoder(Position position) {
        this.position = position;
    }

    /** Where the trail stands after all records encoded so far. */
    public Position position() {
        return position;
    }

    /** Goes back to an earlier position: what was encoded since has not become part of the trail. */
    public void back(Position earlier) {
        position = earlier;
        lines.reset();
    }

    /** Adds one record to the lines and answers its sequence. */
    public long encode(Draft draft, Instant at) {
        int begin = lines.size();
        long sequence = position.size() + 1;
        lines.ascii("{\"v\":" + VERSION + ",\"seq\":" + sequence + ",\"at\":\"");
        lines.ascii(moments.text(at));
        lines.ascii("\",");
        lines.writeBytes(draft.fields());
        Hash leaf = hasher.leaf(lines.buffer(), begin, lines.size() - begin, draft.commitment());
        position = position.after(leaf, hasher);
        lines.ascii(SALT);
        lines.ascii(HexFormat.of().formatHex(draft.salt()));
        lines.ascii(BODY);
        lines.writeBytes(draft.body());
        lines.ascii(CHAIN);
        lines.ascii(position.link().hex());
        lines.ascii(END);
        lines.write('\n');
        return sequence;
    }

    /** The lines encoded since the last call; the encoder forgets them. */
    public byte[] drain() {
        byte[] bytes = lines.toByteArray();
        lines.reset();
        return bytes;
    }

    /** Shows its buffer, so that a header is hashed where it lies. */
    private static final class Lines extends ByteArrayOutputStream {
        Lines() {
            super(64 * 1024);
        }

        byte[] buffer() {
            return buf;
        }

        void ascii(String text) {
            writeBytes(text.getBytes(US_ASCII));
        }
    }
}
