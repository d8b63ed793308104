package dev.hoop.gateway.server.trail.file.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** JSON as it grows: a buffer that quotes. Every cell that is recorded passes here, so plain ASCII takes a short way. Not thread-safe. */
public final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final int LONGEST_ESCAPE = 6;

    private byte[] bytes;
    private int size;

    public JsonBytes(int capacity) {
        bytes = new byte[capacity];
    }

    public int size() {
        return size;
    }

    /** Forgets what was written and keeps the room. */
    public void clear() {
        size = 0;
    }

    /** One character of syntax. */
    public JsonBytes sign(char ascii) {
        room(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    /** Text that is JSON already. */
    public JsonBytes json(byte[] json) {
        return block(json, 0, json.length);
    }

    /** Bytes between JSON, whose number the line before them announces. */
    public JsonBytes block(byte[] block, int offset, int length) {
        room(length);
        System.arraycopy(block, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** Numbers and words. */
    public JsonBytes word(String ascii) {
        return json(ascii.getBytes(US_ASCII));
    }

    /** A text as a string; control characters and halves of characters are escaped, so that it has neither line breaks nor broken UTF-8. */
    public JsonBytes quoted(String text) {
        int length = text.length();
        room(length + 2);
        bytes[size++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                escaping(text, i);
                break;
            }
            bytes[size++] = (byte) c;
        }
        return sign('"');
    }

    private void escaping(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            room(LONGEST_ESCAPE);
            if (c == '"' || c == '\\') {
                bytes[size++] = '\\';
                bytes[size++] = (byte) c;
            } else if (c < ' ' || c == 0x7f) {
                escaped(c);
            } else if (c < 0x80) {
                bytes[size++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                encoded(Character.toCodePoint(c, text.charAt(i + 1)));
                i++;
            } else if (Character.isSurrogate(c)) {
                escaped(c); // half a character has no UTF-8
            } else {
                encoded(c);
            }
        }
    }

    /** UTF-8 of a character beyond ASCII; there is room for it. What commands print passes here letter by letter. */
    private void encoded(int codePoint) {
        if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xc0 | (codePoint >> 6));
        } else {
            if (codePoint < 0x10000) {
                bytes[size++] = (byte) (0xe0 | (codePoint >> 12));
            } else {
                bytes[size++] = (byte) (0xf0 | (codePoint >> 18));
                bytes[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
            }
            bytes[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
        }
        bytes[size++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private void escaped(char c) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(c >>> shift) & 0xf];
        }
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** What was written between two further characters. */
    public byte[] between(char before, char after) {
        byte[] all = new byte[size + 2];
        all[0] = (byte) before;
        System.arraycopy(bytes, 0, all, 1, size);
        all[size + 1] = (byte) after;
        return all;
    }
}
