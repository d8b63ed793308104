package dev.hoop.gateway.engine.sql.token;

import static dev.hoop.gateway.engine.sql.token.Reading.agrees;
import static dev.hoop.gateway.engine.sql.token.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTextTest {
    private static final Dialect POSTGRESQL = Dialect.POSTGRESQL;

    @Test
    void backslashesAndLineBreaksInQuotesAreEncoded() {
        Tokens tokens = read(POSTGRESQL, "SELECT 'a\\', 'b\\''c', 'd\n\n\n/\ngo\n', \"e\n\\\"");

        assertThat(ParserText.render(tokens).text()).doesNotContain("\\").doesNotContain("\n");
        agrees(tokens);
    }

    @Test
    void encodingIsUndone() {
        String value = "a\\'\n\u2028\uE000005c''\"";

        String parsed =
                ParserText.render(read(POSTGRESQL, "$x$" + value + "$x$")).text();

        assertThat(ParserText.literal(parsed.substring(1, parsed.length() - 1))).isEqualTo(value);
        assertThat(ParserText.name("\"a\"\"b\"")).isEqualTo("a\"b");
        assertThat(ParserText.name("a")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT CAST(x AS timestamp(3) with time zone), y::timestamp without time zone FROM t",
                "SELECT * FROM t FETCH FIRST 3 ROWS WITH TIES",
                "SELECT a SIMILAR TO 'b' FROM t",
                "SELECT a->'b'->>'c', d #>> '{e}', f @> g, h <@ i, j && k, l || m, n ~* 'o', p !~ 'q' FROM t",
                "INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET b = excluded.b RETURNING *",
                "SELECT count(*) FILTER (WHERE a > 1.5e3), row_number() OVER (PARTITION BY b ORDER BY c) FROM s.t AS u",
                "SELECT B'101', X'1F', E'\\n', INTERVAL '1 day', DATE '2020-01-01', ARRAY[1, 2], current_date",
                "UPDATE t SET a = NULL WHERE b IS NOT DISTINCT FROM ? AND c NOT IN (1, -2)",
                "WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT * FROM r"
            })
    void ordinaryStatementsAgree(String text) {
        agrees(read(POSTGRESQL, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT current date FROM t",
                "SELECT a > = b",
                "SELECT a < > b",
                "SELECT a @? b",
                "SELECT a ## b",
                "SELECT a ~~ b",
                "SELECT nextval for",
                "SELECT a // b"
            })
    void whatJsqlparserWouldReadOtherwiseIsFound(String text) {
        assertThat(TokenAgreement.check(read(POSTGRESQL, text.replace("?", "??"))))
                .isPresent();
    }

    @Test
    void oracleQuotesNeverForm() {
        Tokens tokens = read(Dialect.MYSQL, "SELECT q '{', hidden, q '}', q'{', x, q'}'");

        assertThat(ParserText.render(tokens).text()).isEqualTo("SELECT q '{' , hidden , q '}' , q '{' , x , q '}'");
        agrees(tokens);
    }

    @Test
    void hexadecimalLiteralsDoNotSwallowTheNextLiteral() {
        Tokens tokens = read(Dialect.H2, "SELECT X'41', '42'");

        assertThat(ParserText.render(tokens).text()).isEqualTo("SELECT 0x41 , '42'");
        agrees(tokens);
    }

    @Test
    void convertIsAFunctionWhoseFirstArgumentIsNoType() {
        Tokens tokens = read(Dialect.MARIADB, "SELECT CONVERT(ssn, CHAR), CONVERT(ssn USING utf8mb4), convert FROM t");

        assertThat(ParserText.render(tokens).text())
                .isEqualTo("SELECT \"CONVERT\" ( ssn , CHAR ) , CONVERT ( ssn USING utf8mb4 ) , \"convert\" FROM t");
        agrees(tokens);
        assertThat(ParserText.render(read(Dialect.MARIADB, "SELECT CONVERT(ssn, f(a USING b))"))
                        .text())
                .startsWith("SELECT \"CONVERT\"");
    }

    @Test
    void nextValueForIsOnePhrase() {
        agrees(read(Dialect.H2, "SELECT NEXT VALUE FOR s"));
        agrees(read(Dialect.MYSQL, "SELECT * FROM t WHERE MATCH (a) AGAINST ('b' IN BOOLEAN MODE)"));
    }
}
