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

class MysqlTokensTest {
    private static final Dialect MYSQL = Dialect.MYSQL;

    private static LexicalSettings mode(String sqlMode) {
        return LexicalSettings.mysql(Dialect.MARIADB, sqlMode, "utf8mb4", "10.11.6-MariaDB");
    }

    @Test
    void twoDashesNeedABlankToStartAComment() {
        assertThat(values(read(MYSQL, "5--1, hidden"))).containsExactly("5", "-", "-", "1", ",", "hidden");
        assertThat(values(read(MYSQL, "5-- 1, hidden"))).containsExactly("5");
        assertThat(values(read(MYSQL, "5--\t1\n, hidden"))).containsExactly("5", ",", "hidden");
        assertThat(values(read(MYSQL, "5--"))).containsExactly("5");
        assertThat(values(read(MYSQL, "5--\n6"))).containsExactly("5", "6");
    }

    @Test
    void blankingACommentMayNotStartAnother() {
        refuse(MYSQL, "SELECT 5--/**/1, hidden");
        refuse(MYSQL, "SELECT 5--#\n1, hidden");
        refuse(MYSQL, "SELECT 5--; SELECT 6");
    }

    @Test
    void twoSlashesAreNoComment() {
        assertThat(values(read(MYSQL, "a //**/ b, hidden"))).containsExactly("a", "/", "b", ",", "hidden");
    }

    @Test
    void hashStartsAComment() {
        Tokens tokens = read(MYSQL, "SELECT * FROM customers#.x\n, t");

        assertThat(values(tokens)).containsExactly("SELECT", "*", "FROM", "customers", ",", "t");
        agrees(tokens);
    }

    @Test
    void onlyLineFeedEndsALineComment() {
        assertThat(values(read(MYSQL, "1 -- x\r, hidden"))).containsExactly("1");
        assertThat(values(read(MYSQL, "1 # x\r, hidden\n, 2"))).containsExactly("1", ",", "2");
    }

    @Test
    void blockCommentsDoNotNest() {
        assertThat(values(read(MYSQL, "1 /* /* */ , hidden"))).containsExactly("1", ",", "hidden");
        refuse(MYSQL, "1 /*/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 /*! , hidden */",
                "/*!50000 SELECT */ 1",
                "SELECT 1 /*!99999 x */",
                "SELECT 1 /*M! x */",
                "SELECT 1 /*M!100100 x */",
                "SELECT 'a' /*!'b'*/",
                "SELECT _utf8 /*!'b'*/"
            })
    void executableCommentsAreRefused(String text) {
        assertThat(refuse(MYSQL, text).reason()).contains("executable comment");
        refuse(Dialect.MARIADB, text);
    }

    @Test
    void optimizerHintsAreComments() {
        assertThat(read(MYSQL, "SELECT /*+ SET_VAR(x=1) */ 1").executableText())
                .isEqualTo("SELECT                     1");
    }

    @Test
    void doubleQuotesAreStringsUnlessAnsiQuotes() {
        assertThat(values(read(MYSQL, "\"\\\"\", hidden -- \""))).containsExactly("'\"'", ",", "hidden");
        assertThat(values(read(mode("ANSI_QUOTES"), "\"a\", hidden, \"a\"\"b\", `a\\`")))
                .containsExactly("\"a\"", ",", "hidden", ",", "\"a\"b\"", ",", "\"a\\\"");
    }

    @Test
    void backslashInANameThatDriversTakeForAStringIsRefused() {
        refuse(mode("ANSI_QUOTES"), "SELECT \"\\\", \"?\"");
    }

