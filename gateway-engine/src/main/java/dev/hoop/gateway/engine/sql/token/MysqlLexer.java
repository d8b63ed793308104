package dev.hoop.gateway.engine.sql.token;

import java.util.Set;

/** Reads as the scanners of MySQL and MariaDB do, and refuses where the two, or their versions, differ. */
final class MysqlLexer implements Lexer {

    /** With a blank before the bracket these are no longer the server's own functions but stored ones of that name. */
    private static final Set<String> BRACKET_SENSITIVE = Set.of(
            "ADDDATE",
            "BIT_AND",
            "BIT_OR",
            "BIT_XOR",
            "CAST",
            "COUNT",
            "CURDATE",
            "CURTIME",
            "DATE_ADD",
            "DATE_SUB",
            "EXTRACT",
            "GROUP_CONCAT",
            "JSON_ARRAYAGG",
            "JSON_OBJECTAGG",
            "MAX",
            "MEDIAN",
            "MID",
            "MIN",
            "NOW",
            "POSITION",
            "SESSION_USER",
            "STD",
            "STDDEV",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "SUBDATE",
            "SUBSTR",
            "SUBSTRING",
            "SUM",
            "SYSDATE",
            "SYSTEM_USER",
            "TRIM",
            "VARIANCE",
            "VAR_POP",
            "VAR_SAMP");

    private final Cursor cursor;

    private final MysqlStrings strings;

    MysqlLexer(Cursor cursor, LexicalSettings settings) {
        this.cursor = cursor;
        this.strings = new MysqlStrings(cursor, settings, this::skipGap);
    }

    @Override
    public void step() throws LexicalRefusal {
        char c = cursor.peek(0);
        if (Ascii.isBlank(c)) {
            cursor.at++;
        } else if (Ascii.isLetter(c) || c == '_' || c == '$') {
            wordOrPrefix(c);
        } else if (strings.opensWith(c)) {
            strings.string(cursor.at);
        } else if (c == '`' || c == '"') {
            quotedIdentifier();
        } else if (Numbers.startsAt(cursor)) {
            number(c);
        } else if (!comment()) {
            sign(c);
        }
    }

    private void skipGap() throws LexicalRefusal {
        while (!cursor.isAtEnd()) {
            if (Ascii.isBlank(cursor.peek(0))) {
                cursor.at++;
            } else if (!comment()) {
                return;
            }
        }
    }

    /** Two dashes start a comment only before a blank, a control character or the end. */
    private boolean comment() throws LexicalRefusal {
        char c = cursor.peek(0);
        if (c == '#') {
            Comments.lineToLineFeed(cursor);
            return true;
        }
        if (c == '-' && cursor.peek(1) == '-' && (cursor.peek(2) <= ' ' || cursor.peek(2) == 0x7f)) {
            Comments.lineToLineFeed(cursor);
            return true;
        }
        if (c == '-' && cursor.peek(1) == '-' && cursor.peek(2) == ';') {
            throw cursor.refuse(
                    "two minus signs right before a semicolon; alone, the statement would end with a comment");
        }
        if (c == '/' && cursor.peek(1) == '*') {
            char kind = cursor.peek(2);
            if (kind == '!' || (kind == 'M' && cursor.peek(3) == '!')) {
                throw cursor.refuse("an executable comment; write its content as SQL, or leave it out");
            }
            Comments.flat(cursor);
            return true;
        }
        return false;
    }

    private void wordOrPrefix(char c) throws LexicalRefusal {
        if (cursor.peek(1) == '\'') {
            switch (c) {
                case 'n', 'N' -> strings.national();
                case 'x', 'X' -> strings.bytes();
                case 'b', 'B' -> strings.bits();
                default -> word();
            }
        } else {
            word();
        }
    }

    private void word() throws LexicalRefusal {
        int start = cursor.at;
        while (Ascii.isWordPart(cursor.peek(0))) {
            cursor.at++;
        }
        char next = cursor.peek(0);
        if (next >= 0x80) {
            throw cursor.refuse("an unquoted name has a character outside A-Z, a-z, 0-9, _ and $; quote it", start);
        }
        if (next == '@') {
            throw cursor.refuse("an at sign right behind a name");
        }
        if (cursor.text.charAt(start) == '_' && strings.introduces(start)) {
            return;
        }
        cursor.add(TokenType.WORD, start);
    }

