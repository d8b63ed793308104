package dev.hoop.gateway.engine.sql.token;

import java.util.Locale;

/** Reads as H2's tokenizer does in its regular mode, folding to upper case. */
final class H2Lexer implements Lexer {

    private static final String UNCLOSED = "literal is not closed";

    private final Cursor cursor;

    H2Lexer(Cursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public void step() throws LexicalRefusal {
        char c = cursor.peek(0);
        if (Ascii.isBlank(c)) {
            cursor.at++;
        } else if (Ascii.isLetter(c) || c == '_') {
            wordOrPrefix(c);
        } else if (c == '\'') {
            string(cursor.at);
        } else if (c == '"' || c == '`') {
            quotedIdentifier(c);
        } else if (Numbers.startsAt(cursor)) {
            number(c);
        } else if (startsLineComment()) {
            Comments.line(cursor);
        } else if (c == '/' && cursor.peek(1) == '*') {
            Comments.nested(cursor);
        } else if (c >= 0x80 && Character.isSpaceChar(c)) {
            cursor.at++;
        } else {
            sign(c);
        }
    }

    private boolean startsLineComment() {
        char c = cursor.peek(0);
        return (c == '-' || c == '/') && cursor.peek(1) == c;
    }

    private void skipGap() throws LexicalRefusal {
        while (!cursor.isAtEnd()) {
            char c = cursor.peek(0);
            if (Ascii.isBlank(c) || (c >= 0x80 && Character.isSpaceChar(c))) {
                cursor.at++;
            } else if (startsLineComment()) {
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
        int start = cursor.at;
        if (next == '\'' && (c == 'n' || c == 'N')) {
            cursor.at++;
            string(start);
        } else if (next == '\'' && (c == 'x' || c == 'X')) {
            bytes();
        } else if (next == '&' && (c == 'u' || c == 'U') && cursor.peek(2) == '\'') {
            requireNoUnicodeBefore();
            cursor.at += 2;
            String raw = parts();
            addLiteral(TokenType.STRING, start, UnicodeEscapes.decode(cursor, this::skipGap, raw, start));
        } else if (next == '&' && (c == 'u' || c == 'U') && cursor.peek(2) == '"') {
            requireNoUnicodeBefore();
            cursor.at += 2;
            String raw = Quotes.doubled(cursor, "quoted identifier is not closed");
            name(start, UnicodeEscapes.decode(cursor, this::skipGap, raw, start));
        } else {
            word();
        }
    }

    /** Right behind another, H2 leaves the escapes of the second as they are. */
    private void requireNoUnicodeBefore() throws LexicalRefusal {
        boolean unicode = cursor.count() > 0
                && cursor.last(1).type() != TokenType.WORD
                && cursor.last(1).text().regionMatches(true, 0, "U&", 0, 2);
        if (unicode) {
            throw cursor.refuse("two U& literals or names side by side; H2 does not decode the second");
        }
    }

    private void word() throws LexicalRefusal {
        int start = cursor.at;
        while (Ascii.isWordPart(cursor.peek(0))) {
            cursor.at++;
        }
        char next = cursor.peek(0);
        if (next == 0x7f || (next >= 0x80 && Character.isJavaIdentifierPart(cursor.text.codePointAt(cursor.at)))) {
            throw cursor.refuse("an unquoted name has a character outside A-Z, a-z, 0-9, _ and $; quote it", start);
        }
        String word = cursor.text.substring(start, cursor.at);
        cursor.addWord(start, word, Ascii.upper(word));
    }

    /** In double quotes a name is exact; in back quotes it is folded like an unquoted one, by Java's rules. */
    private void quotedIdentifier(char quote) throws LexicalRefusal {
        int start = cursor.at;
        String content = Quotes.doubled(cursor, "quoted identifier is not closed");
        name(start, quote == '`' ? content.toUpperCase(Locale.ENGLISH) : content);
    }

    private void name(int start, String value) throws LexicalRefusal {
        if (value.isEmpty()) {
            throw cursor.refuse("quoted identifier is empty", start);
        }
        cursor.add(TokenType.QUOTED_IDENTIFIER, start, value);
    }

    private void string(int start) throws LexicalRefusal {
        addLiteral(TokenType.STRING, start, parts());
    }

    private String parts() throws LexicalRefusal {
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

    private void bytes() throws LexicalRefusal {
        int start = cursor.at;
        cursor.at++;
        StringBuilder digits = new StringBuilder();
        do {
            digits.append(Quotes.plain(cursor, UNCLOSED).replace(" ", ""));
            if (cursor.peek(0) == '\'') {
                throw cursor.refuse("a quote inside a hexadecimal literal", start);
            }
        } while (continues());
        Quotes.requireHex(cursor, start, digits.toString());
        if (digits.length() % 2 != 0) {
            throw cursor.refuse("hexadecimal literal with an odd number of digits", start);
        }
        addLiteral(TokenType.BYTES, start, Ascii.upper(digits.toString()));
    }

    /** A literal goes on behind blanks and comments, but H2 takes no {@code --} comment for a gap there. */
    private boolean continues() throws LexicalRefusal {
        int end = cursor.at;
        int mark = cursor.commentMark();
        while (true) {
            char c = cursor.peek(0);
            if (c == '\'') {
                return true;
            } else if (Ascii.isBlank(c) || (c >= 0x80 && Character.isWhitespace(c))) {
                cursor.at++;
            } else if (c == '/' && cursor.peek(1) == '*') {
                Comments.nested(cursor);
            } else if (c == '/' && cursor.peek(1) == '/') {
                Comments.line(cursor);
            } else {
                cursor.at = end;
                cursor.forgetComments(mark);
                return false;
            }
        }
    }

    /** Two literals side by side are an error to H2, and must not become one when a comment is blanked out. */
    private void addLiteral(TokenType type, int start, String value) throws LexicalRefusal {
        if (cursor.lastIsLiteral()) {
            throw cursor.refuse("two literals side by side; join them with ||", start);
        }
        cursor.add(type, start, value);
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
            Numbers.decimal(cursor, true);
        } else {
            Numbers.prefixed(cursor, radix, true);
        }
    }

    private void sign(char c) throws LexicalRefusal {
        int start = cursor.at;
        switch (c) {
            case '(', ')', '[', ']', '}', ',', ';', '.' -> {
                cursor.at++;
                cursor.add(TokenType.PUNCTUATION, start);
            }
            case '{' -> JdbcMarks.brace(cursor, this::skipGap);
            case '?' -> JdbcMarks.databasesParameter(cursor);
            case '@' -> variable();
            case '$' -> dollar();
            default -> operator(c);
        }
    }

    private void variable() throws LexicalRefusal {
        int start = cursor.at;
        cursor.at++;
        if (!Ascii.isLetter(cursor.peek(0)) && cursor.peek(0) != '_') {
            throw cursor.refuse("an at sign that no variable name follows", start);
        }
        while (Ascii.isWordPart(cursor.peek(0))) {
            cursor.at++;
        }
        if (cursor.peek(0) >= 0x80) {
            throw cursor.refuse("a variable name with a character outside A-Z, a-z, 0-9, _ and $", start);
        }
        cursor.add(TokenType.VARIABLE, start, Ascii.upper(cursor.text.substring(start, cursor.at)));
    }

    private void dollar() throws LexicalRefusal {
        int start = cursor.at;
        if (cursor.peek(1) != '$') {
            throw cursor.refuse("a parameter written with a dollar sign; write ?");
        }
        int close = cursor.text.indexOf("$$", start + 2);
        if (close < 0) {
            throw cursor.refuse(UNCLOSED, start);
        }
        cursor.at = close + 2;
        addLiteral(TokenType.STRING, start, cursor.text.substring(start + 2, close));
    }

    private void operator(char c) throws LexicalRefusal {
        int start = cursor.at;
        int length = operatorLength(c, cursor.peek(1));
        if (length == 0) {
            throw cursor.refuse("a character that starts nothing in H2; quote names that need it");
        }
        cursor.at += length;
        cursor.add(TokenType.OPERATOR, start);
    }

    private static int operatorLength(char c, char next) {
        return switch (c) {
            case '!' -> next == '=' || next == '~' ? 2 : 0;
            case '&' -> next == '&' ? 2 : 0;
            case '|' -> next == '|' ? 2 : 0;
            case ':' -> next == ':' || next == '=' ? 2 : 1; // alone between key and value of JSON_OBJECT
            case '<' -> next == '=' || next == '>' ? 2 : 1;
            case '>' -> next == '=' ? 2 : 1;
            case '=', '+', '-', '*', '/', '%', '~' -> 1;
            default -> 0;
        };
    }
}
