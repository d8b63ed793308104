package dev.hoop.gateway.engine.sql.token;

/** PostgreSQL's rule for where an operator of any length ends. */
final class PostgresqlOperators {

    private static final String CHARACTERS = "~!@#^&|`?+-*/%<>=";

    /** An operator may end with + or - only if one of these is in it. */
    private static final String ALLOW_TRAILING_SIGN = "~!@#^&|`?%";

    private PostgresqlOperators() {}

    static boolean startsWith(char c) {
        return c < 0x80 && CHARACTERS.indexOf(c) >= 0;
    }

    /**
     * Reads one operator and answers it as the server will see it. With JDBC's question marks, {@code ??} is a question
     * mark of the operator and a single one ends it.
     */
    static String read(Cursor cursor, boolean jdbc) throws LexicalRefusal {
        int start = cursor.at;
        StringBuilder operator = new StringBuilder(4);
        while (startsWith(cursor.peek(0)) && !startsComment(cursor)) {
            char c = cursor.peek(0);
            if (c == '?' && jdbc) {
                if (cursor.peek(1) != '?') {
                    break;
                }
                cursor.at++;
            }
            operator.append(c);
            cursor.at++;
        }
        int trailing = trailingSigns(operator);
        operator.setLength(operator.length() - trailing);
        cursor.at -= trailing;
        if (operator.indexOf("`") >= 0) {
            throw cursor.refuse("a back quote; PostgreSQL quotes names with double quotes", start);
        }
        return operator.length() == 1 ? Ascii.string(operator.charAt(0)) : operator.toString();
    }

    private static boolean startsComment(Cursor cursor) {
        char c = cursor.peek(0);
        return (c == '-' && cursor.peek(1) == '-') || (c == '/' && cursor.peek(1) == '*');
    }

    /** How many of the last characters are + or - and belong to the next token. */
    private static int trailingSigns(CharSequence operator) {
        int last = operator.length() - 1;
        int kept = last;
        while (kept > 0 && (operator.charAt(kept) == '+' || operator.charAt(kept) == '-')) {
            kept--;
        }
        for (int i = 0; i < operator.length() && kept < last; i++) {
            if (ALLOW_TRAILING_SIGN.indexOf(operator.charAt(i)) >= 0) {
                return 0;
            }
        }
        return last - kept;
    }
}
