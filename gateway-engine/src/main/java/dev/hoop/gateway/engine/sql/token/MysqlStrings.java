package dev.hoop.gateway.engine.sql.token;

import java.util.Set;

/** MySQL's and MariaDB's literals. Strings side by side are one, with any gap in between. */
final class MysqlStrings {

    static final String BESIDE_PARAMETER = "a parameter beside a literal or parameter; join them with CONCAT";

    private static final String UNCLOSED = "literal is not closed";

    private static final Set<String> UTF8_INTRODUCERS = Set.of("_UTF8", "_UTF8MB3", "_UTF8MB4");

    /** Their literals hold the same text only as long as it is ASCII. */
    private static final Set<String> ASCII_INTRODUCERS = Set.of("_BINARY", "_LATIN1", "_ASCII");

    /** Before a literal these make a value of another type, and a second literal is then an alias. */
    private static final Set<String> TYPES = Set.of("DATE", "TIME", "TIMESTAMP");

    private final Cursor cursor;

    private final LexicalSettings settings;

    private final Gap gap;

    MysqlStrings(Cursor cursor, LexicalSettings settings, Gap gap) {
        this.cursor = cursor;
        this.settings = settings;
        this.gap = gap;
    }

    boolean opensWith(char c) {
        return c == '\'' || (c == '"' && !settings.ansiQuotes());
    }

    void national() throws LexicalRefusal {
        int start = cursor.at;
        cursor.at++;
        string(start);
        requireBasicPlane(start);
    }

    void string(int start) throws LexicalRefusal {
        requireNoAtSign(start);
        StringBuilder value = new StringBuilder();
        part(value);
        boolean joined = false;
        while (continues()) {
            part(value);
            joined = true;
        }
        boolean typed = cursor.lastIs(TokenType.WORD)
                && TYPES.contains(Ascii.upper(cursor.last(1).text()));
        if (joined && typed) {
            throw cursor.refuse("a second literal behind a date or time literal; write AS before an alias", start);
        }
        if (cursor.peek(0) == '@') {
            throw cursor.refuse("an at sign right behind a literal");
        }
        if (cursor.lastIs(TokenType.PARAMETER)) {
            throw cursor.refuse(BESIDE_PARAMETER, start);
        }
        cursor.add(TokenType.STRING, start, value.toString());
    }

    private void requireNoAtSign(int start) throws LexicalRefusal {
        if (start > 0 && cursor.text.charAt(start - 1) == '@') {
            throw cursor.refuse("an at sign right before a literal", start);
        }
    }

    /** Moves to the next part's opening quote and answers true, or stays and answers false. */
    private boolean continues() throws LexicalRefusal {
        int end = cursor.at;
        int mark = cursor.commentMark();
        gap.skip();
        char c = cursor.peek(0);
        if (opensWith(c)) {
            return true;
        }
        cursor.at = end;
        cursor.forgetComments(mark);
        return false;
    }

    private void part(StringBuilder value) throws LexicalRefusal {
        int open = cursor.at;
        char quote = cursor.peek(0);
        cursor.at++;
        while (true) {
            if (cursor.isAtEnd()) {
                throw cursor.refuse(UNCLOSED, open);
            }
            char c = cursor.peek(0);
            if (c == quote && cursor.peek(1) != quote) {
                cursor.at++;
                return;
            }
            if (c == quote) {
                value.append(c);
                cursor.at += 2;
            } else if (c == '\\' && !settings.noBackslashEscapes()) {
                escape(value, open);
            } else {
                value.append(c);
                cursor.at++;
            }
        }
    }

