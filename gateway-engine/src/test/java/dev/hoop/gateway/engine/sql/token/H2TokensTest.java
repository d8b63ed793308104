package dev.hoop.gateway.engine.sql.token;

import static dev.hoop.gateway.engine.sql.token.Reading.agrees;
import static dev.hoop.gateway.engine.sql.token.Reading.read;
import static dev.hoop.gateway.engine.sql.token.Reading.refuse;
import static dev.hoop.gateway.engine.sql.token.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2TokensTest {
    private static final Dialect H2 = Dialect.H2;

    @Test
    void twoSlashesAndTwoDashesStartComments() {
        assertThat(values(read(H2, "a //**/ b, hidden"))).containsExactly("A");
        assertThat(values(read(H2, "5--1\r, b"))).containsExactly("5", ",", "B");
    }

    @Test
    void blockCommentsNestAndAreNeverExecuted() {
        assertThat(values(read(H2, "1 /* /* */ , 2 */ /*!50000 , 3 */"))).containsExactly("1");
    }

    @Test
    void unicodeBlanksAreBlanks() {
        Tokens tokens = read(H2, "SELECT\u00a01\u2003,\u2028 2");

        assertThat(values(tokens)).containsExactly("SELECT", "1", ",", "2");
        assertThat(ParserText.render(tokens).text()).isEqualTo("SELECT 1 , 2");
        agrees(tokens);
    }

    @Test
    void unquotedWordsFoldUpAndQuotedOnesDoNot() {
        assertThat(values(read(H2, "ssn \"ssn\" `ssn` `ſsn` `emaıl` \"a\"\"b\"")))
                .containsExactly("SSN", "\"ssn\"", "\"SSN\"", "\"SSN\"", "\"EMAIL\"", "\"a\"b\"");
        assertThat(ParserText.render(read(H2, "SELECT `ſsn`")).text()).isEqualTo("SELECT \"SSN\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ſsn",
                "SELECT ssné",
                "SELECT cuﬆomers",
                "SELECT emaıl",
                "SELECT ssn\u200b",
                "SELECT ssn\u007f"
            })
    void unquotedNamesBeyondAsciiAreRefused(String text) {
        refuse(H2, text);
    }

    @Test
    void literalsGoOnBehindAnyBlankButNotBehindDashes() {
        assertThat(values(read(H2, "'a' 'b' /* */ 'c' //\n 'd'"))).containsExactly("'abcd'");
        assertThat(values(read(H2, "X'41 42' '43'"))).containsExactly("X'414243'");
        refuse(H2, "'a' --\n 'b'");
        refuse(H2, "'a'\u00a0'b'");
        refuse(H2, "'a' $$b$$");
        refuse(H2, "X'41''42'");
        refuse(H2, "X'4'");
    }

    @Test
    void onlyUntaggedDollarQuotesAreLiterals() {
        assertThat(values(read(H2, "$$a$b$$, a$$b"))).containsExactly("'a$b'", ",", "A$$B");
        refuse(H2, "$t$a$t$");
        refuse(H2, "$1");
        refuse(H2, "$");
    }

    @Test
    void backslashIsOrdinary() {
        assertThat(values(read(H2, "'a\\', b, \"\\\""))).containsExactly("'a\\'", ",", "B", ",", "\"\\\"");
    }

    @Test
    void unicodeEscapesAreDecoded() {
        assertThat(values(read(H2, "U&\"\\0073sn\", u&'!0061' UESCAPE '!'"))).containsExactly("\"ssn\"", ",", "'a'");
    }

    @Test
    void secondOfTwoUnicodeEscapesIsRefused() {
        refuse(H2, "SELECT U&'a' U&\"\\0062\"");
    }

    @Test
    void numbersAreSpeltInDecimal() {
        assertThat(values(read(H2, "1_000 0x1F 0b101 0o17 1.5e-3 .5 5.")))
                .containsExactly("1000", "31", "5", "15", "1.5e-3", ".5", "5.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1a", "1L", "1__0", "1_", "0x", "1e", "1.2.3", "t.5"})
    void numbersThatTouchLettersAreRefused(String text) {
        refuse(H2, "SELECT " + text);
    }

    @Test
    void variablesAndParametersAreRead() {
        Tokens tokens = read(H2, "SELECT @v, ? FROM t WHERE a = ?");

        assertThat(values(tokens)).containsExactly("SELECT", "@V", ",", "?", "FROM", "T", "WHERE", "A", "=", "?");
        agrees(tokens);
        refuse(H2, "SELECT ?1");
        refuse(H2, "SELECT a ??(1??)");
        refuse(H2, "SELECT @ v");
    }

    @Test
    void operatorsAreRead() {
        assertThat(values(read(H2, "a<=b<>c!=d>=e||f&&g::int~h")))
                .containsExactly(
                        "A", "<=", "B", "<>", "C", "!=", "D", ">=", "E", "||", "F", "&&", "G", "::", "INT", "~", "H");
        refuse(H2, "a # b");
        refuse(H2, "a | b");
        refuse(H2, "a ^ b");
        refuse(H2, "a \\ b");
    }

    @Test
    void semicolonsSeparateStatements() {
        assertThat(read(H2, "SELECT 1; SELECT $$;$$ ;").statements()).hasSize(2);
    }

    @Test
    void wordRightBehindAParameterIsAWordAndADigitIsTheParametersNumber() {
        assertThat(values(read(H2, "a = ?AND b = ?or c")))
                .containsExactly("A", "=", "?", "AND", "B", "=", "?", "OR", "C");
        refuse(H2, "SELECT ?1");
        refuse(H2, "SELECT ?_a");
        refuse(H2, "SELECT a?");
        refuse(Dialect.MARIADB, "SELECT ?AND 1");
        refuse(Dialect.POSTGRESQL, "SELECT ?AND 1");
    }
}
