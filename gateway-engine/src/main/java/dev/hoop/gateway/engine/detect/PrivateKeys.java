package dev.hoop.gateway.engine.detect;

/**
 * Private keys in PEM. A block without an end goes on to the end of the string or the element it is in, or of the text, so that no part of the
 * key stays behind.
 */
final class PrivateKeys {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int LONGEST_LABEL = 64;

    private PrivateKeys() {}

    /** The end of the block that begins at an index, or -1. */
    static int end(String text, int start) {
        if (!text.startsWith(BEGIN, start)) {
            return -1;
        }
        int labelEnd = text.indexOf('-', start + BEGIN.length());
        if (labelEnd < 0
                || labelEnd - start > LONGEST_LABEL
                || !text.startsWith(DASHES, labelEnd)
                || !text.substring(start, labelEnd).contains("PRIVATE KEY")) {
            return -1;
        }
        int end = text.indexOf(END, labelEnd);
        int close = end < 0 ? -1 : text.indexOf(DASHES, end + END.length());
        return close < 0 ? endOfCut(text, labelEnd) : close + DASHES.length();
    }

    private static int endOfCut(String text, int from) {
        int end = from;
        while (end < text.length() && "\"'<>;{}|".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
