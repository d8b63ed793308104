package dev.hoop.gateway.engine.sql.token;

import java.math.BigInteger;

/** Reads numbers. A number must end where a blank, an operator or punctuation begins: databases disagree about the rest. */
final class Numbers {

    /** Longer ones are no integers to any database, and spelling them in decimal takes more than linear time. */
    private static final int MAX_RADIX_DIGITS = 64;

    private static final String GLUED =
            "a number is followed by a letter, digit or point without a blank; databases read this differently";

    private static final String UNDERSCORE = "an underscore in a number must stand between two digits";

    private Numbers() {}

    /** {@code 12}, {@code 1.5}, {@code .5}, {@code 5.}, {@code 1e-5}; with underscores between digits if allowed. */
    static void decimal(Cursor cursor, boolean underscores) throws LexicalRefusal {
        int start = cursor.at;
        digits(cursor, underscores);
        if (cursor.peek(0) == '.') {
            cursor.at++;
            if (Ascii.isDigit(cursor.peek(0))) {
                digits(cursor, underscores);
            }
        }
        if (cursor.peek(0) == 'e' || cursor.peek(0) == 'E') {
            cursor.at++;
            if (cursor.peek(0) == '+' || cursor.peek(0) == '-') {
                cursor.at++;
            }
            if (!Ascii.isDigit(cursor.peek(0))) {
                throw cursor.refuse(GLUED, start);
            }
            digits(cursor, underscores);
        }
        requireEnd(cursor, start);
        String spelling = cursor.text.substring(start, cursor.at);
        cursor.add(TokenType.NUMBER, start, spelling.indexOf('_') < 0 ? spelling : spelling.replace("_", ""));
    }

    /** An integer such as {@code 0x1F}; the cursor stands at the zero. A leading underscore is allowed if any is. */
    static void prefixed(Cursor cursor, int radix, boolean leadingUnderscore) throws LexicalRefusal {
        int start = cursor.at;
        cursor.at += 2;
        if (cursor.peek(0) == '_' && leadingUnderscore) {
            cursor.at++;
        }
        StringBuilder digits = new StringBuilder();
        while (Character.digit(cursor.peek(0), radix) >= 0 && cursor.peek(0) < 0x80) {
            digits.append(cursor.peek(0));
            cursor.at++;
            if (cursor.peek(0) == '_') {
                cursor.at++;
                if (Character.digit(cursor.peek(0), radix) < 0) {
                    throw cursor.refuse(UNDERSCORE, start);
                }
            }
        }
        if (digits.length() == 0 || digits.length() > MAX_RADIX_DIGITS) {
            throw cursor.refuse("a hexadecimal, octal or binary number has no digits or too many", start);
        }
        requireEnd(cursor, start);
        cursor.add(TokenType.NUMBER, start, new BigInteger(digits.toString(), radix).toString());
    }

    private static void digits(Cursor cursor, boolean underscores) throws LexicalRefusal {
        while (true) {
            while (Ascii.isDigit(cursor.peek(0))) {
                cursor.at++;
            }
            if (cursor.peek(0) != '_') {
                return;
            }
            if (!underscores || !Ascii.isDigit(cursor.peek(1)) || !Ascii.isDigit(cursor.before())) {
                throw cursor.refuse(UNDERSCORE + ", and needs a server that knows it");
            }
            cursor.at++;
        }
    }

    static void requireEnd(Cursor cursor, int start) throws LexicalRefusal {
        char next = cursor.peek(0);
        if (Ascii.isWordPart(next) || next == '.' || next == '?' || (next >= 0x80 && !Character.isSpaceChar(next))) {
            throw cursor.refuse(GLUED, start);
        }
    }

    /** Whether a number starts at the cursor: a digit, or a point before one. */
    static boolean startsAt(Cursor cursor) throws LexicalRefusal {
        if (Ascii.isDigit(cursor.peek(0))) {
            return true;
        }
        if (cursor.peek(0) != '.' || !Ascii.isDigit(cursor.peek(1))) {
            return false;
        }
        boolean afterValue = cursor.count() > 0
                && (cursor.last(1).isName()
                        || cursor.last(1).isSign(")")
                        || cursor.last(1).isSign("]")
                        || cursor.last(1).type() == TokenType.PARAMETER
                        || cursor.last(1).type() == TokenType.VARIABLE);
        if (afterValue) {
            throw cursor.refuse("a point between a name and a digit; quote the name that starts with a digit");
        }
        return true;
    }
}
