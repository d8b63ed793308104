package dev.hoop.gateway.engine.sql.token;

import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.CCJSqlParserTokenManager;
import net.sf.jsqlparser.parser.SimpleCharStream;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.TokenMgrException;

/**
 * Checks that JSqlParser's lexer, with its default features, sees in {@link Tokens#parserText} the very tokens that were put
 * there. Where it does not, its tree says nothing about the statement.
 */
public final class TokenAgreement {

    /** Words that JSqlParser reads as one token, and that mean together what they mean to the databases. */
    private static final Set<String> PHRASES = Set.of(
            "NEXT VALUE FOR",
            "WITH TIES",
            "SIMILAR TO",
            "IN NATURAL LANGUAGE MODE",
            "IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION",
            "IN BOOLEAN MODE",
            "WITH QUERY EXPANSION",
            "{D",
            "{T",
            "{TS");

    private final Tokens tokens;

    private final ParserText rendered;

    private int next;

    private TokenAgreement(Tokens tokens) {
        this.tokens = tokens;
        this.rendered = ParserText.render(tokens);
    }

    /** Why the two disagree, without quoting the statement; empty if they agree. */
    public static Optional<String> check(Tokens tokens) {
        return new TokenAgreement(tokens).disagreement();
    }

    private Optional<String> disagreement() {
        String text = rendered.text();
        var manager = new CCJSqlParserTokenManager(new SimpleCharStream(new StringProvider(text)));
        try {
            var theirs = manager.getNextToken();
            while (theirs.kind != CCJSqlParserConstants.EOF) {
                int start = theirs.absoluteBegin - 1;
                int end = start + theirs.image.stripTrailing().length(); // their hexadecimal literals take blanks in
                boolean faithful = theirs.specialToken == null
                        && text.startsWith(theirs.image, start)
                        && accept(theirs.kind, start, end, text);
                if (!faithful) {
                    return Optional.of("the SQL parser does not see the same token at number " + (next + 1));
                }
                theirs = manager.getNextToken();
            }
        } catch (TokenMgrException notReadable) {
            return Optional.of("the SQL parser cannot read the token at number " + (next + 1));
        }
        return next == tokens.list().size()
                ? Optional.empty()
                : Optional.of("the SQL parser sees fewer tokens than there are");
    }

    /** Consumes our token or tokens that theirs covers. */
    private boolean accept(int kind, int start, int end, String text) {
        if (next >= tokens.list().size() || rendered.start(next) != start) {
            return false;
        }
        Token ours = tokens.list().get(next);
        if (rendered.end(next) == end) {
            next++;
            return fits(written(ours, text.charAt(start)), kind);
        }
        if (rendered.end(next) > end) {
            return false;
        }
        while (next < tokens.list().size() && rendered.end(next) < end) {
            next++;
        }
        if (next >= tokens.list().size() || rendered.end(next) != end) {
            return false;
        }
        next++;
        return kind == CCJSqlParserConstants.DT_ZONE || PHRASES.contains(Ascii.upper(text.substring(start, end)));
    }

    /** A word may have been put in quotes, so that it is read as the name it is. */
    private static TokenType written(Token ours, char first) {
        return ours.type() == TokenType.WORD && first == '"' ? TokenType.QUOTED_IDENTIFIER : ours.type();
    }

    private static boolean fits(TokenType ours, int kind) {
        return switch (ours) {
            case WORD -> isWord(kind);
            case QUOTED_IDENTIFIER -> kind == CCJSqlParserConstants.S_QUOTED_IDENTIFIER;
            case STRING, BITS -> kind == CCJSqlParserConstants.S_CHAR_LITERAL;
            case BYTES -> kind == CCJSqlParserConstants.S_HEX;
            case NUMBER -> kind == CCJSqlParserConstants.S_LONG || kind == CCJSqlParserConstants.S_DOUBLE;
            case VARIABLE ->
                kind == CCJSqlParserConstants.S_AT_IDENTIFIER
                        || kind == CCJSqlParserConstants.K_AT_V; // their word for the variable @v
            case PARAMETER -> kind == CCJSqlParserConstants.S_PARAMETER || isSign(kind);
            // MySQL's two bars are written as the word OR
            case OPERATOR -> isSign(kind) || kind == CCJSqlParserConstants.K_OR || kind == CCJSqlParserConstants.K_AND;
            case PUNCTUATION -> isSign(kind);
        };
    }

    private static boolean isWord(int kind) {
        return kind == CCJSqlParserConstants.S_IDENTIFIER
                || kind == CCJSqlParserConstants.DATA_TYPE
                || (CCJSqlParserConstants.tokenImage[kind].startsWith("<K_") && !isSign(kind));
    }

    private static boolean isSign(int kind) {
        String image = CCJSqlParserConstants.tokenImage[kind];
        return image.charAt(0) == '"'
                || image.startsWith("<OP_")
                || image.endsWith("_BRACKET>")
                || switch (kind) {
                    case CCJSqlParserConstants.ST_SEMICOLON,
                            CCJSqlParserConstants.K_COMMA,
                            CCJSqlParserConstants.DOUBLE_COLON,
                            CCJSqlParserConstants.S_HASH_OPERATOR,
                            CCJSqlParserConstants.K_ORACLE_NAMED_PARAMETER_ASSIGNMENT,
                            CCJSqlParserConstants.K_POSTGRES_NAMED_PARAMETER_ASSIGNMENT -> true;
                    default -> false;
                };
    }
}
