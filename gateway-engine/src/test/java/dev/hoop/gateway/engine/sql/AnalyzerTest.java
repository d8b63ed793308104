package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementFacts.WhereClause;
import dev.hoop.gateway.engine.StatementKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnalyzerTest {
    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"POSTGRESQL", "MARIADB", "H2"})
    void columnUnderAnotherLabelIsStillTheColumn(Dialect dialect) {
        StatementFacts facts = Shop.of(dialect).facts("SELECT id, ssn AS x FROM customers c WHERE c.id = ?");

        assertThat(facts.gaps()).isEmpty();
        assertThat(facts.kinds()).containsExactly(StatementKind.SELECT);
        assertThat(facts.output().get(1).derivation()).isEqualTo(Derivation.COPIED);
        assertThat(Shop.sources(facts.output().get(1))).isEqualTo("customers.ssn");
        assertThat(Shop.uses(facts)).contains("customers.id FILTER_EQUALITY WHERE", "customers.ssn READ SELECT");
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"POSTGRESQL", "MARIADB", "H2"})
    void unknownTablesColumnsAndFunctionsAreGaps(Dialect dialect) {
        Shop shop = Shop.of(dialect);

        assertThat(shop.facts("SELECT id FROM nowhere").complete()).isFalse();
        assertThat(shop.facts("SELECT nothing FROM customers").complete()).isFalse();
        assertThat(shop.facts("SELECT frobnicate(id) FROM customers").complete())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"POSTGRESQL", "MARIADB", "H2"})
    void everyStatementOfTheTextCounts(Dialect dialect) {
        StatementFacts facts = Shop.of(dialect).facts("SELECT 1; DELETE FROM orders");

        assertThat(facts.statementCount()).isEqualTo(2);
        assertThat(facts.kinds()).containsExactlyInAnyOrder(StatementKind.SELECT, StatementKind.DELETE);
        assertThat(facts.where()).isEqualTo(WhereClause.MISSING);
    }
}
