package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementFacts.WhereClause;
import dev.hoop.gateway.engine.StatementKind;
import java.util.List;
import org.junit.jupiter.api.Test;
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
    void namesMeanNothingCertainBehindWhatMayMoveThem(Dialect dialect) {
        Shop shop = Shop.of(dialect);

        assertThat(shop.facts("COMMIT; SELECT id FROM customers").complete()).isFalse();
        assertThat(shop.facts("ROLLBACK TO s; SELECT id FROM customers").complete())
                .isFalse();
        assertThat(shop.facts("SELECT leak(1); DELETE FROM orders WHERE id = 1").complete())
                .isFalse();
        assertThat(shop.facts("DROP TABLE products; SELECT id FROM customers").gaps())
                .isEmpty();
    }

    @Test
    void nothingIsReadBehindAnotherSearchPathOrWhatAnObjectHid() {
        Shop shop = Shop.of(Dialect.POSTGRESQL).temporary("customers", "id", "ssn");

        assertThat(shop.facts("DROP TABLE customers; SELECT ssn FROM customers").complete())
                .isFalse();
        assertThat(shop.facts("ALTER TABLE customers RENAME TO c; SELECT ssn FROM customers")
                        .complete())
                .isFalse();
        assertThat(shop.facts("SET search_path = shop; SELECT id FROM orders").complete())
                .isFalse();
        assertThat(shop.facts("SET statement_timeout = 1; SELECT id FROM orders")
                        .gaps())
                .isEmpty();
        assertThat(shop.facts("BEGIN; SELECT id FROM orders").gaps()).isEmpty();
    }

    @Test
    void temporaryTableHidesItsNamesakeAndHasAnAliasForItsSchema() {
        Shop shop = Shop.of(Dialect.POSTGRESQL).temporary("customers", "id", "ssn", "mine");

        assertThat(shop.facts("SELECT mine FROM customers").output().get(0).sources())
                .containsExactly(new ColumnName(new ObjectName("db", "pg_temp_3", "customers"), "mine"));
        assertThat(shop.facts("SELECT mine FROM pg_temp.customers").gaps()).isEmpty();
        assertThat(shop.facts("SELECT email FROM shop.customers").gaps()).isEmpty();
        assertThat(shop.facts("SELECT email FROM customers").complete()).isFalse();
        assertThat(shop.facts("DROP TABLE customers").objects())
                .extracting(use -> use.object().schema())
                .containsExactly("pg_temp_3");
    }

    @Test
    void somethingTemporaryIsMadeInASchemaOfItsOwn() {
        for (String text : List.of(
                "CREATE TEMP TABLE orders (id int)",
                "CREATE TEMPORARY TABLE IF NOT EXISTS orders AS SELECT 1",
                "SELECT 1 AS x INTO TEMP orders",
                "CREATE OR REPLACE TEMP VIEW orders AS SELECT 1 AS x",
                "CREATE TEMP SEQUENCE orders")) {
            StatementFacts facts = Shop.of(Dialect.POSTGRESQL).facts(text);

            assertThat(facts.gaps()).as(text).isEmpty();
            assertThat(facts.objects())
                    .as(text)
                    .extracting(use -> use.object().schema())
                    .containsExactly("pg_temp");
        }
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
