package dev.hoop.gateway.engine.masking;

/** Where at the end of an unfinished line something may begin that is to be hidden: a word, or digits with blanks between them. */
final class Trailing {
    private static final int MOST_BACK = 256;

    private Trailing() {}

    /** The index from which on the end is kept; the end itself where nothing looks like a beginning. */
    static int start(byte[] raw, int[] shown, int from, int to) {
        int least = Math.max(from, to - MOST_BACK);
        int at = to;
        while (at > least && raw[shown[at - 1]] != ' ' && raw[shown[at - 1]] != '\t') {
            at--;
        }
        boolean suspicious = to - at >= 12;
        for (int i = at; i < to; i++) {
            suspicious |= isSign(raw[shown[i]]);
        }
        int end = suspicious ? at : to;
        int digits = 0;
        int back = end;
        while (back > least && isNumber(raw[shown[back - 1]])) {
            back--;
            digits += raw[shown[back]] >= '0' ? 1 : 0;
        }
        while (back < end && raw[shown[back]] == ' ') {
            back++;
        }
        return digits >= 4 ? back : end;
    }

    private static boolean isSign(byte value) {
        return (value >= '0' && value <= '9') || value == '@' || value == '-' || value == '_' || value == '+';
    }

    private static boolean isNumber(byte value) {
        return (value >= '0' && value <= '9') || value == ' ' || value == '-' || value == '.' || value == '/';
    }
}
