package dev.hoop.gateway.engine.sql.token;

import static dev.hoop.gateway.engine.sql.token.Reading.agrees;
import static dev.hoop.gateway.engine.sql.token.Reading.read;
import static dev.hoop.gateway.engine.sql.token.Reading.refuse;
import static dev.hoop.gateway.engine.sql.token.Reading.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresqlTokensTest {
    private static final Dialect POSTGRESQL = Dialect.POSTGRESQL;

    private static final LexicalSettings MODERN = LexicalSettings.postgresql("on", "UTF8", "18.1");

    @Test
    void twoSlashesAreNoComment() {
        Tokens tokens = read(POSTGRESQL, "SELECT a //**/ b, hidden");

        assertThat(values(tokens)).containsExactly("select", "a", "/", "b", ",", "hidden");
        assertThat(ParserText.render(tokens).text()).isEqualTo("SELECT a / b , hidden");
        agrees(tokens);
    }

    @Test
    void taggedDollarQuotesAreLiterals() {
        Tokens tokens = read(POSTGRESQL, "SELECT $q$/*$q$, hidden --*/");

        assertThat(values(tokens)).containsExactly("select", "'/*'", ",", "hidden");
        agrees(tokens);
    }

    @Test
    void dollarQuoteEndsOnlyAtItsOwnTag() {
        assertThat(values(read(POSTGRESQL, "$a$ $b$ $$ $A$ $a$"))).containsExactly("' $b$ $$ $A$ '");
        assertThat(values(read(POSTGRESQL, "$$a$b$c$$"))).containsExactly("'a$b$c'");
        assertThat(values(read(POSTGRESQL, "a$$b$$"))).containsExactly("a$$b$$");
        refuse(POSTGRESQL, "$a$ $A$");
        refuse(POSTGRESQL, "$1a$ x $1a$");
    }

    @Test
    void hashAndAtAreOperators() {
        assertThat(values(read(POSTGRESQL, "0#x.v"))).containsExactly("0", "#", "x", ".", "v");
        assertThat(values(read(POSTGRESQL, "doc#>>'{a}'"))).containsExactly("doc", "#>>", "'{a}'");
        assertThat(values(read(POSTGRESQL, "col@>ARRAY[1]"))).containsExactly("col", "@>", "array", "[", "1", "]");
        assertThat(values(read(POSTGRESQL, "t# x"))).containsExactly("t", "#", "x");
    }

    @Test
    void operatorsEndWherePostgresqlEndsThem() {
        assertThat(values(read(POSTGRESQL, "1+-2"))).containsExactly("1", "+", "-", "2");
        assertThat(values(read(POSTGRESQL, "1=-2"))).containsExactly("1", "=", "-", "2");
        assertThat(values(read(POSTGRESQL, "a@-b"))).containsExactly("a", "@-", "b");
        assertThat(values(read(POSTGRESQL, "a*-+-b"))).containsExactly("a", "*", "-", "+", "-", "b");
        assertThat(values(read(POSTGRESQL, "a<->b"))).containsExactly("a", "<->", "b");
        assertThat(values(read(POSTGRESQL, "a<--b\n1"))).containsExactly("a", "<", "1");
        assertThat(values(read(POSTGRESQL, "a+/*c*/b"))).containsExactly("a", "+", "b");
        assertThat(values(read(POSTGRESQL, "a!=-1"))).containsExactly("a", "!=-", "1");
        assertThat(values(read(POSTGRESQL, "a::int=>b:=c"))).containsExactly("a", "::", "int", "=>", "b", ":=", "c");
        refuse(POSTGRESQL, "SELECT `a`");
        assertThat(values(read(POSTGRESQL, "a[1:b]"))).containsExactly("a", "[", "1", ":", "b", "]");
    }

    @Test
    void everyBlankOfTheServerIsOne() {
        assertThat(values(read(POSTGRESQL, "SELECT\f1\u000b,\t2\r,\n3")))
                .containsExactly("select", "1", ",", "2", ",", "3");
    }

    @Test
    void noBreakSpaceIsNoBlank() {
        refuse(POSTGRESQL, "SELECT\u00a01");
        refuse(POSTGRESQL, "SELECT \u20281");
        refuse(POSTGRESQL, "\ufeffSELECT 1");
    }

    @Test
    void carriageReturnEndsALineComment() {
        assertThat(values(read(POSTGRESQL, "SELECT 1 -- x\r, hidden"))).containsExactly("select", "1", ",", "hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u2028", "\u0085", "\u2029", "\u000b", "\f"})
    void otherLineBreaksDoNotEndALineComment(String lineBreak) {
        assertThat(values(read(POSTGRESQL, "SELECT 1 -- x" + lineBreak + ", y")))
                .containsExactly("select", "1");
    }

    @Test
    void blockCommentsNest() {
        assertThat(values(read(POSTGRESQL, "1 /* /* */ , 2 */ , 3"))).containsExactly("1", ",", "3");
        assertThat(values(read(POSTGRESQL, "1 /*/* */*/ , 3"))).containsExactly("1", ",", "3");
        assertThat(values(read(POSTGRESQL, "1 /*!50000 2 */ , 3"))).containsExactly("1", ",", "3");
        assertThat(refuse(POSTGRESQL, "1 /* /* */").offset()).isEqualTo(2);
        refuse(POSTGRESQL, "1 /*/");
    }

    @Test
    void quotedNamesAreExact() {
        assertThat(values(read(POSTGRESQL, "\"Customers\" Customers \"a\"\"b\" \"x\\\"")))
                .containsExactly("\"Customers\"", "customers", "\"a\"b\"", "\"x\\\"");
        refuse(POSTGRESQL, "\"\"");
        refuse(POSTGRESQL, "\"a");
    }

    @Test
    void namesAreCutAt63Bytes() {
        String cut = "c".repeat(63);

        assertThat(values(read(POSTGRESQL, cut + "xx"))).containsExactly(cut);
        assertThat(values(read(POSTGRESQL, '"' + cut + "xx\""))).containsExactly('"' + cut + '"');
        assertThat(values(read(POSTGRESQL, "\"" + "é".repeat(40) + '"'))).containsExactly('"' + "é".repeat(31) + '"');
        assertThat(values(read(POSTGRESQL, "\"" + "😀".repeat(20) + '"'))).containsExactly('"' + "😀".repeat(15) + '"');
        assertThat(ParserText.render(read(POSTGRESQL, "SELECT " + cut + "xx")).text())
                .isEqualTo("SELECT \"" + cut + '"');
    }

    @Test
    void unicodeNamesAreDecoded() {
        assertThat(values(read(POSTGRESQL, "U&\"\\0073sn\""))).containsExactly("\"ssn\"");
        assertThat(values(read(POSTGRESQL, "u&\"!0073s!+00006e\" /* */ uescape -- x\n '!'")))
                .containsExactly("\"ssn\"");
        assertThat(values(read(POSTGRESQL, "U&'d\\0061t\\+000061\\\\' , x"))).containsExactly("'data\\'", ",", "x");
        assertThat(values(read(POSTGRESQL, "U&'\\D83D\\DE00'"))).containsExactly("'😀'");
        assertThat(values(read(POSTGRESQL, "U & \"\\0073sn\""))).containsExactly("u", "&", "\"\\0073sn\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "U&'\\00'",
                "U&'\\0000'",
                "U&'\\D83D'",
                "U&'\\+110000'",
                "U&'\\x'",
                "U&'a' UESCAPE 'f'",
                "U&'a' UESCAPE '+'",
                "U&'a' UESCAPE",
                "U&'a' UESCAPE '!!'",
                "U&'a' UESCAPE E'!'",
                "U&'a' UESCAPE '!'\n'x'"
            })
    void wrongUnicodeEscapesAreRefused(String text) {
        refuse(POSTGRESQL, text);
    }

    @Test
    void literalsGoOnAfterALineBreak() {
        assertThat(values(read(POSTGRESQL, "'a'\n'b'"))).containsExactly("'ab'");
        assertThat(values(read(POSTGRESQL, "'a' -- c\n --d\r 'b' \n'''c'"))).containsExactly("'ab'c'");
        assertThat(values(read(POSTGRESQL, "E'\\x61'\n'b'"))).containsExactly("'ab'");
        assertThat(values(read(POSTGRESQL, "X'1'\n'f'"))).containsExactly("X'1F'");
        assertThat(values(read(POSTGRESQL, "B'1'\n'0'"))).containsExactly("B'10'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'a' 'b'", "'a' /*\n*/ 'b'", "'a'\n/**/'b'", "'a'\n$$b$$", "'a'\nE'b'", "B'1''0'", "'a' --\nX'1'"
            })
    void literalsSideBySideAreRefused(String text) {
        refuse(POSTGRESQL, text);
    }

    @Test
    void backslashIsOrdinaryInStandardLiterals() {
        assertThat(values(read(POSTGRESQL, "'a\\', b, '\\'"))).containsExactly("'a\\'", ",", "b", ",", "'\\'");
    }

    @Test
    void backslashEscapesWhenTheSessionSaysSo() {
        LexicalSettings old = LexicalSettings.postgresql("off", "UTF8", "15.2");

        assertThat(values(read(old, "'a\\', b, '"))).containsExactly("'a', b, '");
        refuse(old, "U&'a'");
        refuse(old, "U&\"a\"");
    }

    @Test
    void escapesAreDecoded() {
        assertThat(values(read(POSTGRESQL, "E'\\'a\\\\\\n\\t\\b\\f\\r\\q\\x41\\101\\u0042\\U00000043'''")))
                .containsExactly("''a\\\n\t\b\f\rqAABC''");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E'\\000'",
                "E'\\x00'",
                "E'\\377'",
                "E'\\xe9'",
                "E'\\u12'",
                "E'\\ud83d'",
                "E'\\v'",
                "E'\\'",
                "E'a",
                "e'\\"
            })
    void wrongEscapesAreRefused(String text) {
        refuse(POSTGRESQL, text);
    }

    @Test
    void backslashBehindAQuoteInAnEscapedLiteralIsRefused() {
        refuse(POSTGRESQL, "SELECT E'x''\\'; DROP TABLE t; --'");
        refuse(POSTGRESQL, "SELECT E'x'\n'\\'; DROP TABLE t; --'");
        assertThat(values(read(LexicalSettings.postgresql("off", "UTF8", "15"), "E'x''\\'; '")))
                .containsExactly("'x''; '");
    }

    @Test
    void prefixesNeedTheQuoteRightBehindThem() {
        assertThat(values(read(POSTGRESQL, "n'a', N'b', date'2020-01-01', e 'x', q'{'")))
                .containsExactly("'a'", ",", "'b'", ",", "date", "'2020-01-01'", ",", "e", "'x'", ",", "q", "'{'");
    }

    @Test
    void numbersAreSpeltInDecimal() {
        assertThat(values(read(MODERN, "1_000 0x1F 0b101 0o17 1.5e-3 .5 5. 1e9 0x_f")))
                .containsExactly("1000", "31", "5", "15", "1.5e-3", ".5", "5.", "1e9", "15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1a", "1_", "1__0", "0x", "0b2", "1e", "1.e", "1..2", "1.5.5", "0xg", "1_000e", "a.5", "1é"})
    void numbersThatTouchLettersAreRefused(String text) {
        refuse(MODERN, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1_000", "0x1F", "0b1", "0o7"})
    void newSpellingsOfNumbersNeedAKnownServer(String text) {
        refuse(POSTGRESQL, text);
        refuse(LexicalSettings.postgresql("on", "UTF8", "15.6"), text);
    }

    @Test
    void questionMarkIsAParameterAndTwoAreAnOperatorCharacter() {
        assertThat(values(read(POSTGRESQL, "a = ? AND j ?? 'k' AND j ??| x AND j @?? y")))
                .containsExactly("a", "=", "?", "and", "j", "?", "'k'", "and", "j", "?|", "x", "and", "j", "@?", "y");
        assertThat(read(POSTGRESQL, "?").list().get(0).type()).isEqualTo(TokenType.PARAMETER);
        assertThat(read(POSTGRESQL, "(?)::int").list()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssn?", "?1", "1?", "?a", "'a'?", "?'a'", "???", "?$1", "$1", "\"a\"?"})
    void parametersThatTouchSomethingAreRefused(String text) {
        refuse(POSTGRESQL, text);
    }

    @Test
    void numberedParametersAreReadWhereTheProtocolHasThem() {
        LexicalSettings wire = LexicalSettings.defaults(POSTGRESQL).with(Placeholders.NUMBERED);

        assertThat(values(read(wire, "a=$1 AND j?'k' AND b=$12"))).contains("$1", "?", "$12");
        refuse(wire, "$1a");
        refuse(wire, "{fn now()}");
    }

    @Test
    void jdbcEscapesAreRead() {
        Tokens tokens = read(
                POSTGRESQL, "SELECT {fn lower('A')}, {d '2020-01-01'}, { ts '2020-01-01 00:00:00'}, {t'10:00:00'}");

        assertThat(ParserText.render(tokens).text())
                .isEqualTo(
                        "SELECT { fn lower ( 'A' ) } , {d '2020-01-01' } , {ts '2020-01-01 00:00:00' } , {t '10:00:00' }");
        agrees(tokens);
        assertThat(values(read(POSTGRESQL, "{?=call f(?)}"))).startsWith("{", "?", "=", "call");
        refuse(POSTGRESQL, "SELECT {x 1}");
        refuse(POSTGRESQL, "SELECT {fn now()");
        refuse(POSTGRESQL, "SELECT 1}");
    }

    @Test
    void onlySemicolonsSeparateStatements() {
        assertThat(read(POSTGRESQL, "SELECT 1\n\n\n/\ngo\n\n\n, 2").statements())
                .hasSize(1);
        assertThat(read(POSTGRESQL, "SELECT ';' /* ; */ ; -- ;\n DROP TABLE x ;;")
                        .statements())
                .hasSize(2);
        assertThat(read(POSTGRESQL, " /* nothing */ ; -- ").statements()).isEmpty();
        refuse(POSTGRESQL, "SELECT (1; SELECT 2)");
    }

    @Test
    void functionBodyInSqlIsOneStatement() {
        String create =
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END AS end; SELECT 2; END";

        Tokens tokens = read(POSTGRESQL, create + "; SELECT 3");

        assertThat(tokens.statements()).hasSize(2);
        assertThat(tokens.statements().get(0).executableText()).isEqualTo(create);
        refuse(POSTGRESQL, "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;");
        refuse(POSTGRESQL, "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END DROP TABLE x");
        assertThat(read(POSTGRESQL, "SELECT 1 AS begin, atomic; DROP TABLE x").statements())
                .hasSize(2);
        assertThat(read(POSTGRESQL, "BEGIN; SELECT 1; END").statements()).hasSize(3);
    }

    @Test
    void executableTextKeepsEveryPosition() {
        Tokens tokens = read(POSTGRESQL, "SELECT/*é\n*/1 --x\r\n,2");

        assertThat(tokens.executableText()).isEqualTo("SELECT   \n  1    \r\n,2");
        assertThat(tokens.list().get(1).start())
                .isEqualTo(tokens.executableText().indexOf('1'));
    }

    @Test
    void statementsAreCutAtTheirSemicolons() {
        List<Tokens> statements = read(POSTGRESQL, " SELECT 1; /**/SELECT 2 ").statements();

        assertThat(statements).extracting(Tokens::executableText).containsExactly(" SELECT 1", "     SELECT 2 ");
        assertThat(statements)
                .extracting(statement -> ParserText.render(statement).text())
                .containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void wordsOfOtherDatabasesAreNamesToTheParser() {
        Tokens tokens = read(POSTGRESQL, "SELECT prior, top, t.script, sel FROM minus FINAL");

        assertThat(ParserText.render(tokens).text())
                .isEqualTo("SELECT \"prior\" , \"top\" , t . \"script\" , \"sel\" FROM \"minus\" \"final\"");
        agrees(tokens);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT ſsn", "SELECT ssné", "SELECT é", "SELECT $é$a$é$", "SELECT a$é"})
    void unquotedNamesBeyondAsciiAreRefused(String text) {
        refuse(POSTGRESQL, text);
    }
}
