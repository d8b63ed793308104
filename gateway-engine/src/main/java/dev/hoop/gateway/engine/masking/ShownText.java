package dev.hoop.gateway.engine.masking;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/** A part of what is shown as text, with the way back from its characters to the bytes. Bytes that are no UTF-8 are a sign each. */
final class ShownText {
    private final String text;
    private final int from;
    private final int @Nullable [] entries;

    private ShownText(String text, int from, int @Nullable [] entries) {
        this.text = text;
        this.from = from;
        this.entries = entries;
    }

    String text() {
        return text;
    }

    /** Which byte that is shown a character comes from. */
    int entry(int index) {
        return entries == null ? from + index : entries[index];
    }

    /** The text between two indexes of bytes that are shown; without those that were written over, where they are named. */
    static ShownText of(byte[] raw, int[] shown, int from, int to, boolean @Nullable [] erased) {
        byte[] bytes = new byte[to - from];
        boolean plain = erased == null;
        for (int i = from; i < to; i++) {
            bytes[i - from] = raw[shown[i]];
            plain &= bytes[i - from] >= 0;
        }
        return plain ? new ShownText(new String(bytes, ISO_8859_1), from, null) : decoded(bytes, from, erased);
    }

    private static ShownText decoded(byte[] bytes, int from, boolean @Nullable [] erased) {
        StringBuilder text = new StringBuilder(bytes.length);
        int[] entries = new int[bytes.length * 2];
        int i = 0;
        while (i < bytes.length) {
            if (erased != null && erased[from + i]) {
                i++;
                continue;
            }
            int length = length(bytes, i);
            int codePoint = length == 0 ? 0xfffd : codePoint(bytes, i, length);
            for (int unit = 0; unit < Character.charCount(codePoint); unit++) {
                entries[text.length() + unit] = from + i;
            }
            text.appendCodePoint(codePoint);
            i += Math.max(1, length);
        }
        return new ShownText(text.toString(), from, entries);
    }

    /** How many bytes the character has, zero when it is none. */
    private static int length(byte[] bytes, int at) {
        int lead = bytes[at] & 0xff;
        int length = lead < 0x80
                ? 1
                : lead >= 0xc2 && lead < 0xe0
                        ? 2
                        : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
        if (at + length > bytes.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static int codePoint(byte[] bytes, int at, int length) {
        int value = length == 1 ? bytes[at] : bytes[at] & (0xff >> (length + 1));
        for (int i = 1; i < length; i++) {
            value = (value << 6) | (bytes[at + i] & 0x3f);
        }
        boolean odd = !Character.isValidCodePoint(value) || (value >= 0xd800 && value < 0xe000);
        return odd ? 0xfffd : value;
    }
}
