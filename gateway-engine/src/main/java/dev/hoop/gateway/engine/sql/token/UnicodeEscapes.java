package dev.hoop.gateway.engine.sql.token;

/** The {@code U&} spelling of identifiers and literals: {@code \XXXX} and {@code \+XXXXXX} with a chosen escape character. */
final class UnicodeEscapes {

    private UnicodeEscapes() {}

    /**
     * Reads an optional {@code UESCAPE 'c'} at the cursor, which stands behind the quoted part, and answers the decoded
     * value; without the clause the cursor stays where it is.
     */
    static String decode(Cursor cursor, Gap gap, String raw, int start) throws LexicalRefusal {
        int end = cursor.at;
        int mark = cursor.commentMark();
        gap.skip();
        if (!startsUescape(cursor)) {
            cursor.at = end;
            cursor.forgetComments(mark);
            return decode(cursor, raw, '\\', start);
        }
        cursor.at += 7;
        gap.skip();
        char escape = cursor.peek(1);
        if (cursor.peek(0) != '\'' || cursor.peek(2) != '\'' || !mayEscape(escape)) {
            throw cursor.refuse(
                    "UESCAPE needs one character in single quotes that is no digit, letter, quote or blank");
        }
        cursor.at += 3;
        end = cursor.at;
        mark = cursor.commentMark();
        gap.skip();
        if (cursor.peek(0) == '\'') {
            throw cursor.refuse("a literal follows the UESCAPE character");
        }
        cursor.at = end;
        cursor.forgetComments(mark);
        return decode(cursor, raw, escape, start);
    }

    private static boolean startsUescape(Cursor cursor) {
        return cursor.text.regionMatches(true, cursor.at, "UESCAPE", 0, 7)
                && !Ascii.isWordPart(cursor.peek(7))
                && cursor.peek(7) < 0x80;
    }

    private static boolean mayEscape(char c) {
        return c > ' ' && c < 0x7f && !Ascii.isLetter(c) && !Ascii.isDigit(c) && c != '+' && c != '\'' && c != '"';
    }

    private static String decode(Cursor cursor, String raw, char escape, int start) throws LexicalRefusal {
        if (raw.indexOf(escape) < 0) {
            return raw;
        }
        StringBuilder value = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (c != escape) {
                value.append(c);
                i++;
            } else if (i + 1 < raw.length() && raw.charAt(i + 1) == escape) {
                value.append(escape);
                i += 2;
            } else {
                boolean six = i + 1 < raw.length() && raw.charAt(i + 1) == '+';
                int from = six ? i + 2 : i + 1;
                int digits = six ? 6 : 4;
                appendCodePoint(cursor, value, hex(cursor, raw, from, digits, start), start);
                i = from + digits;
            }
        }
        requireWholeSurrogates(cursor, value, start);
        return value.toString();
    }

    /** The number that {@code digits} hexadecimal digits spell. */
    static int hex(Cursor cursor, String text, int from, int digits, int start) throws LexicalRefusal {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            char c = i < text.length() ? text.charAt(i) : Cursor.END;
            if (!Ascii.isHex(c)) {
                throw cursor.refuse("Unicode escape has too few hexadecimal digits", start);
            }
            number = number << 4 | Character.digit(c, 16);
        }
        return number;
    }

    static void appendCodePoint(Cursor cursor, StringBuilder value, int codePoint, int start) throws LexicalRefusal {
        if (codePoint <= 0 || codePoint > Character.MAX_CODE_POINT) {
            throw cursor.refuse("Unicode escape names no character", start);
        }
        value.appendCodePoint(codePoint);
    }

    static void requireWholeSurrogates(Cursor cursor, CharSequence value, int start) throws LexicalRefusal {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else {
                throw cursor.refuse("half of a surrogate pair", start);
            }
        }
    }
}
