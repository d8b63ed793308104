package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Writes the primitives of the protocol into a buffer that grows. Big-endian; lengths and counts are u32. Not thread-safe. */
public final class WireWriter {
    private static final int KEEP_BYTES = 512 * 1024;
    /** Room for the largest message, its header and what was queued before it. */
    private static final int MAX_BYTES = Limits.MAX_MESSAGE_BYTES + 1024 * 1024;

    private byte[] buffer;
    private int size;

    public WireWriter() {
        this(256);
    }

    public WireWriter(int initialBytes) {
        this.buffer = new byte[initialBytes];
    }

    /** How many bytes have been written. */
    public int size() {
        return size;
    }

    /** Forgets what was written and keeps the buffer, unless one large message has blown it up. */
    public void clear() {
        size = 0;
        if (buffer.length > KEEP_BYTES) {
            buffer = new byte[8 * 1024];
        }
    }

    /** The bytes written, copied. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /** Appends what another writer has written. */
    public void append(WireWriter other) {
        raw(other.buffer, 0, other.size);
    }

    /** Writes what was gathered to the stream. */
    public void writeTo(java.io.OutputStream stream) throws java.io.IOException {
        stream.write(buffer, 0, size);
    }

    /** Leaves a gap to be filled later. */
    void reserve(int count) {
        room(count);
        size += count;
    }

    /** Forgets what was written from {@code to} on. */
    void truncate(int to) {
        size = to;
    }

    /** The array behind this writer, to fill what was reserved; another one after the next write. */
    byte[] array() {
        return buffer;
    }

    public void u8(int value) {
        room(1);
        buffer[size++] = (byte) value;
    }

    public void u16(int value) {
        room(2);
        buffer[size++] = (byte) (value >>> 8);
        buffer[size++] = (byte) value;
    }

    public void i32(int value) {
        room(4);
        buffer[size++] = (byte) (value >>> 24);
        buffer[size++] = (byte) (value >>> 16);
        buffer[size++] = (byte) (value >>> 8);
        buffer[size++] = (byte) value;
    }

    public void i64(long value) {
        i32((int) (value >>> 32));
        i32((int) value);
    }

    /** A 64-bit integer in one to ten bytes: zigzag, then seven bits a byte, low bits first. */
    public void varint(long value) {
        room(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    public void bool(boolean value) {
        u8(value ? 1 : 0);
    }

    /** The number of an enum constant; the order of every enum that travels is part of the protocol. */
    @SuppressWarnings("EnumOrdinal") // the one place: golden transcripts hold the order
    public void constant(Enum<?> constant) {
        u8(constant.ordinal());
    }

    /** A length, then that many bytes of UTF-8. */
    public void text(String value) {
        int length = utf8Length(value);
        i32(length);
        utf8(value, length);
    }

    /** A length as an unsigned variable-length integer, then that many bytes of UTF-8: the short form of cells. */
    void shortText(String value) {
        int length = utf8Length(value);
        unsigned(length);
        utf8(value, length);
    }

    void shortBytes(byte[] value) {
        unsigned(value.length);
        raw(value, 0, value.length);
    }

    void unsigned(int value) {
        room(5);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    /** A length, then the bytes. */
    public void bytes(byte[] value) {
        i32(value.length);
        raw(value, 0, value.length);
    }

    /** A length, then the bytes that a buffer has left, which stay there. */
    void bytes(ByteBuffer value) {
        int count = value.remaining();
        i32(count);
        room(count);
        value.get(value.position(), buffer, size, count);
        size += count;
    }

    public void texts(List<String> values) {
        list(values, (text, out) -> out.text(text));
    }

    public void longs(List<Long> values) {
        list(values, (number, out) -> out.i64(number));
    }

    /** A count, then per entry key and value, in the order of the keys so that equal maps have equal bytes. */
    public void map(Map<String, String> values) {
        i32(values.size());
        new TreeMap<>(values).forEach((key, value) -> {
            text(key);
            text(value);
        });
    }

    /** A count, then the elements. */
    public <T> void list(List<T> values, BiConsumer<T, WireWriter> write) {
        i32(values.size());
        for (T value : values) {
            write.accept(value, this);
        }
    }

    void raw(byte[] source, int from, int count) {
        room(count);
        System.arraycopy(source, from, buffer, size, count);
        size += count;
    }

    @SuppressWarnings("deprecation") // the one copy of a text of ASCII that needs neither a loop nor another array
    private void utf8(String value, int length) {
        room(length);
        int at = size;
        int chars = value.length();
        if (length == chars) {
            value.getBytes(0, chars, buffer, at);
            size += length;
            return;
        }
        for (int i = 0; i < chars; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                buffer[at++] = (byte) c;
            } else if (c < 0x800) {
                buffer[at++] = (byte) (0xc0 | (c >> 6));
                buffer[at++] = (byte) (0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c)) {
                int point = Character.toCodePoint(c, value.charAt(++i));
                buffer[at++] = (byte) (0xf0 | (point >> 18));
                buffer[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                buffer[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                buffer[at++] = (byte) (0x80 | (point & 0x3f));
            } else {
                buffer[at++] = (byte) (0xe0 | (c >> 12));
                buffer[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                buffer[at++] = (byte) (0x80 | (c & 0x3f));
            }
        }
        size = at;
    }

    /** Unpaired surrogates cannot be UTF-8; they are refused here rather than replaced, so that what arrives is what was said. */
    private static int utf8Length(String value) {
        int chars = value.length();
        long length = chars;
        for (int i = 0; i < chars; i++) {
            char c = value.charAt(i);
            if (c >= 0x800) {
                if (Character.isHighSurrogate(c) && i + 1 < chars && Character.isLowSurrogate(value.charAt(i + 1))) {
                    i++; // four bytes for these two chars
                } else if (Character.isSurrogate(c)) {
                    throw new GatewayException(
                            ErrorCode.INVALID_REQUEST,
                            "text holds an unpaired surrogate and has no UTF-8 form; correct the text");
                }
                length += 2;
            } else if (c >= 0x80) {
                length++;
            }
        }
        return checked(length);
    }

    private void room(int count) {
        if (buffer.length - size < count) {
            int needed = checked((long) size + count);
            buffer = Arrays.copyOf(buffer, (int) Math.max(needed, Math.min(buffer.length * 2L, MAX_BYTES)));
        }
    }

    private static int checked(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new GatewayException(
                    ErrorCode.LIMIT_EXCEEDED, "a message of %d bytes is larger than any peer accepts".formatted(bytes));
        }
        return (int) bytes;
    }
}
