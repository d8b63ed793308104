package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.ColumnUse;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arguments of calls are expressions like any other, whatever names they have. */
class CallsTest {
    private static StatementFacts postgresql(String sql) {
        return Shop.of(Dialect.POSTGRESQL).facts(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL leak",
                "CALL leak()",
                "CALL leak(?, ?)",
                "CALL leak(CAST(? AS bigint), ?::text, 1 + ?)",
                "CALL leak(a => ?, \"B\" => NULL)",
                "CALL leak(1, a := ?)",
                "CALL leak(1, VARIADIC ARRAY[?, 2])",
                "CALL shop.leak(1, VARIADIC parts => ?)",
                "{call leak(?, ?)}",
                "{call leak(a => ?, b => ?)}",
                "{call leak}",
                "{? = call leak(?)}",
                "{?= call leak(a => CAST(? AS date), b := ?)}"
            })
    void callIsUnderstood(String sql) {
        StatementFacts facts = postgresql(sql);
        assertThat(facts.gaps()).isEmpty();
        assertThat(facts.kinds()).containsExactly(StatementKind.CALL);
        assertThat(facts.objects())
                .singleElement()
                .satisfies(use -> assertThat(use.toString()).contains("leak"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL total(leak(1))",
                "CALL total(a => leak(1))",
                "CALL total(a := 1 + leak(1))",
                "CALL total(VARIADIC leak(1))",
                "{call total(?, a => CAST(leak(1) AS text))}",
                "{? = call total(VARIADIC a => (SELECT leak(id) FROM orders))}"
            })
    void functionAmongArgumentsCounts(String sql) {
        assertThat(postgresql(sql).functions().stream()
                        .filter(use -> use.purity() == Purity.UNKNOWN)
                        .map(FunctionUse::name))
                .anyMatch(name -> name.contains("leak"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL total((SELECT ssn FROM customers))",
                "CALL total(a => (SELECT max(ssn) FROM customers))",
                "CALL total(VARIADIC ARRAY(SELECT ssn FROM customers))",
                "{call total(a := EXISTS (SELECT 1 FROM customers WHERE ssn LIKE ?))}"
            })
    void columnOfAnArgumentsQueryCounts(String sql) {
        assertThat(postgresql(sql).columns().stream().map(ColumnUse::column).map(Object::toString))
                .anyMatch(column -> column.contains("ssn"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL leak(a => )",
                "CALL leak(=> 1)",
                "CALL leak(a => b => 1)",
                "CALL leak(VARIADIC)",
                "CALL leak(1,)",
                "CALL leak(a =>> 1)",
                "CALL leak(1) + 1",
                "{call leak(1)",
                "{call leak(a => 1)}; DROP TABLE orders"
            })
    void otherTextIsNot(String sql) {
        assertThat(postgresql(sql).gaps()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"MYSQL", "MARIADB"})
    void wordThatIsNoneElsewhereIsAName(Dialect dialect) {
        assertThat(Shop.of(dialect)
                        .facts("SELECT upper(variadic - 1) FROM customers")
                        .gaps())
                .isNotEmpty(); // there is no such column
    }

    @Test
    void keyIsAColumnWhereItIsNoWord() {
        assertThat(postgresql("SELECT json_object(key - 0 : 1) FROM customers").gaps())
                .isNotEmpty(); // there is no such column
        assertThat(postgresql("SELECT json_object('a' : 1)").gaps()).isEmpty();
        assertThat(Shop.of(Dialect.H2)
                        .facts("SELECT json_object(KEY 'a' VALUE 1)")
                        .gaps())
                .isEmpty();
    }
}
