package dev.hoop.gateway.engine.detect;

/** Characters of texts, and where a value may begin and end. */
final class Text {
    private Text() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isLetter(char c) {
        return isUpper(c) || (c >= 'a' && c <= 'z');
    }

    /** Letters of any script, digits and the underscore: what a value must not touch. */
    static boolean isWord(char c) {
        return c < 0x80 ? isDigit(c) || isLetter(c) || c == '_' : Character.isLetterOrDigit(c);
    }

    /** Whether a number may begin here: it touches no word, and no digit across a dot, a slash or a dash. */
    static boolean begins(String text, int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        return !isWord(before) && !(joins(before) && at >= 2 && isDigit(text.charAt(at - 2)));
    }

    /** Whether a number may end before this index. */
    static boolean ends(String text, int at) {
        if (at >= text.length()) {
            return true;
        }
        char after = text.charAt(at);
        return !isWord(after) && !(joins(after) && at + 1 < text.length() && isDigit(text.charAt(at + 1)));
    }

    private static boolean joins(char c) {
        return c == '-' || c == '.' || c == '/';
    }
}
