package dev.hoop.gateway.engine.sql.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.hoop.gateway.engine.Dialect;
import java.util.List;

/** Short words for tests: how a text is read. */
final class Reading {
    private Reading() {}

    static Tokens read(Dialect dialect, String text) {
        return read(LexicalSettings.defaults(dialect), text);
    }

    static Tokens read(LexicalSettings settings, String text) {
        return Tokenizer.tokenize(text, settings)
                .match(
                        Tokenized.Understood::tokens,
                        refused -> fail("refused at %d: %s", refused.offset(), refused.reason()));
    }

    static Tokenized.Refused refuse(Dialect dialect, String text) {
        return refuse(LexicalSettings.defaults(dialect), text);
    }

    static Tokenized.Refused refuse(LexicalSettings settings, String text) {
        return Tokenizer.tokenize(text, settings)
                .match(understood -> fail("understood as %s", values(understood.tokens())), refused -> refused);
    }

    static boolean isUnderstood(Tokenized tokenized) {
        return tokenized.match(understood -> true, refused -> false);
    }

    /** The values of all tokens, literals in single quotes and quoted names in double ones. */
    static List<String> values(Tokens tokens) {
        return tokens.list().stream().map(Reading::value).toList();
    }

    private static String value(Token token) {
        return switch (token.type()) {
            case STRING -> "'" + token.value() + "'";
            case BYTES -> "X'" + token.value() + "'";
            case BITS -> "B'" + token.value() + "'";
            case QUOTED_IDENTIFIER -> '"' + token.value() + '"';
            default -> token.value();
        };
    }

    /** Asserts that the parser for which the text is rewritten sees the same tokens. */
    static void agrees(Tokens tokens) {
        assertThat(TokenAgreement.check(tokens))
                .as(ParserText.render(tokens).text())
                .isEmpty();
    }
}
