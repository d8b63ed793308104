package dev.hoop.gateway.engine.sql.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.hoop.gateway.engine.Dialect;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every text, tried on seeded ones; a failure names its seed, and -Dhoop.test.seed repeats it. */
class TokenPropertiesTest {
    private static final int TEXTS = 8_000;

    private final long seed = Long.getLong("hoop.test.seed", 20_260_101L);

    private void forEachUnderstood(LexicalSettings settings, int atLeast, Consumer<Tokens> property) {
        SeededText source = new SeededText(seed);
        int understood = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = source.next();
            Tokenized tokenized = Tokenizer.tokenize(text, settings);
            if (Reading.isUnderstood(tokenized)) {
                understood++;
                try {
                    property.accept(Reading.read(settings, text));
                } catch (AssertionError | RuntimeException broken) {
                    throw new AssertionError("seed " + seed + ", text <" + text + ">", broken);
                }
            }
        }
        assertThat(understood).as("texts understood, seed %d", seed).isGreaterThan(atLeast);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void textThatIsSentReadsTheSameAndHoldsNoComment(Dialect dialect) {
        LexicalSettings settings = LexicalSettings.defaults(dialect);

        forEachUnderstood(settings, 400, tokens -> {
            Tokens sent = Reading.read(settings, tokens.executableText());

            assertThat(sent.executableText()).isEqualTo(tokens.executableText());
            assertThat(sent.list())
                    .usingElementComparator((a, b) -> a.readsLike(b) ? 0 : 1)
                    .isEqualTo(tokens.list());
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void everyCharThatIsSentIsATokenOrABlank(Dialect dialect) {
        forEachUnderstood(LexicalSettings.defaults(dialect), 400, tokens -> {
            int end = 0;
            for (Token token : tokens.list()) {
                assertThat(token.start()).isGreaterThanOrEqualTo(end).isLessThan(token.end());
                assertBlank(tokens.executableText().substring(end, token.start()));
                end = token.end();
            }
            assertBlank(tokens.executableText().substring(end));
        });
    }

    private static void assertBlank(String gap) {
        assertThat(gap.chars().allMatch(c -> c <= ' ' || Character.isSpaceChar(c)))
                .as("<%s> is blank", gap)
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void statementsTogetherAreTheWhole(Dialect dialect) {
        LexicalSettings settings = LexicalSettings.defaults(dialect);

        forEachUnderstood(settings, 400, tokens -> {
            for (Tokens statement : tokens.statements()) {
                Tokens alone = Reading.read(settings, statement.executableText());

                assertThat(alone.statements()).hasSize(1);
                assertThat(Reading.values(alone)).isEqualTo(Reading.values(statement));
                assertThat(ParserText.render(alone).text())
                        .isEqualTo(ParserText.render(statement).text());
            }
            long semicolons =
                    tokens.list().stream().filter(token -> token.isSign(";")).count();
            int inStatements = tokens.statements().stream()
                    .mapToInt(one -> one.list().size())
                    .sum();
            assertThat(inStatements + semicolons).isEqualTo(tokens.list().size());
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void literalsNamesAndNumbersReachTheParserUnchanged(Dialect dialect) {
        forEachUnderstood(LexicalSettings.defaults(dialect), 400, tokens -> {
            List<Token> simple = tokens.list().stream()
                    .filter(token -> token.type() != TokenType.OPERATOR && token.type() != TokenType.VARIABLE)
                    .toList();
            if (simple.size() == tokens.list().size()) {
                assertThat(TokenAgreement.check(tokens))
                        .as(ParserText.render(tokens).text())
                        .isEmpty();
            }
            for (Token token : simple) {
                roundTrip(tokens.settings(), token);
            }
        });
    }

    private static void roundTrip(LexicalSettings settings, Token token) {
        if (token.type() == TokenType.STRING) {
            String parsed =
                    ParserText.render(Reading.read(settings, token.text())).text();
            assertThat(ParserText.literal(parsed.substring(1, parsed.length() - 1)))
                    .isEqualTo(token.value());
        } else if (token.type() == TokenType.QUOTED_IDENTIFIER) {
            String parsed =
                    ParserText.render(Reading.read(settings, token.text())).text();
            assertThat(ParserText.name(parsed)).isEqualTo(token.value());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void anyTextAtAllHasAnAnswer(Dialect dialect) {
        Random random = new Random(seed);
        LexicalSettings settings = LexicalSettings.defaults(dialect);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int j = 0; j < length; j++) {
                text.append((char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
            }
            Tokenized answer = Tokenizer.tokenize(text.toString(), settings);
            int offset = answer.match(understood -> 0, Tokenized.Refused::offset);
            if (offset < 0 || offset > text.length()) {
                fail("seed %d, offset %d of <%s>", seed, offset, text);
            }
            answer.match(understood -> TokenAgreement.check(understood.tokens()).toString(), Tokenized.Refused::reason);
        }
    }
}
