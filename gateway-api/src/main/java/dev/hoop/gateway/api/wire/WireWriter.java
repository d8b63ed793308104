package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Writes the primitives of the protocol into a buffer that grows. Big-endian; lengths and counts are u32. Not thread-safe. */
public final class WireWriter {
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

    /** Forgets what was written and keeps the buffer. */
    public void clear() {
        size = 0;
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
    void writeTo(java.io.OutputStream stream) throws java.io.IOException {
        stream.write(buffer, 0, size);
    }

    /** Hands the bytes from {@code from} on, {@code count} of them, to the callee without a copy. */
    void expose(ByteRange callee) {
        callee.take(buffer, size);
    }

    /** Sees the buffer and how much of it is filled; must not keep it. */
    @FunctionalInterface
    interface ByteRange {
        void take(byte[] buffer, int size);
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
        int length = value.length();
        room(4 + length);
        int begin = size;
        int at = begin + 4;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                bytes(utf8(value));
                return;
            }
            buffer[at++] = (byte) c;
        }
        i32(length);
        size = at;
    }

    /** A length as an unsigned variable-length integer, then that many bytes of UTF-8: the short form of cells. */
    void shortText(String value) {
        int length = value.length();
        room(5 + length);
        int begin = size;
        unsigned(length);
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                size = begin;
                shortBytes(utf8(value));
                return;
            }
            buffer[at++] = (byte) c;
        }
        size = at;
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

    public void texts(List<String> values) {
        list(values, (text, out) -> out.text(text));
    }

    public void longs(List<Long> values) {
        list(values, (number, out) -> out.i64(number));
    }

    /** A count, then per entry key and value, in the order of the keys so that equal maps have equal bytes. */
    public void map(Map<String, String> values) {
        i32(values.size());
        values.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            text(entry.getKey());
            text(entry.getValue());
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

    /** Unpaired surrogates cannot be UTF-8; they are refused here rather than replaced, so that what arrives is what was said. */
    private static byte[] utf8(String value) {
        try {
            var bytes = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(value));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "text holds an unpaired surrogate and has no UTF-8 form; correct the text");
        }
    }

    private void room(int count) {
        if (buffer.length - size < count) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + count));
        }
    }
}
