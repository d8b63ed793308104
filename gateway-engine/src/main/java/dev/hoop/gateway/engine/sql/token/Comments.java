package dev.hoop.gateway.engine.sql.token;

/** Reads comments; which of them exist is for the lexers to say. */
final class Comments {

    private Comments() {}

    /** To the line feed, or carriage return, that ends it, or to the end of the text. */
    static void line(Cursor cursor) {
        int start = cursor.at;
        while (cursor.at < cursor.length && !Ascii.isNewline(cursor.text.charAt(cursor.at))) {
            cursor.at++;
        }
        cursor.comment(start);
    }

    /** To the line feed that ends it, or to the end of the text; a carriage return is part of it. */
    static void lineToLineFeed(Cursor cursor) {
        int start = cursor.at;
        int end = cursor.text.indexOf('\n', start);
        cursor.at = end < 0 ? cursor.length : end;
        cursor.comment(start);
    }

    /** A block comment that may hold others. */
    static void nested(Cursor cursor) throws LexicalRefusal {
        int start = cursor.at;
        int depth = 1;
        cursor.at += 2;
        while (depth > 0) {
            if (cursor.isAtEnd()) {
                throw cursor.refuse("comment is not closed", start);
            }
            char c = cursor.peek(0);
            if (c == '*' && cursor.peek(1) == '/') {
                depth--;
                cursor.at += 2;
            } else if (c == '/' && cursor.peek(1) == '*') {
                depth++;
                cursor.at += 2;
            } else {
                cursor.at++;
            }
        }
        cursor.comment(start);
    }

    /** A block comment that ends at the first closing sign. */
    static void flat(Cursor cursor) throws LexicalRefusal {
        int start = cursor.at;
        int end = cursor.text.indexOf("*/", start + 2);
        if (end < 0) {
            throw cursor.refuse("comment is not closed", start);
        }
        cursor.at = end + 2;
        cursor.comment(start);
    }
}
