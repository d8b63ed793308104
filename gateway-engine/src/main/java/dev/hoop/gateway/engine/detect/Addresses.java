package dev.hoop.gateway.engine.detect;

/** Internet addresses. */
final class Addresses {
    private static final int LONGEST_V6 = 45;

    private Addresses() {}

    /** The end of the dotted address at an index, or -1. No leading zeros, no part of a version. */
    static int endOfV4(String text, int start) {
        if (start > 0 && ".-".indexOf(text.charAt(start - 1)) >= 0) {
            return -1;
        }
        int at = start;
        for (int part = 0; part < 4; part++) {
            int from = at;
            int value = 0;
            while (at < text.length() && at - from < 3 && Text.isDigit(text.charAt(at))) {
                value = 10 * value + text.charAt(at++) - '0';
            }
            boolean zeros = at - from > 1 && text.charAt(from) == '0';
            if (at == from || value > 255 || zeros) {
                return -1;
            }
            if (part < 3 && (at >= text.length() || text.charAt(at++) != '.')) {
                return -1;
            }
        }
        return Text.ends(text, at) ? at : -1;
    }

    /** The place of the address around a colon as start and end, or nothing (RFC 4291, 2.2). */
    static int[] v6(String text, int colon) {
        int start = colon;
        while (start > 0 && colon - start < LONGEST_V6 && isPart(text.charAt(start - 1))) {
            start--;
        }
        int end = colon + 1;
        while (end < text.length() && end - start <= LONGEST_V6 && isPart(text.charAt(end))) {
            end++;
        }
        while (end > start && (text.charAt(end - 1) == '.' || endsWithOneColon(text, start, end))) {
            end--;
        }
        boolean apart = (start == 0 || !Text.isWord(text.charAt(start - 1)))
                && (end == text.length() || !Text.isWord(text.charAt(end)));
        return apart && isV6(text, start, end) ? new int[] {start, end} : new int[0];
    }

    private static boolean endsWithOneColon(String text, int start, int end) {
        return text.charAt(end - 1) == ':' && !(end - 2 >= start && text.charAt(end - 2) == ':');
    }

    private static boolean isPart(char c) {
        return c == ':' || c == '.' || (Character.digit(c, 16) >= 0 && c < 0x80);
    }

    private static boolean isV6(String text, int start, int end) {
        int groups = 0;
        boolean shortened = false;
        boolean digit = false;
        int at = start;
        if (text.startsWith("::", at)) {
            shortened = true;
            at += 2;
        }
        while (at < end) {
            int from = at;
            while (at < end && Character.digit(text.charAt(at), 16) >= 0) {
                digit |= Text.isDigit(text.charAt(at));
                at++;
            }
            if (at < end && text.charAt(at) == '.') {
                return endOfV4(text.substring(0, end), from) == end && digit && (shortened ? groups <= 5 : groups == 6);
            }
            if (at == from || at - from > 4) {
                return false;
            }
            groups++;
            if (at < end) {
                at++;
                if (at < end && text.charAt(at) == ':') {
                    if (shortened) {
                        return false;
                    }
                    shortened = true;
                    at++;
                } else if (at == end) {
                    return false;
                }
            }
        }
        return digit && groups > 0 && (shortened ? groups <= 7 : groups == 8);
    }
}
