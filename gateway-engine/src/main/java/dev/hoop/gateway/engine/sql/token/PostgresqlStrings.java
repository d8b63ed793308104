package dev.hoop.gateway.engine.sql.token;

/**
 * PostgreSQL's literals in single quotes. A literal goes on in the next pair of quotes if at least one line break, and
 * nothing but blanks and {@code --} comments, stands in between.
 */
final class PostgresqlStrings {

    private static final String UNCLOSED = "literal is not closed";

    private final Cursor cursor;

    private final LexicalSettings settings;

    PostgresqlStrings(Cursor cursor, LexicalSettings settings) {
        this.cursor = cursor;
        this.settings = settings;
    }

    void plain() throws LexicalRefusal {
        literal(cursor.at);
    }

    /** The server reads {@code N'..'} as its type nchar before a plain literal. */
    void national() throws LexicalRefusal {
        int start = cursor.at;
        cursor.at++;
        literal(start);
    }

    private void literal(int start) throws LexicalRefusal {
        if (!settings.standardConformingStrings()) {
            addEscaped(start);
            return;
        }
        add(TokenType.STRING, start, doubledParts());
    }

    private String doubledParts() throws LexicalRefusal {
        String first = Quotes.doubled(cursor, UNCLOSED);
        if (!continues()) {
            return first;
        }
        StringBuilder value = new StringBuilder(first);
        do {
            value.append(Quotes.doubled(cursor, UNCLOSED));
        } while (continues());
        return value.toString();
    }

    void bits() throws LexicalRefusal {
        int start = cursor.at;
        String digits = digits();
        Quotes.requireBits(cursor, start, digits);
        add(TokenType.BITS, start, digits);
    }

    void bytes() throws LexicalRefusal {
        int start = cursor.at;
        String digits = digits();
        Quotes.requireHex(cursor, start, digits);
        add(TokenType.BYTES, start, Ascii.upper(digits));
    }

    private String digits() throws LexicalRefusal {
        cursor.at++;
        StringBuilder digits = new StringBuilder(Quotes.plain(cursor, UNCLOSED));
        while (continues()) {
            digits.append(Quotes.plain(cursor, UNCLOSED));
        }
        return digits.toString();
    }

    void unicode(Gap gap) throws LexicalRefusal {
        int start = cursor.at;
        requireUnicodeSpelling(start);
        cursor.at += 2;
        String raw = doubledParts();
        add(TokenType.STRING, start, UnicodeEscapes.decode(cursor, gap, raw, start));
    }

    void requireUnicodeSpelling(int start) throws LexicalRefusal {
        if (!settings.standardConformingStrings()) {
            throw cursor.refuse("U& needs standard_conforming_strings=on", start);
        }
    }

    void escaped() throws LexicalRefusal {
        int start = cursor.at;
        cursor.at++;
        addEscaped(start);
    }

    private void addEscaped(int start) throws LexicalRefusal {
        StringBuilder value = new StringBuilder();
        boolean afterQuote = false;
        do {
            escapedPart(value, start, afterQuote);
            afterQuote = settings.standardConformingStrings();
        } while (continues());
        UnicodeEscapes.requireWholeSurrogates(cursor, value, start);
        add(TokenType.STRING, start, value.toString());
    }

    /**
     * One pair of quotes. Behind a doubled quote, and in a further part, JDBC drivers lose sight of the E in front and take a
     * backslash for an ordinary character: then they see other literals, parameters and semicolons than the server.
     */
    private void escapedPart(StringBuilder value, int start, boolean afterQuote) throws LexicalRefusal {
        boolean driverSeesEscapes = !afterQuote;
        cursor.at++;
        while (true) {
            if (cursor.isAtEnd()) {
                throw cursor.refuse(UNCLOSED, start);
            }
            char c = cursor.peek(0);
            if (c == '\\') {
                if (!driverSeesEscapes) {
                    throw cursor.refuse(
                            "a backslash behind a quote in an E'' literal; write \\' for quotes in it", start);
                }
                escape(value, start);
            } else if (c != '\'') {
                value.append(c);
                cursor.at++;
            } else if (cursor.peek(1) != '\'') {
                cursor.at++;
                return;
            } else {
                driverSeesEscapes = !settings.standardConformingStrings();
                value.append(c);
                cursor.at += 2;
            }
        }
    }

    private void escape(StringBuilder value, int start) throws LexicalRefusal {
        char c = cursor.peek(1);
        cursor.at += 2;
        switch (c) {
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'u' -> unicodeEscape(value, 4, start);
            case 'U' -> unicodeEscape(value, 8, start);
            case 'v' -> throw cursor.refuse("\\v is a tab or a letter, depending on the server's version", start);
            case 'x' -> {
                if (Ascii.isHex(cursor.peek(0))) {
                    code(value, 16, 2, start);
                } else {
                    value.append(c);
                }
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                cursor.at--;
                code(value, 8, 3, start);
            }
            default -> {
                if (cursor.at > cursor.length) {
                    throw cursor.refuse(UNCLOSED, start);
                }
                value.append(c);
            }
        }
    }

    private void unicodeEscape(StringBuilder value, int digits, int start) throws LexicalRefusal {
        int codePoint = UnicodeEscapes.hex(cursor, cursor.text, cursor.at, digits, start);
        UnicodeEscapes.appendCodePoint(cursor, value, codePoint, start);
        cursor.at += digits;
    }

    /** A byte by its number; bytes beyond ASCII are parts of characters, which we do not put together. */
    private void code(StringBuilder value, int radix, int maxDigits, int start) throws LexicalRefusal {
        int code = 0;
        for (int i = 0; i < maxDigits && Character.digit(cursor.peek(0), radix) >= 0; i++) {
            code = code * radix + Character.digit(cursor.peek(0), radix);
            cursor.at++;
        }
        if (code == 0 || code > 0x7f) {
            throw cursor.refuse("escape names a byte outside 1 to 127; write the character or \\u", start);
        }
        value.append((char) code);
    }

    /** Moves to the next part's opening quote and answers true, or stays and answers false. */
    private boolean continues() {
        int end = cursor.at;
        int mark = cursor.commentMark();
        boolean newline = false;
        while (true) {
            char c = cursor.peek(0);
            if (c == '\'' && newline) {
                return true;
            } else if (Ascii.isBlank(c)) {
                newline |= Ascii.isNewline(c);
                cursor.at++;
            } else if (c == '-' && cursor.peek(1) == '-') {
                Comments.line(cursor);
            } else {
                cursor.at = end;
                cursor.forgetComments(mark);
                return false;
            }
        }
    }

    /** Two literals side by side are an error to the server, and must not become one when a comment is blanked out. */
    void add(TokenType type, int start, String value) throws LexicalRefusal {
        if (cursor.lastIsLiteral()) {
            throw cursor.refuse("two literals side by side; join them with ||", start);
        }
        cursor.add(type, start, value);
    }
}