    private void quotedIdentifier() throws LexicalRefusal {
        int start = cursor.at;
        boolean ansi = cursor.peek(0) == '"';
        String name = Quotes.doubled(cursor, "quoted identifier is not closed");
        if (name.isEmpty()) {
            throw cursor.refuse("quoted identifier is empty", start);
        }
        if (name.charAt(name.length() - 1) == ' ') {
            throw cursor.refuse("quoted identifier ends with a blank", start);
        }
        if (ansi && name.indexOf('\\') >= 0) {
            // JDBC drivers do not know ANSI_QUOTES here, and look for parameters in the wrong places
            throw cursor.refuse("a backslash in a name in double quotes; use back quotes", start);
        }
        if (cursor.peek(0) == '@') {
            throw cursor.refuse("an at sign right behind a name");
        }
        cursor.add(TokenType.QUOTED_IDENTIFIER, start, name);
    }

    private void number(char c) throws LexicalRefusal {
        if (c == '0' && (cursor.peek(1) == 'x' || cursor.peek(1) == 'b')) {
            strings.prefixedDigits();
        } else {
            Numbers.decimal(cursor, false);
        }
    }

    private void sign(char c) throws LexicalRefusal {
        int start = cursor.at;
        switch (c) {
            case '(' -> openingBracket();
            case ')', '}', ',', ';', '.' -> {
                cursor.at++;
                cursor.add(TokenType.PUNCTUATION, start);
            }
            case '{' -> JdbcMarks.brace(cursor, this::skipGap);
            case '?' -> parameter();
            case '@' -> variable();
            default -> operator(c);
        }
    }

    private void openingBracket() throws LexicalRefusal {
        int start = cursor.at;
        boolean afterGap = cursor.lastIs(TokenType.WORD) && cursor.last(1).end() != start;
        if (afterGap && BRACKET_SENSITIVE.contains(Ascii.upper(cursor.last(1).text()))) {
            throw cursor.refuse("a blank between a function's name and its bracket calls another function; remove it");
        }
        cursor.at++;
        cursor.add(TokenType.PUNCTUATION, start);
    }

    /** Drivers may put a literal in its place, and literals side by side are one. */
    private void parameter() throws LexicalRefusal {
        if (cursor.lastIsLiteral() || cursor.lastIs(TokenType.PARAMETER)) {
            throw cursor.refuse(MysqlStrings.BESIDE_PARAMETER);
        }
        JdbcMarks.parameter(cursor);
    }

    /** A user variable may have points in its name; a system variable's scope is part of its token. */
    private void variable() throws LexicalRefusal {
        int start = cursor.at;
        cursor.at += cursor.peek(1) == '@' ? 2 : 1;
        if (!Ascii.isLetter(cursor.peek(0)) && cursor.peek(0) != '_') {
            throw cursor.refuse("an at sign that no plain variable name follows", start);
        }
        while (Ascii.isWordPart(cursor.peek(0)) || cursor.peek(0) == '.') {
            cursor.at++;
        }
        char next = cursor.peek(0);
        if (next >= 0x80 || next == '`' || next == '@' || next == '\'' || next == '"') {
            throw cursor.refuse("a variable name with other characters than letters, digits, _, $ and points", start);
        }
        cursor.add(TokenType.VARIABLE, start);
    }

    private void operator(char c) throws LexicalRefusal {
        int start = cursor.at;
        int length = operatorLength(c, cursor.peek(1), cursor.peek(2));
        if (length == 0) {
            throw cursor.refuse("a character that starts nothing in MySQL or MariaDB; quote names that need it");
        }
        cursor.at += length;
        cursor.add(TokenType.OPERATOR, start);
    }

    private static int operatorLength(char c, char next, char third) {
        return switch (c) {
            case '<' -> next == '=' ? (third == '>' ? 3 : 2) : next == '>' || next == '<' ? 2 : 1;
            case '>' -> next == '=' || next == '>' ? 2 : 1;
            case '!' -> next == '=' ? 2 : 1;
            case '&' -> next == '&' ? 2 : 1;
            case '|' -> next == '|' ? 2 : 1;
            case ':' -> next == '=' ? 2 : 0;
            case '-' -> next == '>' ? (third == '>' ? 3 : 2) : 1;
            case '=', '+', '*', '/', '%', '^', '~' -> 1;
            default -> 0;
        };
    }
}
