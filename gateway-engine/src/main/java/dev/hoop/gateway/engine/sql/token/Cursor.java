package dev.hoop.gateway.engine.sql.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A position in the text, and what has been found before it. */
final class Cursor {

    /** What {@link #peek} and {@link #before} answer outside the text; texts with this character are refused before they are read. */
    static final char END = '\0';

    final String text;

    final int length;

    int at;

    private final Limits limits;

    private final List<Token> tokens;

    private final Brackets brackets;

    private int[] comments = new int[8];

    private int commentCount;

    private int statementStart;

    Cursor(String text, Limits limits) {
        this.text = text;
        this.length = text.length();
        this.limits = limits;
        this.tokens = new ArrayList<>(Math.min(length / 4 + 4, 4_096));
        this.brackets = new Brackets(limits.maxDepth());
    }

    boolean isAtEnd() {
        return at >= length;
    }

    char peek(int ahead) {
        int index = at + ahead;
        return index < length ? text.charAt(index) : END;
    }

    /** The character before the cursor, or {@link #END} at the beginning. */
    char before() {
        return at > 0 ? text.charAt(at - 1) : END;
    }

    LexicalRefusal refuse(String reason) {
        return new LexicalRefusal(reason, at);
    }

    LexicalRefusal refuse(String reason, int offset) {
        return new LexicalRefusal(reason, offset);
    }

    /** Adds the token from {@code start} to the current position. */
    void add(TokenType type, int start, String value) throws LexicalRefusal {
        add(new Token(type, start, at, text.substring(start, at), value));
    }

    /** Adds the word from {@code start} to the current position; its spelling has been taken out already. */
    void addWord(int start, String spelling, String value) throws LexicalRefusal {
        add(new Token(TokenType.WORD, start, at, spelling, value));
    }

    /** Adds a token that is spelt as it is meant. */
    void add(TokenType type, int start) throws LexicalRefusal {
        String spelling = at - start == 1 ? Ascii.string(text.charAt(start)) : text.substring(start, at);
        add(new Token(type, start, at, spelling, spelling));
    }

    private void add(Token token) throws LexicalRefusal {
        if (tokens.size() >= limits.maxTokens()) {
            throw refuse("statement has too many tokens", token.start());
        }
        if (token.type() == TokenType.PUNCTUATION) {
            brackets.see(token);
        }
        tokens.add(token);
        if (token.isSign(";")) {
            statementStart = tokens.size();
        }
    }

    boolean lastIsLiteral() {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1).isLiteral();
    }

    boolean lastIs(TokenType type) {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1).type() == type;
    }

    /** The token {@code back} places before the next one, 1 being the last; only if there are as many. */
    Token last(int back) {
        return tokens.get(tokens.size() - back);
    }

    int count() {
        return tokens.size();
    }

    /** Whether the first token of the statement that is being read is this word, in lower case. */
    boolean statementBeginsWith(String word) {
        return statementStart < tokens.size() && tokens.get(statementStart).isWord(word);
    }

    void comment(int start) {
        if (commentCount == comments.length) {
            comments = Arrays.copyOf(comments, comments.length * 2);
        }
        comments[commentCount++] = start;
        comments[commentCount++] = at;
    }

    /** How many comment bounds are noted; hand it to {@link #forgetComments} when a look ahead is given up. */
    int commentMark() {
        return commentCount;
    }

    void forgetComments(int mark) {
        commentCount = mark;
    }

    Tokens finish(LexicalSettings settings) throws LexicalRefusal {
        brackets.end(length);
        return Tokens.of(text, settings, tokens, Arrays.copyOf(comments, commentCount), limits);
    }
}