    @Test
    void backslashEscapesEverything() {
        assertThat(values(read(MYSQL, "'\\x\\', ' hidden -- '"))).containsExactly("'x', '", "hidden");
        assertThat(values(read(MYSQL, "'\\0\\n\\t\\r\\b\\Z\\%\\_\\\\\\\"\\q'")))
                .containsExactly("'\0\n\t\r\b\032\\%\\_\\\"q'");
        assertThat(values(read(mode("NO_BACKSLASH_ESCAPES"), "'a\\', b"))).containsExactly("'a\\'", ",", "b");
        refuse(MYSQL, "'a\\'");
        refuse(MYSQL, "'a\\");
    }

    @Test
    void stringsSideBySideAreOne() {
        assertThat(values(read(MYSQL, "'x'\"y\" /* */ 'z' -- c\n 'w'"))).containsExactly("'xyzw'");
        assertThat(values(read(MYSQL, "N'a' 'b', _utf8mb4'c' 'd', _binary 'e'")))
                .containsExactly("'ab'", ",", "'cd'", ",", "'e'");
        assertThat(values(read(MYSQL, "ssn 'x'"))).containsExactly("ssn", "'x'");
        assertThat(values(read(MYSQL, "q 'x', q'{', E'a'")))
                .containsExactly("q", "'x'", ",", "q", "'{'", ",", "E", "'a'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT x'41' 'b'",
                "SELECT 0x41 'b'",
                "SELECT b'1' \"c\"",
                "SELECT DATE '2020-01-01' 'x'",
                "SELECT 'a' ?",
                "SELECT ? 'a'",
                "SELECT ? ?",
                "SELECT ? 0x41",
                "SELECT _koi8r'x'",
                "SELECT _ssn 'x'",
                "SELECT _utf8",
                "SELECT _utf8 x'41'",
                "SELECT _latin1'é'",
                "SELECT N'😀'",
                "SELECT _utf8'😀'",
                "SELECT x'4'",
                "SELECT x'4g'",
                "SELECT b'2'"
            })
    void literalsWhoseEndOrMeaningIsDoubtfulAreRefused(String text) {
        refuse(MYSQL, text);
    }

    @Test
    void dollarsAreLetters() {
        Tokens tokens = read(MYSQL, "SELECT x AS $$, hidden AS $$, a$b AS $tag$");

        assertThat(values(tokens))
                .containsExactly("SELECT", "x", "AS", "$$", ",", "hidden", "AS", "$$", ",", "a$b", "AS", "$tag$");
        assertThat(ParserText.render(tokens).text())
                .isEqualTo("SELECT x AS \"$$\" , hidden AS \"$$\" , a$b AS \"$tag$\"");
        agrees(tokens);
    }

    @Test
    void backQuotesHoldNames() {
        Tokens tokens = read(MYSQL, "SELECT `a b`, `a``b`.`c\"d`");

        assertThat(values(tokens)).containsExactly("SELECT", "\"a b\"", ",", "\"a`b\"", ".", "\"c\"d\"");
        assertThat(ParserText.render(tokens).text()).isEqualTo("SELECT \"a b\" , \"a`b\" . \"c\"\"d\"");
        agrees(tokens);
        refuse(MYSQL, "SELECT ``");
        refuse(MYSQL, "SELECT `a ` FROM t");
    }

    @Test
    void digitsOfHexAndBitLiteralsAreKept() {
        assertThat(values(read(MYSQL, "x'4a', X'4A', 0x4a, 0x4, b'01', 0b01")))
                .containsExactly("X'4A'", ",", "X'4A'", ",", "X'4A'", ",", "X'4'", ",", "B'01'", ",", "B'01'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1a", "1e", "1e1x", "1.5x", "0X41", "0xg", "0b2", "1_0", "t.1a", "t .5", "1.ssn", "1.e.ssn", "5.t"
            })
    void wordsThatStartWithADigitAreRefused(String text) {
        refuse(MYSQL, "SELECT " + text);
    }

    @Test
    void numbersAreRead() {
        assertThat(values(read(MYSQL, "1 1.5 .5 5. 1e9 1.5E-3")))
                .containsExactly("1", "1.5", ".5", "5.", "1e9", "1.5E-3");
    }

