package dev.hoop.gateway.api.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the primitives of the protocol from the body of one message.
 *
 * <p>Every length and count is checked against the bytes that remain before anything is allocated; text is strict UTF-8. Whatever does not
 * fit ends in a {@link ProtocolException}. Not thread-safe.
 */
public final class WireReader {
    /** Keys chosen to collide make a map slow in proportion to the square of its size. */
    static final int MAX_MAP_ENTRIES = 4096;

    private final byte[] bytes;
    private final int end;
    private int at;

    public WireReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public WireReader(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + length;
    }

    public int remaining() {
        return end - at;
    }

    /** Where the next byte stands in the array. */
    int position() {
        return at;
    }

    /** The array this reader reads; callers must not change it. */
    byte[] array() {
        return bytes;
    }

    /** Checks that the body was read whole. */
    public void end() {
        if (at != end) {
            throw new ProtocolException(remaining() + " bytes left over at the end of a message");
        }
    }

    public int u8() {
        need(1);
        return bytes[at++] & 0xff;
    }

    public int u16() {
        need(2);
        return (bytes[at++] & 0xff) << 8 | (bytes[at++] & 0xff);
    }

    public int i32() {
        need(4);
        return (bytes[at++] & 0xff) << 24
                | (bytes[at++] & 0xff) << 16
                | (bytes[at++] & 0xff) << 8
                | (bytes[at++] & 0xff);
    }

    public long i64() {
        return ((long) i32() << 32) | (i32() & 0xffff_ffffL);
    }

    /** A number that counts or bounds something. */
    int countOrZero() {
        int value = i32();
        if (value < 0) {
            throw new ProtocolException("a number that cannot be negative is");
        }
        return value;
    }

    /** A duration or bound that may be larger than 32 bits. */
    long boundOrZero() {
        long value = i64();
        if (value < 0) {
            throw new ProtocolException("a number that cannot be negative is");
        }
        return value;
    }

    public long varint() {
        long rest = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = u8();
            if (shift == 63 && next > 1) {
                break;
            }
            rest |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                shortest(next, shift);
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw new ProtocolException("a variable-length integer is longer than 64 bits");
    }

    public boolean bool() {
        int value = u8();
        if (value > 1) {
            throw new ProtocolException("a boolean is neither 0 nor 1");
        }
        return value == 1;
    }

    /** One of the constants, by ordinal. */
    public <E extends Enum<E>> E constant(E[] constants) {
        int ordinal = u8();
        if (ordinal >= constants.length) {
            throw new ProtocolException(
                    "no " + constants[0].getDeclaringClass().getSimpleName() + " has number " + ordinal);
        }
        return constants[ordinal];
    }

    public String text() {
        return utf8(length());
    }

    public byte[] bytes() {
        int length = length();
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    public List<String> texts() {
        return list(WireReader::text);
    }

    public List<Long> longs() {
        return list(WireReader::i64);
    }

    public Map<String, String> map() {
        int count = count();
        if (count > MAX_MAP_ENTRIES) {
            throw new ProtocolException("a map announces %d entries, limit %d".formatted(count, MAX_MAP_ENTRIES));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            if (values.put(text(), text()) != null) {
                throw new ProtocolException("a map names one key twice");
            }
        }
        return values;
    }

    /** A count, then the elements. An element takes at least one byte, so a count beyond the remaining bytes is a lie. */
    public <T> List<T> list(Function<WireReader, T> read) {
        int count = count();
        List<T> values = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            values.add(read.apply(this));
        }
        return values;
    }

    /** A length as an unsigned variable-length integer, at most what remains. */
    int shortLength() {
        long length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = u8();
            length |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                shortest(next, shift);
                if (length > remaining()) {
                    break;
                }
                return (int) length;
            }
        }
        throw new ProtocolException("a cell announces more bytes than the message has left");
    }

    String shortText() {
        return utf8(shortLength());
    }

    byte[] shortBytes() {
        return shortBytes(Integer.MAX_VALUE);
    }

    byte[] shortBytes(int limit) {
        int length = shortLength();
        if (length > limit) {
            throw new ProtocolException("a cell has %d bytes, limit %d".formatted(length, limit));
        }
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    /** One number has one form, so that one value has one digest. */
    private static void shortest(int last, int shift) {
        if (last == 0 && shift > 0) {
            throw new ProtocolException("a variable-length integer is longer than it need be");
        }
    }

    private int count() {
        int count = i32();
        if (count < 0 || count > remaining()) {
            throw new ProtocolException("a list announces more elements than the message has bytes left");
        }
        return count;
    }

    private int length() {
        int length = i32();
        if (length < 0 || length > remaining()) {
            throw new ProtocolException("a field announces more bytes than the message has left");
        }
        return length;
    }

    /** Passes over what comes next if it is these bytes; else stays where it is. */
    boolean skipSame(byte[] expected) {
        boolean same = expected.length <= remaining()
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
        if (same) {
            at += expected.length;
        }
        return same;
    }

    void skip(int count) {
        need(count);
        at += count;
    }

    private void need(int count) {
        if (count < 0 || end - at < count) {
            throw new ProtocolException("the message ends inside a field");
        }
    }

    private String utf8(int length) {
        if (length == 0) {
            return "";
        }
        int from = at;
        at += length;
        for (int i = from; i < at; i++) {
            if (bytes[i] < 0) {
                return strict(from, length);
            }
        }
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private String strict(int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException("text is not valid UTF-8");
        }
    }
}
