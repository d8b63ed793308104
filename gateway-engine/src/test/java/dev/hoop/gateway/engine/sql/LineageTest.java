package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.StatementFacts;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first output column of a query derives from, construct by construct. */
class LineageTest {
    private static Dialect dialect(String word) {
        return switch (word) {
            case "pg" -> Dialect.POSTGRESQL;
            case "my" -> Dialect.MARIADB;
            default -> Dialect.H2;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            pg my h2 | COPIED      | customers.ssn                       | SELECT ssn AS id FROM customers
            pg my h2 | COPIED      | customers.ssn                       | SELECT x FROM (SELECT ssn AS x FROM customers) q
            pg my h2 | COPIED      | customers.ssn                       | SELECT (SELECT ssn FROM products LIMIT 1) FROM customers
            pg my h2 | TRANSFORMED | customers.ssn                       | SELECT upper(ssn) FROM customers
            pg my h2 | TRANSFORMED | customers.email, customers.ssn      | SELECT coalesce(ssn, email) FROM customers
            pg my h2 | TRANSFORMED | customers.ssn                       | SELECT CASE WHEN ssn > 'a' THEN 1 ELSE 0 END FROM customers
            pg my h2 | TRANSFORMED | customers.email, customers.ssn      | SELECT CASE ssn WHEN 'a' THEN email END FROM customers
            pg my h2 | AGGREGATED  | customers.ssn                       | SELECT max(ssn) FROM customers
            pg my h2 | AGGREGATED  | ''                                  | SELECT count(*) FROM customers
            pg my h2 | AGGREGATED  | customers.ssn                       | SELECT lag(ssn) OVER (ORDER BY id) FROM customers
            pg my h2 | CONSTANT    | ''                                  | SELECT 1 FROM customers WHERE ssn = 'x'
            pg my h2 | TRANSFORMED | customers.ssn, products.name        | SELECT name FROM products UNION ALL SELECT ssn FROM customers
            pg my h2 | COPIED      | customers.ssn                       | SELECT ssn FROM customers UNION SELECT ssn FROM customers
            pg my h2 | COPIED      | customers.ssn                       | WITH q(a) AS (SELECT ssn FROM customers) SELECT a FROM q
            pg my h2 | COPIED      | customers.email, v_again.contact, v_customers.contact | SELECT contact FROM v_again
            pg my h2 | TRANSFORMED | customers.ssn, v_customers.code     | SELECT code FROM v_customers
            pg my h2 | UNKNOWN     | v_broken.x                          | SELECT x FROM v_broken
            pg my h2 | UNKNOWN     | remote_people.ssn                   | SELECT ssn FROM remote_people
            pg my h2 | UNKNOWN     | customers.ssn                       | SELECT leak(ssn) FROM customers
            pg my h2 | COPIED      | payments.card, payments_2024.card   | SELECT card FROM payments
            pg my h2 | COPIED      | payments.card, payments_2024.card   | SELECT card FROM payments_2024
            pg my h2 | TRANSFORMED | badges.code, badges.ssn             | SELECT code FROM badges
            pg my h2 | TRANSFORMED | badges.code, badges.low, badges.ssn | SELECT low FROM badges
            pg my h2 | UNKNOWN     | badges.code, badges.id, badges.low, badges.odd, badges.ssn | SELECT odd FROM badges
            h2       | TRANSFORMED | customers.id                        | SELECT _rowid_ FROM customers
            h2       | TRANSFORMED | customers.id                        | SELECT c._rowid_ FROM customers c
            pg       | COPIED      | orders.id                           | SELECT (SELECT o.id FROM unnest('{1,2}'::int[]) x LIMIT 1) FROM orders o
            pg       | COPIED      | orders.status                       | SELECT (SELECT status FROM unnest(ARRAY['a', 'b']) x LIMIT 1) FROM orders
            pg my h2 | COPIED      | customers.id, orders.id             | SELECT id FROM customers JOIN orders USING (id)
            pg       | COPIED      | customers.ssn                       | SELECT (c).ssn FROM customers c
            pg       | AGGREGATED  | customers.ssn                       | SELECT mode() WITHIN GROUP (ORDER BY ssn) FROM customers
            pg       | COPIED      | customers.ssn                       | SELECT l.s FROM customers c CROSS JOIN LATERAL (SELECT c.ssn AS s) l
            pg       | COPIED      | customers.ssn                       | UPDATE customers SET name = 'x' WHERE id = 1 RETURNING ssn
            pg       | TRANSFORMED | customers.ssn                       | SELECT v.x FROM customers c, unnest(string_to_array(c.ssn, '-')) v(x)
            pg my    | COPIED      | customers.ssn                       | WITH customers AS (SELECT ssn AS name FROM shop.customers) SELECT name FROM customers
            pg       | CONSTANT    | ''                                  | SELECT pg_try_advisory_lock(77431)
            pg       | UNKNOWN     | customers.ssn                       | SELECT pg_try_advisory_lock(ssn::bigint) FROM customers
            my       | CONSTANT    | ''                                  | SELECT get_lock('flyway', 10)
            my       | UNKNOWN     | customers.ssn                       | SELECT get_lock(ssn, 10) FROM customers
            h2       | COPIED      | customers.ssn                       | SELECT ssn FROM FINAL TABLE (UPDATE customers SET name = 'x' WHERE id = 1)
            """)
    void firstColumnDerivesFrom(String dialects, OutputColumn.Derivation derivation, String sources, String sql) {
        for (String dialect : dialects.split(" ", -1)) {
            StatementFacts facts = Shop.of(dialect(dialect)).facts(sql);

            assertThat(facts.gaps()).as(dialect).isEmpty();
            OutputColumn column = facts.output().get(0);
            boolean merged = sources.equals("customers.id, orders.id");
            assertThat(column.derivation())
                    .as(dialect)
                    .isEqualTo(merged ? OutputColumn.Derivation.TRANSFORMED : derivation);
            assertThat(Shop.sources(column)).as(dialect).isEqualTo(sources.replace("''", ""));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            pg my h2 | FILTER WHERE          | SELECT id FROM customers WHERE ssn LIKE 'a%'
            pg my h2 | FILTER_EQUALITY WHERE | SELECT id FROM customers WHERE ssn = ?
            pg my h2 | FILTER_EQUALITY WHERE | SELECT id FROM customers WHERE ssn IN ('a', 'b')
            pg my h2 | FILTER WHERE          | SELECT id FROM customers WHERE ssn = name
            pg my h2 | FILTER WHERE          | SELECT id FROM customers WHERE ssn IN (SELECT name FROM products)
            pg my h2 | FILTER WHERE          | SELECT id FROM customers c WHERE EXISTS (SELECT 1 FROM orders WHERE c.ssn > status)
            my       | FILTER WHERE          | SELECT id FROM customers WHERE ssn = 0
            pg my h2 | FILTER ORDER_BY       | SELECT id FROM customers ORDER BY ssn
            pg my h2 | FILTER ORDER_BY       | SELECT id, ssn FROM customers ORDER BY 2
            pg my h2 | FILTER ORDER_BY       | SELECT ssn AS x FROM customers ORDER BY x
            pg my h2 | FILTER GROUP_BY       | SELECT count(*) FROM customers GROUP BY ssn
            pg my h2 | FILTER HAVING         | SELECT id FROM customers GROUP BY id HAVING max(ssn) > 'a'
            pg my h2 | FILTER DISTINCT       | SELECT DISTINCT ssn FROM customers
            pg my h2 | FILTER DISTINCT       | SELECT count(DISTINCT ssn) FROM customers
            pg my h2 | FILTER JOIN           | SELECT a.id FROM customers a JOIN customers b USING (ssn)
            pg my h2 | FILTER JOIN           | SELECT 1 FROM customers a NATURAL JOIN customers b
            pg my h2 | FILTER WINDOW         | SELECT rank() OVER (ORDER BY ssn) FROM customers
            pg my h2 | FILTER CONDITION      | SELECT CASE WHEN ssn > 'a' THEN 1 END FROM customers
            pg my h2 | FILTER SET_OPERATION  | SELECT ssn FROM customers INTERSECT SELECT name FROM products
            pg my h2 | STORE ASSIGNMENT      | INSERT INTO products (id, name) SELECT id, ssn FROM customers
            pg my h2 | STORE ASSIGNMENT      | UPDATE customers SET notes = ssn WHERE id = 1
            pg my h2 | STORE ASSIGNMENT      | CREATE TABLE copy AS SELECT ssn FROM customers
            pg       | STORE ASSIGNMENT      | SELECT ssn INTO copy FROM customers
            pg       | FILTER LIMIT          | SELECT id FROM customers LIMIT (SELECT length(max(ssn)) FROM customers)
            pg       | FILTER ARGUMENT       | SELECT * FROM customers c, generate_series(1, length(c.ssn)) g
            """)
    void decisionsAndDestinationsAreSeen(String dialects, String use, String sql) {
        for (String dialect : dialects.split(" ", -1)) {
            StatementFacts facts = Shop.of(dialect(dialect)).facts(sql);

            assertThat(facts.gaps()).as(dialect).isEmpty();
            assertThat(Shop.uses(facts)).as(dialect).contains("customers.ssn " + use);
            assertThat(facts.toString().toLowerCase(Locale.ROOT)).doesNotContain("'a");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM VALUES (?)",
                "SELECT a, b FROM VALUES (1, 'x'), (?, ?) AS v(a, b)",
                "SELECT c.id FROM customers c JOIN VALUES (1) v ON v.C1 = c.id",
                "SELECT 1 WHERE 1 IN (SELECT C1 FROM VALUES 1, 2)"
            })
    void rowsWithoutBracketsAreATableInH2(String sql) {
        assertThat(Shop.of(Dialect.H2).facts(sql).gaps()).isEmpty();
        assertThat(Shop.of(Dialect.H2).facts(sql).functions()).isEmpty();
        assertThat(Shop.of(Dialect.POSTGRESQL).facts(sql).gaps()).isNotEmpty();
    }

    @Test
    void whatStandsInSuchRowsCounts() {
        String sql = "SELECT * FROM VALUES ((SELECT max(ssn) FROM customers))";
        assertThat(Shop.of(Dialect.H2).facts(sql).columns())
                .anyMatch(use -> use.column().toString().endsWith("SSN"));
    }

    @Test
    void suchRowsSeeNothingOfTheirNeighbours() {
        assertThat(Shop.of(Dialect.H2)
                        .facts("SELECT v.C1 FROM customers c, VALUES (c.ssn) v")
                        .gaps())
                .isNotEmpty();
    }
}