    @Test
    void leadingPointIsAToken() {
        assertThat(values(read(MYSQL, "SELECT * FROM .t"))).containsExactly("SELECT", "*", "FROM", ".", "t");
    }

    @Test
    void variablesAreTokensOfTheirOwn() {
        Tokens tokens = read(MYSQL, "SELECT @a.b, @@sql_mode, @x := 1");

        assertThat(values(tokens)).containsExactly("SELECT", "@a.b", ",", "@@sql_mode", ",", "@x", ":=", "1");
        assertThat(tokens.list().get(1).type()).isEqualTo(TokenType.VARIABLE);
        assertThat(TokenAgreement.check(tokens))
                .as("a variable with a point is another name to the parser")
                .isPresent();
        agrees(read(MYSQL, "SELECT @@sql_mode, @x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@`a`", "@'a'", "@ a", "a@b", "'a'@'b'", "@1", "@@`x`", "@é", "`a`@b"})
    void otherAtSignsAreRefused(String text) {
        refuse(MYSQL, "SELECT " + text);
    }

    @Test
    void barsAreOrUnlessTheModeSaysOtherwise() {
        assertThat(ParserText.render(read(MYSQL, "SELECT a || b && c")).text()).isEqualTo("SELECT a OR b AND c");
        assertThat(ParserText.render(read(mode("ANSI,PIPES_AS_CONCAT"), "SELECT a || b"))
                        .text())
                .isEqualTo("SELECT a || b");
        agrees(read(MYSQL, "SELECT a || b && c"));
    }

    @Test
    void operatorsAreRead() {
        assertThat(values(read(MYSQL, "a<=>b<>c!=d<=e>=f<<g>>h:=i->j->>k!l")))
                .containsExactly(
                        "a", "<=>", "b", "<>", "c", "!=", "d", "<=", "e", ">=", "f", "<<", "g", ">>", "h", ":=", "i",
                        "->", "j", "->>", "k", "!", "l");
        refuse(MYSQL, "SELECT \\N");
        refuse(MYSQL, "SELECT :a");
        refuse(MYSQL, "SELECT a[1]");
    }

    @Test
    void blankBeforeTheBracketOfAServerFunctionIsRefused() {
        refuse(MYSQL, "SELECT count (*) FROM t");
        refuse(MYSQL, "SELECT SUM/**/(x) FROM t");
        assertThat(read(MYSQL, "SELECT count(*), concat (a) FROM t WHERE x IN (1)")
                        .statements())
                .hasSize(1);
    }

    @Test
    void severalStatementsAreCountedIfNoneMayBeCompound() {
        assertThat(read(MYSQL, "SELECT 1; DELETE FROM t; BEGIN; (SELECT 2)").statements())
                .hasSize(4);
        assertThat(read(MYSQL, "CREATE PROCEDURE p() SELECT 1").statements()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE PROCEDURE p() BEGIN SELECT 1; END",
                "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN RETURN 1; END; DROP TABLE x",
                "CREATE DEFINER = CURRENT_USER TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET @a = 1; END;;"
            })
    void whatFollowsTheDefinitionOfARoutineIsItsBody(String text) {
        assertThat(read(MYSQL, text).statements()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; CREATE PROCEDURE p() BEGIN SELECT 1; END",
                "ALTER EVENT e DO BEGIN SELECT 1; END",
                "BEGIN NOT ATOMIC SELECT 1; END",
                "IF 1 THEN SELECT 1; END IF",
                "FOR i IN 1 DO SELECT 1; END FOR",
                "SELECT 1; END"
            })
    void textsThatMayBeCompoundAreRefused(String text) {
        refuse(MYSQL, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT ſsn", "SELECT é", "SELECT 1\u00a0", "SELECT a\u0130"})
    void unquotedNamesBeyondAsciiAreRefused(String text) {
        refuse(MYSQL, text);
    }
}
