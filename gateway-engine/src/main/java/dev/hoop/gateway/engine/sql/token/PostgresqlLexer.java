package dev.hoop.gateway.engine.sql.token;

import java.nio.charset.StandardCharsets;

/**
 * Reads as PostgreSQL's scanner does, for its versions 12 to 18; where they differ, only what all read alike, unless the
 * version is known.
 */
final class PostgresqlLexer implements Lexer {

    /** One less than PostgreSQL's NAMEDATALEN: longer names are cut there without a word. */
    private static final int MAX_NAME_BYTES = 63;

    private static final String UNCLOSED = "literal is not closed";

    private final Cursor cursor;

    private final LexicalSettings settings;

    private final boolean modernNumbers;

    private final PostgresqlStrings strings;

    PostgresqlLexer(Cursor cursor, LexicalSettings settings) {
        this.cursor = cursor;
        this.settings = settings;
        this.modernNumbers = settings.majorVersion() >= 16;
        this.strings = new PostgresqlStrings(cursor, settings);
    }

    @Override
    public void step() throws LexicalRefusal {
        char c = cursor.peek(0);
        if (Ascii.isBlank(c)) {
            cursor.at++;
        } else if (Ascii.isLetter(c) || c == '_') {
            wordOrPrefix(c);
        } else if (c == '\'') {
            strings.plain();
        } else if (c == '"') {
            quotedIdentifier();
        } else if (Numbers.startsAt(cursor)) {
            number(c);
        } else if (c == '-' && cursor.peek(1) == '-') {
            Comments.line(cursor);
        } else if (c == '/' && cursor.peek(1) == '*') {
            Comments.nested(cursor);
        } else {
            sign(c);
        }
    }

    /** Blanks and comments of any kind. */
    private void skipGap() throws LexicalRefusal {
        while (!cursor.isAtEnd()) {
            char c = cursor.peek(0);
            if (Ascii.isBlank(c)) {
                cursor.at++;
            } else if (c == '-' && cursor.peek(1) == '-') {
                Comments.line(cursor);
            } else if (c == '/' && cursor.peek(1) == '*') {
                Comments.nested(cursor);
            } else {
                return;
            }
        }
    }

    private void wordOrPrefix(char c) throws LexicalRefusal {
        char next = cursor.peek(1);
        if (next == '\'') {
            switch (c) {
                case 'e', 'E' -> strings.escaped();
                case 'n', 'N' -> strings.national();
                case 'b', 'B' -> strings.bits();
                case 'x', 'X' -> strings.bytes();
                default -> word();
            }
        } else if (next == '&' && (c == 'u' || c == 'U') && cursor.peek(2) == '\'') {
            strings.unicode(this::skipGap);
        } else if (next == '&' && (c == 'u' || c == 'U') && cursor.peek(2) == '"') {
            unicodeIdentifier();
        } else {
            word();
        }
    }

    private void word() throws LexicalRefusal {
        int start = cursor.at;
        while (Ascii.isWordPart(cursor.peek(0))) {
            cursor.at++;
        }
        if (cursor.peek(0) >= 0x80) {
            throw cursor.refuse("an unquoted name has a character outside A-Z, a-z, 0-9, _ and $; quote it", start);
        }
        String word = cursor.text.substring(start, cursor.at);
        String folded = Ascii.lower(word);
        cursor.addWord(start, word, word.length() <= MAX_NAME_BYTES ? folded : folded.substring(0, MAX_NAME_BYTES));
    }

    private void quotedIdentifier() throws LexicalRefusal {
        int start = cursor.at;
        name(start, Quotes.doubled(cursor, "quoted identifier is not closed"));
    }

    private void unicodeIdentifier() throws LexicalRefusal {
        int start = cursor.at;
        strings.requireUnicodeSpelling(start);
        cursor.at += 2;
        String raw = Quotes.doubled(cursor, "quoted identifier is not closed");
        name(start, UnicodeEscapes.decode(cursor, this::skipGap, raw, start));
    }

    private void name(int start, String value) throws LexicalRefusal {
        if (value.isEmpty()) {
            throw cursor.refuse("quoted identifier is empty", start);
        }
        cursor.add(TokenType.QUOTED_IDENTIFIER, start, truncated(value));
    }

