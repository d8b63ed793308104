package dev.hoop.gateway.engine.sql.token;

import dev.hoop.gateway.engine.Dialect;
import java.util.List;

/**
 * Tokens written for JSqlParser: one blank between two tokens, no comments, names in double quotes where a bare word could
 * be misread, literals in single quotes, numbers in decimal. Characters that JSqlParser gives a meaning inside quotes, the
 * backslash above all, are written as U+E000 and four hexadecimal digits; {@link #name} and {@link #literal} undo that.
 */
public final class ParserText {

    /** Introduces an encoded character; a private-use character, which encodes itself as well. */
    private static final char MARK = '\uE000';

    private final StringBuilder text;

    private final int[] starts;

    private final int[] ends;

    private ParserText(int tokens) {
        this.text = new StringBuilder(tokens * 8);
        this.starts = new int[tokens];
        this.ends = new int[tokens];
    }

    /** The name that a parsed identifier stands for: quotes and encoding removed if it is quoted, else as it is. */
    public static String name(String parsed) {
        if (parsed.length() < 2 || parsed.charAt(0) != '"') {
            return parsed;
        }
        return decode(parsed.substring(1, parsed.length() - 1).replace("\"\"", "\""));
    }

    /** The value of a parsed literal, given as JSqlParser has it between the quotes, quotes in it still doubled. */
    public static String literal(String parsed) {
        return decode(parsed.replace("''", "'"));
    }

    static ParserText render(Tokens tokens) {
        List<Token> list = tokens.list();
        ParserText rendered = new ParserText(list.size());
        for (int i = 0; i < list.size(); i++) {
            Token token = list.get(i);
            if (i > 0 && !isTight(list.get(i - 1), token)) {
                rendered.text.append(' ');
            }
            rendered.starts[i] = rendered.text.length();
            if (token.isWord("CONVERT") && !convertsWithUsing(list, i)) {
                rendered.appendQuoted(token.value(), '"');
            } else {
                rendered.append(token, tokens.settings());
            }
            rendered.ends[i] = rendered.text.length();
        }
        return rendered;
    }

    String text() {
        return text.toString();
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }

    /** JSqlParser's lexer knows some types and date escapes only without blanks between the bracket and what it holds. */
    private static boolean isTight(Token left, Token right) {
        if (right.type() == TokenType.NUMBER) {
            return left.isSign("(");
        }
        if (left.type() == TokenType.NUMBER) {
            return right.isSign(")");
        }
        return left.isSign("{") && (right.isWord("D") || right.isWord("T") || right.isWord("TS"));
    }

    /**
     * JSqlParser takes the first argument of CONVERT for a type, and so loses a column, unless USING stands in its brackets.
     * In quotes it is a function like any other.
     */
    private static boolean convertsWithUsing(List<Token> list, int convert) {
        int depth = 0;
        for (int i = convert + 1; i < list.size(); i++) {
            Token token = list.get(i);
            depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
            if (depth <= 0) {
                return false;
            }
            if (depth == 1 && token.isWord("USING")) {
                return true;
            }
        }
        return false;
    }

    private void append(Token token, LexicalSettings settings) {
        switch (token.type()) {
            case WORD -> appendWord(token, settings);
            case QUOTED_IDENTIFIER -> appendQuoted(token.value(), '"');
            case STRING -> appendQuoted(token.value(), '\'');
            case BYTES -> text.append(token.value().isEmpty() ? "X''" : "0x").append(token.value());
            case BITS -> text.append("B'").append(token.value()).append('\'');
            case OPERATOR -> text.append(operator(token, settings));
            case NUMBER, VARIABLE, PARAMETER, PUNCTUATION -> text.append(token.value());
        }
    }

    private void appendWord(Token token, LexicalSettings settings) {
        boolean cut = token.text().length() != token.value().length();
        if (cut || token.text().charAt(0) == '$' || ForeignWords.contains(settings.dialect(), token.text())) {
            appendQuoted(token.value(), '"');
        } else {
            text.append(token.text());
        }
    }

    /** In MySQL two bars are OR, unless the session says otherwise, and two ampersands are AND. */
    private static String operator(Token token, LexicalSettings settings) {
        if (settings.dialect() == Dialect.MYSQL || settings.dialect() == Dialect.MARIADB) {
            if (token.value().equals("||") && !settings.pipesAsConcat()) {
                return "OR";
            }
            if (token.value().equals("&&")) {
                return "AND";
            }
        }
        return token.value();
    }

    private void appendQuoted(String value, char quote) {
        text.append(quote);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == quote) {
                text.append(c).append(c);
            } else if (c < ' ' || c == '\\' || c == MARK || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) {
                text.append(MARK);
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(Character.forDigit(c >> shift & 15, 16));
                }
            } else {
                text.append(c);
            }
        }
        text.append(quote);
    }

    private static String decode(String encoded) {
        if (encoded.indexOf(MARK) < 0) {
            return encoded;
        }
        StringBuilder value = new StringBuilder(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == MARK && i + 4 < encoded.length()) {
                value.append((char) Integer.parseInt(encoded, i + 1, i + 5, 16));
                i += 4;
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }
}
