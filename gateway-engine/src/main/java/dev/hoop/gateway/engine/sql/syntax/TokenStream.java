package dev.hoop.gateway.engine.sql.syntax;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.token.Placeholders;
import dev.hoop.gateway.engine.sql.token.Token;
import dev.hoop.gateway.engine.sql.token.TokenType;
import dev.hoop.gateway.engine.sql.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The tokens of one statement and how far they have been read. Keywords are given in upper case. */
final class TokenStream {
    private static final Pattern DRIVERS_NAME = Pattern.compile("[SC]_\\d+");

    private static final int MAX_DEPTH = 200;

    private final List<Token> tokens;
    private final String[] words;
    private final Keywords keywords;
    private final Tokens statement;
    private int at;
    private int depth;
    private int parameters;

    /** @param parameters how many parameters stand in the statements before this one */
    TokenStream(Tokens statement, int parameters) {
        this.statement = statement;
        this.tokens = statement.list();
        this.keywords = Keywords.of(statement.settings().dialect());
        this.parameters = parameters;
        this.words = new String[tokens.size()];
        for (int i = 0; i < words.length; i++) {
            Token token = tokens.get(i);
            words[i] = token.type() == TokenType.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
        }
    }

    Dialect dialect() {
        return statement.settings().dialect();
    }

    boolean is(Dialect dialect) {
        return dialect() == dialect;
    }

    /** Whether the dialect is MySQL's or MariaDB's. */
    boolean isMysql() {
        return dialect() == Dialect.MYSQL || dialect() == Dialect.MARIADB;
    }

    Tokens statement() {
        return statement;
    }

    int parameters() {
        return parameters;
    }

    boolean isAtEnd() {
        return at >= words.length;
    }

    boolean isLast() {
        return at == words.length - 1;
    }

    int position() {
        return at;
    }

    /** The offset in the text behind the token read last. */
    int end() {
        return tokens.get(at - 1).end();
    }

    void back(int position) {
        at = position;
    }

    Token token() {
        if (isAtEnd()) {
            throw refuse("the statement ends too early");
        }
        return tokens.get(at);
    }

    /** The word at an offset from here, in upper case; empty if there is none. */
    String word(int offset) {
        int index = at + offset;
        return index >= 0 && index < words.length ? words[index] : "";
    }

    boolean isWord(String word) {
        return word(0).equals(word);
    }

    boolean isWords(String first, String second) {
        return word(0).equals(first) && word(1).equals(second);
    }

    boolean isAnyWord(Set<String> any) {
        return any.contains(word(0));
    }

    boolean isSign(String sign) {
        return isSign(0, sign);
    }

    boolean isSign(int offset, String sign) {
        int index = at + offset;
        return index < words.length && tokens.get(index).isSign(sign);
    }

    boolean isType(TokenType type) {
        return isType(0, type);
    }

    /** The value of a word or a text that many tokens ahead, in upper case; empty for anything else. */
    String nameOrText(int offset) {
        return isType(offset, TokenType.STRING)
                ? tokens.get(at + offset).value().toUpperCase(Locale.ROOT)
                : word(offset);
    }

    boolean isType(int offset, TokenType type) {
        int index = at + offset;
        return index < words.length && tokens.get(index).type() == type;
    }

    @CanIgnoreReturnValue
    Token next() {
        if (isAtEnd()) {
            throw refuse("the statement ends too early");
        }
        return tokens.get(at++);
    }

    @CanIgnoreReturnValue
    boolean accept(String word) {
        if (isWord(word)) {
            at++;
            return true;
        }
        return false;
    }

    @CanIgnoreReturnValue
    boolean accept(String first, String second) {
        if (isWords(first, second)) {
            at += 2;
            return true;
        }
        return false;
    }

    @CanIgnoreReturnValue
    boolean acceptAny(Set<String> any) {
        if (isAnyWord(any)) {
            at++;
            return true;
        }
        return false;
    }

    @CanIgnoreReturnValue
    boolean acceptSign(String sign) {
        if (isSign(sign)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw refuse("expected " + word);
        }
    }

    void expect(String first, String second) {
        expect(first);
        expect(second);
    }

    void expectSign(String sign) {
        if (!acceptSign(sign)) {
            throw refuse("expected " + sign);
        }
    }

    void expectEnd() {
        if (!isAtEnd()) {
            throw refuse("something follows that is not understood");
        }
    }

    /** Whether a name of an object stands here: quoted, or a word that is no reserved keyword. */
    boolean isName() {
        return isName(0);
    }

    boolean isName(int offset) {
        return isType(offset, TokenType.QUOTED_IDENTIFIER)
                || (isType(offset, TokenType.WORD) && !keywords.isReserved(word(offset)));
    }

    /** A name that is no reserved keyword. */
    Identifier name() {
        if (!isName()) {
            throw refuse("expected a name");
        }
        return anyName();
    }

    /** The name of a cursor or prepared statement; those of the target's own driver are not for subjects. */
    @CanIgnoreReturnValue
    Identifier sessionName() {
        requireNotDrivers();
        return anyName();
    }

    void requireNotDrivers() {
        if (isType(TokenType.QUOTED_IDENTIFIER)
                && DRIVERS_NAME.matcher(token().value()).matches()) {
            throw refuse("a cursor or prepared statement of the target's driver");
        }
    }

    /** A name behind a point or AS, where keywords are names too. */
    Identifier anyName() {
        if (!isType(TokenType.WORD) && !isType(TokenType.QUOTED_IDENTIFIER)) {
            throw refuse("expected a name");
        }
        Token token = next();
        return new Identifier(token.value(), token.type() == TokenType.QUOTED_IDENTIFIER);
    }

    /** A name with up to three qualifiers. */
    List<Identifier> qualifiedName() {
        List<Identifier> parts = new ArrayList<>(2);
        parts.add(name());
        while (isSign(".") && !isSign(1, "*")) {
            next();
            parts.add(anyName());
            if (parts.size() > 4) {
                throw refuse("a name has too many parts");
            }
        }
        return List.copyOf(parts);
    }

    /** {@code (a, b, …)}. */
    List<Identifier> nameList() {
        expectSign("(");
        List<Identifier> names = new ArrayList<>();
        do {
            names.add(name());
        } while (acceptSign(","));
        expectSign(")");
        return List.copyOf(names);
    }

    Keywords keywords() {
        return keywords;
    }

    /** The number of the parameter that stands here, which is read. */
    int parameter() {
        Token token = next();
        if (statement.settings().placeholders() == Placeholders.NUMBERED) {
            int number = Integer.parseInt(token.text().substring(1));
            parameters = Math.max(parameters, number);
            return number;
        }
        return ++parameters;
    }

    /** One level deeper in the statement; the counterpart is {@link #leave}. */
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new SyntaxRefusal("the statement is nested too deeply");
        }
    }

    void leave() {
        depth--;
    }

    /** Refuses, naming the place by its number and never by its text. */
    SyntaxRefusal refuse(String what) {
        return new SyntaxRefusal(what + " at token " + (at + 1));
    }
}
