package dev.hoop.gateway.engine.sql.token;

/**
 * One lexical unit of a statement.
 *
 * @param start offset of its first UTF-16 char in the text that was tokenized
 * @param end offset after its last char; a continued literal may hold blanks and comments in between
 * @param text the characters as written
 * @param value what the database makes of them, see {@link TokenType}
 */
public record Token(TokenType type, int start, int end, String text, String value) {

    /** Whether this is the unquoted word, whatever its case; {@code word} is given in upper case. */
    public boolean isWord(String word) {
        return type == TokenType.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether this is the operator or punctuation sign. */
    public boolean isSign(String sign) {
        return (type == TokenType.OPERATOR || type == TokenType.PUNCTUATION) && value.equals(sign);
    }

    /** Whether this is a quoted or unquoted name or keyword. */
    public boolean isName() {
        return type == TokenType.WORD || type == TokenType.QUOTED_IDENTIFIER;
    }

    /** Whether the other is the same to the database and stands at the same place. */
    boolean readsLike(Token other) {
        return type == other.type && start == other.start && end == other.end && value.equals(other.value);
    }

    boolean isLiteral() {
        return type == TokenType.STRING || type == TokenType.BYTES || type == TokenType.BITS;
    }

    /** Leaves literals out: they may hold personal data, and tokens end up in test output and logs. */
    @Override
    public String toString() {
        return type + "[" + start + "," + end + (isLiteral() ? "" : " " + text) + "]";
    }
}