    private void escape(StringBuilder value, int open) throws LexicalRefusal {
        if (cursor.at + 1 >= cursor.length) {
            throw cursor.refuse(UNCLOSED, open);
        }
        char c = cursor.peek(1);
        cursor.at += 2;
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'b' -> value.append('\b');
            case '0' -> value.append('\0');
            case 'Z' -> value.append('\032');
            case '%', '_' -> value.append('\\').append(c);
            default -> value.append(c);
        }
    }

    /**
     * Whether the word from {@code start} to the cursor names a character set for the literal behind it; if so, the literal
     * is read, too.
     */
    boolean introduces(int start) throws LexicalRefusal {
        String word = Ascii.upper(cursor.text.substring(start, cursor.at));
        boolean utf8 = UTF8_INTRODUCERS.contains(word);
        boolean ascii = ASCII_INTRODUCERS.contains(word);
        int end = cursor.at;
        int mark = cursor.commentMark();
        gap.skip();
        char c = cursor.peek(0);
        boolean quoted = opensWith(c);
        boolean digits = startsDigits(c);
        if (!quoted && !digits) {
            cursor.at = end;
            cursor.forgetComments(mark);
            if (utf8 || ascii) {
                throw cursor.refuse("a character set name that no literal follows; quote it if it is a name", start);
            }
            return false;
        }
        if (digits || !(utf8 || ascii)) {
            throw cursor.refuse("a word with a leading underscore before a literal; quote it if it is a name", start);
        }
        string(start);
        if (!word.equals("_UTF8MB4")) {
            requireBasicPlane(start);
        }
        Token literal = cursor.last(1);
        if (ascii && literal.value().chars().anyMatch(character -> character >= 0x80)) {
            throw cursor.refuse("a literal with characters beyond ASCII in another character set", start);
        }
        return true;
    }

    private boolean startsDigits(char c) {
        char next = cursor.peek(1);
        return switch (c) {
            case 'x', 'X', 'b', 'B', 'n', 'N' -> next == '\'';
            case '0' -> next == 'x' || next == 'b';
            default -> false;
        };
    }

    void bytes() throws LexicalRefusal {
        int start = cursor.at;
        cursor.at++;
        String digits = Quotes.plain(cursor, UNCLOSED);
        Quotes.requireHex(cursor, start, digits);
        if (digits.length() % 2 != 0) {
            throw cursor.refuse("hexadecimal literal with an odd number of digits", start);
        }
        addDigits(TokenType.BYTES, start, Ascii.upper(digits));
    }

    void bits() throws LexicalRefusal {
        int start = cursor.at;
        cursor.at++;
        String digits = Quotes.plain(cursor, UNCLOSED);
        Quotes.requireBits(cursor, start, digits);
        addDigits(TokenType.BITS, start, digits);
    }

    /** {@code 0x1F} or {@code 0b101}; here the prefix must be lower case, else it starts a name. */
    void prefixedDigits() throws LexicalRefusal {
        int start = cursor.at;
        boolean hex = cursor.peek(1) == 'x';
        cursor.at += 2;
        int from = cursor.at;
        while (hex ? Ascii.isHex(cursor.peek(0)) : cursor.peek(0) == '0' || cursor.peek(0) == '1') {
            cursor.at++;
        }
        if (cursor.at == from) {
            throw cursor.refuse("a name that starts with a digit; quote it", start);
        }
        Numbers.requireEnd(cursor, start);
        String digits = Ascii.upper(cursor.text.substring(from, cursor.at));
        addDigits(hex ? TokenType.BYTES : TokenType.BITS, start, digits);
    }

    /** The server's older UTF-8 has no characters beyond U+FFFF and would put question marks. */
    private void requireBasicPlane(int start) throws LexicalRefusal {
        if (cursor.last(1).value().chars().anyMatch(c -> Character.isSurrogate((char) c))) {
            throw cursor.refuse("a character beyond U+FFFF in a utf8mb3 literal; write it without a prefix", start);
        }
    }

    /** To the server a string behind these is an alias, to other readers it is more digits: better to refuse it. */
    private void addDigits(TokenType type, int start, String digits) throws LexicalRefusal {
        if (cursor.lastIs(TokenType.PARAMETER)) {
            throw cursor.refuse(BESIDE_PARAMETER, start);
        }
        cursor.add(type, start, digits);
        if (continues()) {
            throw cursor.refuse("a literal right behind a hexadecimal or bit literal; write AS before an alias", start);
        }
    }
}
