package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementFacts.WhereClause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
    private static WhereClause where(Dialect dialect, String condition) {
        StatementFacts facts = Shop.of(dialect).facts("DELETE FROM orders WHERE " + condition);
        assertThat(facts.gaps()).isEmpty();
        return facts.where();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 = 1",
                "'a' = 'a'",
                "TRUE",
                "NOT FALSE",
                "id = id",
                "NOT (id <> id)",
                "id = 1 OR 1 = 1",
                "id IS NOT NULL",
                "(status IS NULL) IS NOT NULL",
                "coalesce(status, '') IS NOT NULL",
                "status IS NULL OR status IS NOT NULL",
                "id > 5 OR id <= 5",
                "id > 5 OR id < 9",
                "status LIKE '%'",
                "id IN (SELECT id FROM orders)",
                "id IN (1, id)",
                "EXISTS (SELECT 1)",
                "EXISTS (SELECT 1 FROM customers)",
                "EXISTS (SELECT 1 FROM orders o WHERE o.id = orders.id)",
                "EXISTS (VALUES (1))",
                "id = (SELECT o.id FROM orders o WHERE o.id = orders.id)",
                "id IN (SELECT o.id FROM orders o WHERE o.id = orders.id)",
                "id IN (SELECT id FROM (SELECT * FROM orders) q)",
                "id IN (SELECT id FROM orders UNION ALL SELECT 1)",
                "id IN ((SELECT id FROM orders))",
                "id IN (SELECT o.id FROM orders o CROSS JOIN customers c)",
                "id IN (SELECT o.id FROM orders o JOIN customers c ON 1 = 1)",
                "id IN (WITH x AS (SELECT id FROM orders) SELECT id FROM x)",
                "(SELECT count(*) FROM customers) > 0",
                "? = ?",
                "id BETWEEN id AND id",
                "id - id = 0",
                "id * 0 = 0",
                "id + 1 > id",
                "CASE WHEN id = 1 THEN TRUE ELSE TRUE END",
                "length(status) >= 0",
                "status >= ''",
                "(1 = 1) = (2 = 2)"
            })
    void whatIsTrueForEveryRowIsTrivial(String condition) {
        assertThat(where(Dialect.POSTGRESQL, condition)).isEqualTo(WhereClause.TRIVIAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coalesce(status, '') = 'void'",
                "id = 1",
                "id = ?",
                "id IN (1, 2)",
                "status = 'void' AND total < 5",
                "id = 1 OR id = 2",
                "id = (SELECT max(id) FROM orders)",
                "id IN (SELECT max(id) FROM orders GROUP BY customer_id)",
                "id IN (SELECT id FROM orders LIMIT 10)",
                "id IN (SELECT id FROM (SELECT * FROM orders WHERE total > 5) q)",
                "id IN (SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id)",
                "id IN (SELECT 1 UNION ALL SELECT 2)",
                "1 = 0",
                "status IS NULL",
                "customer_id IN (SELECT id FROM customers WHERE country = 'DE')",
                "EXISTS (SELECT 1 FROM payments p WHERE p.order_id = orders.id)",
                "1 = 1 AND id = 3",
                "NOT (id = 1 OR 1 = 1)",
                "lower(status) = 'void'"
            })
    void whatNamesRowsIsNot(String condition) {
        assertThat(where(Dialect.POSTGRESQL, condition)).isEqualTo(WhereClause.PRESENT);
        assertThat(where(Dialect.MARIADB, condition)).isEqualTo(WhereClause.PRESENT);
        assertThat(where(Dialect.H2, condition)).isEqualTo(WhereClause.PRESENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "id", "'a'", "id <=> id", "!0"})
    void numbersAndColumnsAreConditionsInMysql(String condition) {
        assertThat(where(Dialect.MARIADB, condition)).isEqualTo(WhereClause.TRIVIAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM orders USING customers c WHERE c.country = 'DE'",
                "UPDATE orders o SET status = 'x' FROM orders p WHERE p.id = o.id",
                "WITH d AS (DELETE FROM orders WHERE TRUE RETURNING id) SELECT 1",
                "EXPLAIN ANALYZE DELETE FROM orders WHERE 1 = 1",
                "PREPARE p AS DELETE FROM orders WHERE 1 = 1",
                "MERGE INTO orders o USING orders p ON TRUE WHEN MATCHED THEN DELETE",
                "SELECT 1; DELETE FROM orders WHERE 1 = 1"
            })
    void wrappedChangesAreTheSameChanges(String sql) {
        assertThat(Shop.of(Dialect.POSTGRESQL).facts(sql).where()).isEqualTo(WhereClause.TRIVIAL);
    }
}
