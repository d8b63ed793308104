package dev.hoop.gateway.server.trail.file.recording;

/**
 * UTF-8 that comes in pieces, as text. A character that is cut waits for its rest; what is no text becomes the replacement character, as the
 * platform's own decoder has it, and quickly even where nothing is text. Not thread-safe.
 */
final class Utf8Pieces {
    private static final char REPLACEMENT = '\ufffd';
    private static final int LONGEST = 4;

    private final byte[] cut = new byte[LONGEST];
    private int held;

    /** The text of these bytes, behind what was kept back; keeps back a character that may go on. */
    String text(byte[] bytes, int offset, int length) {
        byte[] all = bytes;
        int from = offset;
        int end = offset + length;
        if (held > 0) {
            all = new byte[held + length];
            System.arraycopy(cut, 0, all, 0, held);
            System.arraycopy(bytes, offset, all, held, length);
            from = 0;
            end = all.length;
        }
        char[] text = new char[end - from];
        int count = 0;
        while (from < end) {
            int lead = all[from];
            if (lead >= 0) {
                text[count++] = (char) lead;
                from++;
                continue;
            }
            int known = known(all, from, end);
            if (known < 0) {
                break;
            }
            int whole = whole(lead & 0xff);
            int codePoint = known == whole ? codePoint(all, from, whole) : REPLACEMENT;
            boolean isHalf = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            count += Character.toChars(isHalf ? REPLACEMENT : codePoint, text, count);
            from += known;
        }
        held = end - from;
        System.arraycopy(all, from, cut, 0, held);
        return new String(text, 0, count);
    }

    /** What is left of a character whose rest has not come. */
    String end() {
        String rest = held > 0 ? String.valueOf(REPLACEMENT) : "";
        held = 0;
        return rest;
    }

    /** How many bytes belong together; negative where more may follow. Fewer than a whole character are none. */
    private static int known(byte[] bytes, int from, int end) {
        int lead = bytes[from] & 0xff;
        int whole = whole(lead);
        for (int i = 1; i < whole; i++) {
            if (from + i == end) {
                return -1;
            }
            int next = bytes[from + i] & 0xff;
            boolean fits = i == 1 ? next >= least(lead) && next <= most(lead) : next >= 0x80 && next <= 0xbf;
            if (!fits) {
                return i;
            }
        }
        return Math.max(1, whole);
    }

    /** How many bytes a character has that begins so; zero where none does. */
    private static int whole(int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    private static int least(int lead) {
        return lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    }

    private static int most(int lead) {
        return lead == 0xf4 ? 0x8f : 0xbf;
    }

    private static int codePoint(byte[] bytes, int at, int length) {
        int value = bytes[at] & (0xff >> (length + 1));
        for (int i = 1; i < length; i++) {
            value = (value << 6) | (bytes[at + i] & 0x3f);
        }
        return value;
    }
}
