package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.MissingName;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import dev.hoop.gateway.engine.ParameterUse;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementFacts.WhereClause;
import dev.hoop.gateway.engine.StatementKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"POSTGRESQL", "MARIADB", "H2"})
    void whatANewerCatalogueMayKnowIsToldFromWhatIsNotUnderstood(Dialect dialect) {
        Shop shop = Shop.of(dialect);

        for (String text : List.of(
                "SELECT id FROM made_since",
                "SELECT made_since FROM customers",
                "SELECT c.made_since FROM customers c",
                "SELECT id FROM customers WHERE id IN (SELECT id FROM made_since)",
                "INSERT INTO made_since (id) VALUES (1)",
                "INSERT INTO orders (made_since) VALUES (1)",
                "UPDATE made_since SET id = 1",
                "UPDATE orders SET made_since = 1 WHERE id = 1",
                "DELETE FROM made_since WHERE id = 1",
                "DELETE FROM orders WHERE made_since = 1")) {
            assertThat(MissingName.isAmong(shop.facts(text).gaps())).as(text).isTrue();
        }
        for (String text : List.of(
                "SELECT id FROM customers",
                "SELECT made_since(id) FROM customers",
                "SELECT id FROM",
                "CREATE TABLE made_since (id int)",
                "DROP TABLE IF EXISTS made_since",
                "SELECT 'the column ''x'' is not known' FROM customers")) {
            assertThat(MissingName.isAmong(shop.facts(text).gaps())).as(text).isFalse();
        }
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

    /** With all its columns, whose names are not known here, a composite value could take a name from where it seems to belong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (SELECT name FROM unnest(ARRAY(SELECT o FROM orders o)) t) FROM customers",
                "SELECT (SELECT name FROM unnest(ARRAY[ROW(1, 'a')]) t) FROM customers",
                "SELECT (SELECT name FROM unnest(ARRAY[?]) t) FROM customers",
                "SELECT (SELECT name FROM jsonb_populate_record(NULL::orders, '{}') AS t(a)) FROM customers",
                "SELECT (SELECT name FROM coalesce((SELECT o FROM orders o), NULL) t) FROM customers",
                "SELECT z FROM (SELECT t.*, ssn, 'x' FROM unnest(ARRAY(SELECT o FROM orders o)) t, customers) q(a, y, z)",
                "SELECT z FROM (unnest(ARRAY(SELECT o FROM orders o)) t CROSS JOIN customers) q(a, y, z)",
                "SELECT v FROM ROWS FROM (unnest(ARRAY(SELECT o FROM orders o)), unnest(ARRAY[1])) t(a, v)",
                "SELECT c.id FROM customers c NATURAL JOIN unnest(ARRAY(SELECT o FROM orders o)) t",
            })
    void columnsOfCompositeValuesAreNotGuessed(String sql) {
        assertThat(Shop.of(Dialect.POSTGRESQL).facts(sql).gaps()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT x FROM unnest(?::text[]) AS x",
                "SELECT * FROM unnest(?::uuid[], ARRAY[1, 2]) AS x(a, b)",
                "SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM unnest(string_to_array('a,b', ',')) x WHERE x = status)",
                "SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM unnest(ARRAY(SELECT name FROM customers)) x WHERE x = status)",
                "SELECT t.a FROM unnest(ARRAY[?, ?]) t(a)",
                "SELECT a, n FROM orders, unnest(ARRAY[status]) WITH ORDINALITY t(a, n)",
                "SELECT id FROM orders WHERE id IN (SELECT generate_series(1, 3)) AND EXISTS (SELECT status FROM generate_series(1, 2))",
            })
    void plainArraysInFromAreNoReasonToRefuse(String sql) {
        assertThat(Shop.of(Dialect.POSTGRESQL).facts(sql).gaps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssn = CAST('0' AS DECIMAL)",
                "ssn = CAST(? AS DECIMAL)",
                "ssn IN (CAST(0 AS DECIMAL), 'x')",
                "ssn = DATE '1990-01-01'",
                "ssn = CAST('19900101' AS DATE)",
                "ssn = 0",
                "ssn = TRUE",
            })
    void textReadAsSomethingElseIsMoreThanEqual(String condition) {
        for (Dialect dialect : List.of(Dialect.MARIADB, Dialect.H2)) {
            StatementFacts facts = Shop.of(dialect).facts("SELECT id FROM customers WHERE " + condition);

            assertThat(facts.gaps()).isEmpty();
            assertThat(Shop.uses(facts)).contains("customers.ssn FILTER WHERE");
        }
    }

    @Test
    void parameterThatMeetsATextMustBeOne() {
        for (Dialect dialect : List.of(Dialect.MARIADB, Dialect.H2)) {
            StatementFacts facts =
                    Shop.of(dialect).facts("SELECT id FROM customers WHERE ssn IN (?, CAST('x' AS CHAR)) AND id = ?");

            assertThat(Shop.uses(facts)).contains("customers.ssn FILTER_EQUALITY WHERE");
            assertThat(facts.parameters())
                    .extracting(ParameterUse::role)
                    .containsExactlyInAnyOrder(ParameterUse.Role.COMPARED_AS_TEXT, ParameterUse.Role.COMPARED);
        }
        assertThat(Shop.of(Dialect.POSTGRESQL)
                        .facts("SELECT id FROM customers WHERE ssn = ?")
                        .comparesTexts())
                .isFalse();
    }

    @Test
    void showTakesItsValuesAsParametersToo() {
        StatementFacts facts = Shop.of(Dialect.MARIADB)
                .facts("SHOW DATABASES WHERE (`Database` LIKE ? OR `Database` = ?) AND NOT `Database` = 'x'");

        assertThat(facts.gaps()).isEmpty();
        assertThat(facts.kinds()).containsExactly(StatementKind.METADATA);
    }
}