    /** Cuts whole characters off the end until the name fits, as the server does. */
    private static String truncated(String name) {
        if (name.length() * 3 <= MAX_NAME_BYTES || name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES) {
            return name;
        }
        int bytes = 0;
        int end = 0;
        while (true) {
            int codePoint = name.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > MAX_NAME_BYTES) {
                return name.substring(0, end);
            }
            end += Character.charCount(codePoint);
        }
    }

    private void number(char c) throws LexicalRefusal {
        int radix = c != '0'
                ? 10
                : switch (cursor.peek(1)) {
                    case 'x', 'X' -> 16;
                    case 'o', 'O' -> 8;
                    case 'b', 'B' -> 2;
                    default -> 10;
                };
        if (radix == 10) {
            Numbers.decimal(cursor, modernNumbers);
        } else if (modernNumbers) {
            Numbers.prefixed(cursor, radix, true);
        } else {
            throw cursor.refuse("hexadecimal, octal and binary numbers need PostgreSQL 16 or newer");
        }
    }

    private void sign(char c) throws LexicalRefusal {
        int start = cursor.at;
        switch (c) {
            case '(', ')', '[', ']', ',', ';', '.' -> {
                if (c == '.' && cursor.peek(1) == '.') {
                    throw cursor.refuse("two points in a row");
                }
                cursor.at++;
                cursor.add(TokenType.PUNCTUATION, start);
            }
            case '{' -> brace();
            case '}' -> {
                cursor.at++;
                cursor.add(TokenType.PUNCTUATION, start);
            }
            case '$' -> dollar();
            case ':' -> colon();
            default -> {
                if (!PostgresqlOperators.startsWith(c)) {
                    throw cursor.refuse("a character that starts nothing in PostgreSQL; quote names that need it");
                }
                operatorOrParameter(c);
            }
        }
    }

    private void brace() throws LexicalRefusal {
        if (settings.placeholders() == Placeholders.NUMBERED) {
            throw cursor.refuse("a brace, which PostgreSQL does not know");
        }
        JdbcMarks.brace(cursor, this::skipGap);
    }

    private void dollar() throws LexicalRefusal {
        int start = cursor.at;
        if (Ascii.isDigit(cursor.peek(1))) {
            numberedParameter();
            return;
        }
        int tagEnd = start + 1;
        while (tagEnd < cursor.length && isTagPart(cursor.text.charAt(tagEnd))) {
            tagEnd++;
        }
        if (tagEnd >= cursor.length || cursor.text.charAt(tagEnd) != '$') {
            throw cursor.refuse("a dollar sign that starts no dollar-quoted literal");
        }
        String tag = cursor.text.substring(start, tagEnd + 1);
        int close = cursor.text.indexOf(tag, tagEnd + 1);
        if (close < 0) {
            throw cursor.refuse(UNCLOSED, start);
        }
        cursor.at = close + tag.length();
        strings.add(TokenType.STRING, start, cursor.text.substring(tagEnd + 1, close));
    }

    private static boolean isTagPart(char c) {
        return Ascii.isLetter(c) || Ascii.isDigit(c) || c == '_';
    }

    private void numberedParameter() throws LexicalRefusal {
        int start = cursor.at;
        boolean named = cursor.statementBeginsWith("prepare"); // takes its values from EXECUTE
        if (settings.placeholders() != Placeholders.NUMBERED && !named) {
            throw cursor.refuse("numbered parameters belong to PostgreSQL's own protocol; write ?");
        }
        cursor.at++;
        while (Ascii.isDigit(cursor.peek(0))) {
            cursor.at++;
        }
        if (Ascii.isWordPart(cursor.peek(0)) || cursor.peek(0) >= 0x80 || cursor.at - start > 6) {
            throw cursor.refuse("a numbered parameter is too large or touches a letter", start);
        }
        cursor.add(named ? TokenType.VARIABLE : TokenType.PARAMETER, start);
    }

    private void colon() throws LexicalRefusal {
        int start = cursor.at;
        char next = cursor.peek(1);
        if (next != ':' && next != '=') {
            cursor.at++;
            cursor.add(TokenType.OPERATOR, start); // between the bounds of an array's slice
            return;
        }
        cursor.at += 2;
        cursor.add(TokenType.OPERATOR, start);
    }

    private void operatorOrParameter(char c) throws LexicalRefusal {
        boolean jdbc = settings.placeholders() == Placeholders.QUESTION_MARKS;
        if (c == '?' && jdbc && cursor.peek(1) != '?') {
            JdbcMarks.parameter(cursor);
            return;
        }
        int start = cursor.at;
        String operator = PostgresqlOperators.read(cursor, jdbc);
        cursor.add(TokenType.OPERATOR, start, operator);
    }
}
