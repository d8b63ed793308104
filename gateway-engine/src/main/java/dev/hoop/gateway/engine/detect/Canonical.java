package dev.hoop.gateway.engine.detect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as its readers see it: full-width and other digits as ASCII digits, every space and dash as one, characters without width left
 * out, {@code \}{@code u0040} of JSON and Java as the character it stands for. Knows where in the original each character stood. Most texts
 * are canonical already, and are then not copied.
 */
final class Canonical {
    private static final char DROPPED = 0;

    private final String text;
    private final int @Nullable [] origins;

    private Canonical(String text, int @Nullable [] origins) {
        this.text = text;
        this.origins = origins;
    }

    static Canonical of(String original) {
        int first = firstToFold(original);
        return first < 0 ? new Canonical(original, null) : folded(original, first);
    }

    String text() {
        return text;
    }

    /** Where in the original the character at an index began; the original's length for the index after the last. */
    int origin(int index) {
        return origins == null ? index : origins[index];
    }

    private static int firstToFold(String original) {
        int length = original.length();
        for (int i = 0; i < length; i++) {
            char c = original.charAt(i);
            if (c >= 0x80 ? fold(c) != c || Character.isHighSurrogate(c) : c == '\\' && escaped(original, i) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static Canonical folded(String original, int first) {
        int length = original.length();
        StringBuilder text = new StringBuilder(length).append(original, 0, first);
        int[] origins = new int[length + 1];
        Arrays.setAll(origins, i -> i);
        int i = first;
        while (i < length) {
            char c = original.charAt(i);
            int next = i + 1;
            char seen = c < 0x80 ? c : fold(c);
            if (c == '\\' && escaped(original, i) >= 0) {
                char meant = (char) escaped(original, i);
                seen = meant < 0x80 ? meant : fold(meant);
                next = i + 6;
            } else if (Character.isHighSurrogate(c)
                    && next < length
                    && Character.isLowSurrogate(original.charAt(next))) {
                int digit = digit(Character.toCodePoint(c, original.charAt(next)));
                if (digit >= 0) {
                    seen = (char) ('0' + digit);
                    next++;
                }
            }
            if (seen != DROPPED) {
                origins[text.length()] = i;
                text.append(seen);
            }
            i = next;
        }
        origins[text.length()] = length;
        return new Canonical(text.toString(), origins);
    }

    /** The character that {@code \}{@code uXXXX} at a place stands for, or -1. */
    private static int escaped(String text, int at) {
        if (at + 6 > text.length() || text.charAt(at + 1) != 'u') {
            return -1;
        }
        int meant = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            meant = meant << 4 | digit;
        }
        return meant;
    }

    private static char fold(char c) {
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return (char) (c - 0xFEE0);
        }
        int digit = digit(c);
        if (digit >= 0) {
            return (char) ('0' + digit);
        }
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.DASH_PUNCTUATION -> '-';
            case Character.FORMAT -> DROPPED;
            default -> c == '\u2212' ? '-' : c; // the minus sign
        };
    }

    private static int digit(int codePoint) {
        return Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(codePoint, 10) : -1;
    }
}
