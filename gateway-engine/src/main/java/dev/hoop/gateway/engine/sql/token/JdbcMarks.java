package dev.hoop.gateway.engine.sql.token;

/** What a JDBC driver, not the database, understands: question marks and braces. */
final class JdbcMarks {

    private static final String TOUCHES =
            "a parameter touches a letter, digit or quote; put a blank on each side of the question mark";

    private JdbcMarks() {}

    /** One {@code ?}. Drivers put text in its place, which must not grow together with its neighbours. */
    static void parameter(Cursor cursor) throws LexicalRefusal {
        parameter(cursor, touches(cursor.peek(1)));
    }

    /** One {@code ?} that the database reads itself: a letter behind it begins a word, while a digit would be its number. */
    static void databasesParameter(Cursor cursor) throws LexicalRefusal {
        parameter(cursor, touches(cursor.peek(1)) && !Ascii.isLetter(cursor.peek(1)));
    }

    private static void parameter(Cursor cursor, boolean touchesNext) throws LexicalRefusal {
        int start = cursor.at;
        if (touches(cursor.before()) || touchesNext) {
            throw cursor.refuse(TOUCHES);
        }
        cursor.at++;
        cursor.add(TokenType.PARAMETER, start);
    }

    private static boolean touches(char c) {
        return Ascii.isWordPart(c)
                || c >= 0x80
                || c == '\''
                || c == '"'
                || c == '`'
                || c == '?'
                || c == '@'
                || c == '.';
    }

    /** An opening brace, if it starts an escape that JDBC defines. */
    static void brace(Cursor cursor, Gap gap) throws LexicalRefusal {
        int start = cursor.at;
        cursor.at++;
        int end = cursor.at;
        int mark = cursor.commentMark();
        gap.skip();
        boolean known = startsEscape(cursor, gap);
        cursor.at = end;
        cursor.forgetComments(mark);
        if (!known) {
            throw cursor.refuse(
                    "a brace that starts no JDBC escape ({d, {t, {ts, {fn, {oj, {call, {?= call, {escape)", start);
        }
        cursor.add(TokenType.PUNCTUATION, start);
    }

    private static boolean startsEscape(Cursor cursor, Gap gap) throws LexicalRefusal {
        if (cursor.peek(0) == '?') {
            cursor.at++;
            gap.skip();
            if (cursor.peek(0) != '=') {
                return false;
            }
            cursor.at++;
            gap.skip();
            return word(cursor).equals("call");
        }
        return switch (word(cursor)) {
            case "d", "t", "ts", "fn", "oj", "call", "escape" -> true;
            default -> false;
        };
    }

    private static String word(Cursor cursor) {
        int end = cursor.at;
        while (end < cursor.length && end - cursor.at < 8 && Ascii.isWordPart(cursor.text.charAt(end))) {
            end++;
        }
        return Ascii.lower(cursor.text.substring(cursor.at, end));
    }
}
