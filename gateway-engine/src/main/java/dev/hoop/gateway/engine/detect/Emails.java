package dev.hoop.gateway.engine.detect;

/** Mail addresses around an at sign. Without the rare quoted local parts, and without names that have no dot. */
final class Emails {
    private static final int LONGEST_LOCAL = 64; // RFC 5321, 4.5.3.1.1
    private static final int LONGEST_DOMAIN = 255; // 4.5.3.1.2
    private static final int LONGEST_LABEL = 63;
    private static final String PUNCTUATION = ".!#$%&'*+-_~";

    private Emails() {}

    /** Where the address with its at sign at an index begins, or -1. */
    static int start(String text, int at) {
        int start = at;
        while (start > 0 && at - start < LONGEST_LOCAL && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && "'.&".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return start < at && text.charAt(at - 1) != '.' ? start : -1;
    }

    /** Where it ends, or -1. */
    static int end(String text, int at) {
        int end = -1;
        int label = at + 1;
        int last = Math.min(text.length(), at + 1 + LONGEST_DOMAIN);
        for (int dots = 0; label < last; dots++) {
            int stop = label;
            while (stop < last && isLabel(text.charAt(stop))) {
                stop++;
            }
            while (stop > label && text.charAt(stop - 1) == '-') {
                stop--;
            }
            if (stop == label || stop - label > LONGEST_LABEL || text.charAt(label) == '-') {
                return end;
            }
            if (dots > 0 && isTop(text, label, stop)) {
                end = stop;
            }
            if (stop >= last || text.charAt(stop) != '.') {
                return end;
            }
            label = stop + 1;
        }
        return end;
    }

    private static boolean isLocal(char c) {
        return c < 0x80 ? Text.isDigit(c) || Text.isLetter(c) || PUNCTUATION.indexOf(c) >= 0 : isForeign(c);
    }

    private static boolean isLabel(char c) {
        return c < 0x80 ? Text.isDigit(c) || Text.isLetter(c) || c == '-' : isForeign(c);
    }

    private static boolean isForeign(char c) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /** A top-level domain: two letters or more, or an encoded one. */
    private static boolean isTop(String text, int from, int to) {
        if (text.regionMatches(true, from, "xn--", 0, 4)) {
            return to - from > 4;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Text.isDigit(c) || c == '-') {
                return false;
            }
        }
        return to - from >= 2;
    }
}
