package dev.hoop.gateway.engine.sql.token;

/** What a token is to the database. Blanks and comments are no tokens. */
public enum TokenType {
    /** An unquoted word: keyword or identifier, which only the grammar can tell apart. ASCII letters, digits, {@code _ $}. */
    WORD,
    /** An identifier in quotes; its value is the name after unescaping, folding and truncation. */
    QUOTED_IDENTIFIER,
    /** A character literal of any spelling; continued literals are one token; its value is the decoded text. */
    STRING,
    /** A hexadecimal literal such as {@code X'1F'}; its value is upper case hexadecimal digits. */
    BYTES,
    /** A bit literal such as {@code B'101'}; its value is zeros and ones. */
    BITS,
    /** A number; its value is spelt with decimal digits, point and exponent only. */
    NUMBER,
    /** A user or system variable with its at signs, such as {@code @total} or {@code @@sql_mode}. */
    VARIABLE,
    /** A place for a parameter, {@code ?}, or {@code $1} where the settings say so. */
    PARAMETER,
    /** An operator sign, spelt as the database sees it after its JDBC driver has handled {@code ??}. */
    OPERATOR,
    /** One of {@code , ; . ( ) [ ] { }}. */
    PUNCTUATION
}
