package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import dev.hoop.gateway.engine.StatementFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which computations count as able to fail, and so to tell a value by it. */
final class ComputationsTest {
    private static boolean computesOnSsn(Dialect dialect, String sql) {
        StatementFacts facts = Shop.of(dialect).facts(sql);
        assertThat(facts.gaps()).as(sql).isEmpty();
        return facts.columns().stream()
                .filter(use -> use.use() == Use.COMPUTE)
                .anyMatch(use -> use.column().column().equalsIgnoreCase("ssn"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1/(ascii(ssn)-49) from customers",
                "select id from (select id, cast(ssn as date) as x from customers) q",
                "select id from orders where exists (select ssn || '' from customers)",
                "select case when id = 1 then ssn else name end from customers",
                "select coalesce(ssn, name) from customers",
                "select repeat(upper(ssn), 9) from customers",
                "select lower(replace(ssn, 'a', 'b')) from customers",
                "select sum(char_length(ssn)) from customers",
                "with q as (select ssn as x from customers) select substring(x, 2) from q",
                "select name from customers order by 1 / char_length(ssn)"
            })
    void whatMayFailForSomeValues(String sql) {
        for (Dialect dialect : new Dialect[] {Dialect.POSTGRESQL, Dialect.MARIADB, Dialect.H2}) {
            assertThat(computesOnSsn(dialect, sql)).as("%s: %s", dialect, sql).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ssn from customers",
                "select ssn as x, (select c.ssn) from customers c",
                "select upper(ssn), trim(ssn), char_length(ssn) from customers",
                "select count(ssn), min(ssn), max(upper(ssn)) from customers",
                "select ssn is null, ssn is not null from customers",
                "select x from (select ssn as x from customers) q",
                "select 1 / id from customers",
                "select case when false then ssn end from customers"
            })
    void whatFailsForNone(String sql) {
        for (Dialect dialect : new Dialect[] {Dialect.POSTGRESQL, Dialect.MARIADB, Dialect.H2}) {
            assertThat(computesOnSsn(dialect, sql)).as("%s: %s", dialect, sql).isFalse();
        }
    }

    @Test
    void aTextInsteadOfNullIsOfTheColumnsTypeButForH2() {
        String sql = "select coalesce(ssn, 'none') from customers";

        assertThat(computesOnSsn(Dialect.POSTGRESQL, sql)).isFalse();
        assertThat(computesOnSsn(Dialect.MARIADB, sql)).isFalse();
        assertThat(computesOnSsn(Dialect.H2, sql)).isTrue();
    }

    @Test
    void oneTypeForUnlikeValuesIsAConversionInH2() {
        String sql = "select id from customers union all select ssn from customers";

        assertThat(computesOnSsn(Dialect.POSTGRESQL, sql)).isFalse();
        assertThat(computesOnSsn(Dialect.H2, sql)).isTrue();
        assertThat(computesOnSsn(Dialect.H2, "select ssn from customers union all select ssn from customers"))
                .isFalse();
    }

    @Test
    void whatIsNeverLookedAtIsConstant() {
        StatementFacts facts = Shop.of(Dialect.POSTGRESQL)
                .facts("select case when false then ssn end, case when true then ssn end from customers");

        assertThat(facts.output().get(0).derivation()).isEqualTo(Derivation.CONSTANT);
        assertThat(facts.output().get(1).derivation()).isEqualTo(Derivation.TRANSFORMED);
    }
}
