package dev.hoop.gateway.engine.sql.token;

import static dev.hoop.gateway.engine.sql.token.Reading.isUnderstood;
import static dev.hoop.gateway.engine.sql.token.Reading.read;
import static dev.hoop.gateway.engine.sql.token.Reading.refuse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.engine.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenizerTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void controlCharactersAreRefusedEverywhere(Dialect dialect) {
        for (char c = 0; c < ' '; c++) {
            boolean blank = c >= '\t' && c <= '\r';

            assertThat(isUnderstood(Tokenizer.tokenize("SELECT " + c + "1", LexicalSettings.defaults(dialect))))
                    .as("control character %d as a blank", (int) c)
                    .isEqualTo(blank);
            if (!blank) {
                refuse(dialect, "SELECT 'a" + c + "'");
                refuse(dialect, "SELECT 1 /*" + c + "*/");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void halvesOfSurrogatePairsAreRefusedEverywhere(Dialect dialect) {
        refuse(dialect, "SELECT '\ud83d'");
        refuse(dialect, "SELECT 1 /* \ude00\ud83d */");
        assertThat(read(dialect, "SELECT '😀' /* 😀 */").executableText()).isEqualTo("SELECT '😀'         ");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void unclosedThingsAreRefusedWhereTheyBegin(Dialect dialect) {
        assertThat(refuse(dialect, "SELECT 'a").offset()).isEqualTo(7);
        assertThat(refuse(dialect, "SELECT \"a").offset()).isEqualTo(7);
        assertThat(refuse(dialect, "SELECT /* a").offset()).isEqualTo(7);
        assertThat(refuse(dialect, "SELECT (1").offset()).isEqualTo(9);
        assertThat(refuse(dialect, "SELECT 1)").offset()).isEqualTo(8);
        refuse(dialect, "SELECT (1}");
        refuse(dialect, "SELECT (1; 2)");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void whatIsTooLargeIsRefused(Dialect dialect) {
        LexicalSettings settings = LexicalSettings.defaults(dialect);
        Limits limits = new Limits(30, 5, 2, 2);

        assertThat(isUnderstood(Tokenizer.tokenize("SELECT ((1)" + " ".repeat(20), settings, limits)))
                .isFalse();
        assertThat(isUnderstood(Tokenizer.tokenize("1,1,1", settings, limits))).isTrue();
        assertThat(isUnderstood(Tokenizer.tokenize("1,1,1,", settings, limits))).isFalse();
        assertThat(isUnderstood(Tokenizer.tokenize("(())", settings, limits))).isTrue();
        assertThat(isUnderstood(Tokenizer.tokenize("((()", settings, limits))).isFalse();
        assertThat(isUnderstood(Tokenizer.tokenize("a;b", settings, limits))).isTrue();
        assertThat(isUnderstood(Tokenizer.tokenize("a;b;c", settings, limits))).isFalse();
        assertThat(isUnderstood(Tokenizer.tokenize("'" + "é".repeat(14) + "'", settings, limits)))
                .isTrue();
        assertThat(isUnderstood(Tokenizer.tokenize("'" + "é".repeat(15) + "'", settings, limits)))
                .isFalse();
        assertThat(isUnderstood(Tokenizer.tokenize("'" + "😀".repeat(8) + "'", settings, limits)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void emptyTextHasNoStatements(Dialect dialect) {
        assertThat(read(dialect, "").statements()).isEmpty();
        assertThat(read(dialect, " ;; /* a */ ; -- b").statements()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHELL")
    void reasonsAndTokensDoNotShowLiterals(Dialect dialect) {
        assertThat(refuse(dialect, "SELECT 'secret").reason()).doesNotContain("secret");
        assertThat(refuse(dialect, "SELECT 'secret' ~é").reason()).doesNotContain("secret");
        assertThat(read(dialect, "SELECT 'secret'").toString()).doesNotContain("secret");
        assertThat(read(dialect, "SELECT 'secret'").list().toString()).doesNotContain("secret");
    }

    @Test
    void numberedPlaceholdersBelongToPostgresql() {
        assertThatThrownBy(() -> LexicalSettings.defaults(Dialect.H2).with(Placeholders.NUMBERED))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
