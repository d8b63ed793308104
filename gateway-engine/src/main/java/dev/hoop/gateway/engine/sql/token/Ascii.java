package dev.hoop.gateway.engine.sql.token;

/** Character classes of the ASCII range, by table; everything beyond belongs to no class. */
final class Ascii {

    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte HEX = 4;

    private static final byte[] CLASSES = classes();

    private static final String[] STRINGS = strings();

    private Ascii() {}

    private static byte[] classes() {
        byte[] classes = new byte[128];
        for (char c = 'a'; c <= 'z'; c++) {
            int kind = c <= 'f' ? LETTER | HEX : LETTER;
            classes[c] = (byte) kind;
            classes[c - 32] = (byte) kind;
        }
        for (char c = '0'; c <= '9'; c++) {
            classes[c] = DIGIT | HEX;
        }
        return classes;
    }

    private static String[] strings() {
        String[] strings = new String[128];
        for (char c = 0; c < strings.length; c++) {
            strings[c] = String.valueOf(c);
        }
        return strings;
    }

    static String string(char c) {
        return c < STRINGS.length ? STRINGS[c] : String.valueOf(c);
    }

    static boolean isLetter(char c) {
        return c < CLASSES.length && (CLASSES[c] & LETTER) != 0;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHex(char c) {
        return c < CLASSES.length && (CLASSES[c] & HEX) != 0;
    }

    /** Whether an unquoted word may go on with it: letters, digits, {@code _ $}. */
    static boolean isWordPart(char c) {
        return c < CLASSES.length && ((CLASSES[c] & (LETTER | DIGIT)) != 0 || c == '_' || c == '$');
    }

    /** Space, tab, line feed, vertical tab, form feed, carriage return. */
    static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isNewline(char c) {
        return c == '\n' || c == '\r';
    }

    /** Changes A to Z only, whatever the locale says. */
    static String lower(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                char[] chars = word.toCharArray();
                for (int j = i; j < chars.length; j++) {
                    if (chars[j] >= 'A' && chars[j] <= 'Z') {
                        chars[j] = (char) (chars[j] + 32);
                    }
                }
                return new String(chars);
            }
        }
        return word;
    }

    /** Changes a to z only, whatever the locale says. */
    static String upper(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= 'a' && c <= 'z') {
                char[] chars = word.toCharArray();
                for (int j = i; j < chars.length; j++) {
                    if (chars[j] >= 'a' && chars[j] <= 'z') {
                        chars[j] = (char) (chars[j] - 32);
                    }
                }
                return new String(chars);
            }
        }
        return word;
    }
}
