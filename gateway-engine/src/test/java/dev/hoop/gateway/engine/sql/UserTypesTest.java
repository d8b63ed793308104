package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversions and fields of values are calls of functions, or may be. */
class UserTypesTest {
    private static StatementFacts facts(String sql) {
        return Shop.of(Dialect.POSTGRESQL).converting("coded", "a").facts(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ROW(1)::coded::text",
                "SELECT CAST(ROW(1) AS shop.\"coded\")",
                "SELECT 'x'::CODED",
                "SELECT x FROM jsonb_to_record('{}') AS x(a coded)",
                "PREPARE p (coded) AS SELECT $1::text",
                "CREATE TABLE t (a coded)"
            })
    void whereTypeIsConvertedItsFunctionCounts(String sql) {
        assertThat(facts(sql).functions().stream()
                        .filter(use -> use.purity() == Purity.UNKNOWN)
                        .map(FunctionUse::name))
                .containsExactly("shop.tells");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT name::text FROM customers", "SELECT 'coded'"})
    void otherStatementsCallNothing(String sql) {
        assertThat(facts(sql).functions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (c).leak FROM customers c",
                "SELECT (c.id).leak FROM customers c",
                "SELECT (q.r).leak FROM (SELECT c AS r FROM customers c) q",
                "SELECT (array_agg(c))[1].leak FROM customers c"
            })
    void fieldThatMayBeAUsersFunctionIsItsCall(String sql) {
        assertThat(facts(sql).functions()).anyMatch(use -> use.purity() == Purity.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT ('/etc/passwd'::text).pg_read_file", "SELECT (name).pg_ls_dir FROM customers"})
    void fieldThatMayBeABuiltInFunctionIsItsCall(String sql) {
        assertThat(facts(sql).functions()).anyMatch(use -> use.purity() == Purity.SIDE_EFFECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT (name).pg_no_such_thing FROM customers", "SELECT (c).nothing FROM customers c"})
    void fieldOfNothingIsAGap(String sql) {
        assertThat(facts(sql).gaps()).isNotEmpty();
        assertThat(facts(sql).kinds()).contains(StatementKind.OPAQUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (c).name FROM customers c",
                "SELECT (ROW(1, 2)).f2",
                "SELECT (ROW(1)::other).a",
                "SELECT (jsonb_each('{}')).key",
                "SELECT (r).status FROM (SELECT coalesce(o, NULL) AS r FROM orders o) q"
            })
    void fieldsThatAreKnownAreRead(String sql) {
        assertThat(facts(sql).gaps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coded", "CODED", "shop.coded", "\"shop\".\"coded\"", "coded[]", "_coded"})
    void parameterOfTypeThatIsConvertedCallsItsFunction(String type) {
        Shop shop = Shop.of(Dialect.POSTGRESQL).converting("coded", "a");
        StatementFacts facts = shop.facts("SELECT length(?)");

        assertThat(facts.functions()).noneMatch(use -> use.purity() == Purity.UNKNOWN);
        assertThat(new Analyzer()
                        .withParameters(facts, List.of("int4", type), shop.catalogue())
                        .functions())
                .contains(new FunctionUse("shop.tells", Purity.UNKNOWN));
        assertThat(new Analyzer().withParameters(facts, List.of("int4"), shop.catalogue()))
                .isSameAs(facts);
    }
}
