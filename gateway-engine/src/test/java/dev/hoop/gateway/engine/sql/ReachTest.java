package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementFacts.WhereClause;
import org.junit.jupiter.api.Timeout;
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
                "1 = 1",
                "status = lower(status)",
                "status <> lower(status) OR status <> upper(status)",
                "status <> concat(status, 'x')",
                "status <> lower(concat(status, 'x'))",
                "NOT (status <> upper(status))",
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
                "id IN (SELECT id FROM orders OFFSET 0 ROWS)",
                "id IN (SELECT abs(id) FROM orders)",
                "id = (SELECT q.x FROM (SELECT orders.id AS x) q WHERE q.x = orders.id)",
                "EXISTS (SELECT 1 FROM (SELECT orders.id) x WHERE x.id = orders.id)",
                "id IN (SELECT o.id FROM orders o WHERE o.id IN (SELECT id FROM orders))",
                "id IN (SELECT o.id FROM orders o WHERE o.id <= (SELECT max(id) FROM orders))",
                "id IN (SELECT id FROM all_orders)",
                "id IN (SELECT abs(v.id) FROM all_orders v)",
                "id IN (SELECT id FROM orders_again)",
                "id = (SELECT x FROM (SELECT orders.id AS x) q)",
                "EXISTS (SELECT 1 FROM orders_again v WHERE v.id = orders.id)",
                "id <= (SELECT coalesce(max(id), 0) FROM orders)",
                "id <= (SELECT max(id) FROM orders) + 0",
                "coalesce((SELECT max(id) FROM orders), 0) >= id",
                "id <= (SELECT max(id) + 1 FROM orders)",
                "id BETWEEN (SELECT min(id) FROM orders) AND (SELECT max(id) FROM orders)",
                "EXISTS (SELECT 1 FROM orders o WHERE o.id + 0 = orders.id)",
                "EXISTS (SELECT 1 FROM orders o WHERE abs(o.id) = abs(orders.id))",
                "EXISTS (SELECT 1 FROM orders o WHERE orders.id IN (o.id))",
                "EXISTS (SELECT 1 FROM orders o WHERE orders.id BETWEEN o.id AND o.id)",
                "id IN (SELECT min(o.id) FROM orders o WHERE o.id = orders.id)",
                "id = (SELECT max(o.id) FROM orders o WHERE o.id = orders.id)",
                "(SELECT count(*) FROM orders o WHERE o.id = orders.id) = 1",
                "id IN (SELECT min(q.id) FROM (SELECT id FROM orders) q GROUP BY q.id)",
                "id IN (SELECT id FROM (SELECT id, count(*) AS n FROM orders GROUP BY id) q)",
                "id IN (SELECT CASE WHEN id = 1 THEN id ELSE id END FROM orders)",
                "id IN (SELECT coalesce(id, 0) FROM orders)",
                "id IN (SELECT CAST(id AS int) FROM orders)",
                "id IN (SELECT id + 0 FROM orders)",
                "id IN (SELECT max(id) OVER (PARTITION BY id) FROM orders)",
                "id IN (SELECT max(id) FROM orders GROUP BY id)",
                "id IN (SELECT id FROM orders GROUP BY id HAVING count(*) > 0)",
                "id IN (SELECT id FROM orders GROUP BY id HAVING 1 = 1)",
                "id IN (SELECT id FROM orders GROUP BY id HAVING count(*) >= 1)",
                "id IN (SELECT id FROM orders GROUP BY id HAVING max(id) = max(id))",
                "id IN (SELECT id FROM orders GROUP BY id HAVING id = id)",
                "id IN (SELECT DISTINCT id FROM orders)",
                "id IN (SELECT (SELECT o.id) FROM orders o)",
                "id IN (SELECT id FROM orders FETCH FIRST 1 ROW WITH TIES)",
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
                "(1 = 1) = (2 = 2)",
                "NOT (id = 1 AND id = 2)",
                "id <> 1 OR id <> 2",
                "1 = id OR id <> 1",
                "id = 1 OR NOT id = 1",
                "coalesce(id = id, TRUE)",
                "position('' in status) > 0",
                "left(status, 0) = ''",
                "repeat(status, 0) = ''",
                "nullif(status, status) IS NULL",
                "(id = NULL) IS NULL",
                "mod(id, 1) = 0",
                "greatest(id, 5) >= 5",
                "length(status) > -1",
                "0 <= length(status)",
                "id >= -2147483648",
                "id BETWEEN -2147483648 AND 2147483647",
                "(id, status) = (id, status)",
                "(id = id) = TRUE",
                "CASE WHEN id = id THEN 1 ELSE 0 END = 1",
                "CASE WHEN id = 1 THEN 1 ELSE 1 END = 1",
                "EXISTS (SELECT orders.id)",
                "EXISTS (SELECT count(*) FROM payments p WHERE p.order_id = orders.id)",
                "EXISTS (SELECT 1 FROM customers c WHERE orders.id = orders.id)",
                "EXISTS (SELECT 1 FROM orders o WHERE o.status = 'x' AND orders.id = orders.id)",
                "NOT EXISTS (SELECT 1 FROM payments p WHERE p.order_id = orders.id AND 1 = 0)",
                "id NOT IN (SELECT order_id FROM payments WHERE FALSE)",
                "id IN (SELECT id FROM orders WHERE id = id)",
                "id IN (SELECT orders.id)",
                "id = (SELECT orders.id FROM customers c WHERE c.id = 1)",
                "total >= (SELECT min(total) FROM orders)",
                "(SELECT count(*) FROM payments p WHERE p.order_id = orders.id) >= 0",
                "(SELECT TRUE FROM customers c WHERE c.id = 1)"
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
                "id IN (SELECT id FROM orders LIMIT ?)",
                "customer_id IN (SELECT customer_id FROM orders GROUP BY customer_id HAVING count(*) > 1)",
                "id < (SELECT max(id) - 100 FROM orders)",
                "id NOT IN (SELECT max(id) FROM orders GROUP BY customer_id)",
                "id IN (SELECT id FROM open_orders)",
                "EXISTS (SELECT 1 FROM open_orders v WHERE v.id = orders.id)",
                "id IN (SELECT id FROM all_orders WHERE status = 'open')",
                "customer_id NOT IN (SELECT id FROM orders)",
                "total > (SELECT coalesce(avg(total), 0) FROM orders)",
                "total > (SELECT avg(total) * 2 FROM orders)",
                "EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = orders.id)",
                "id BETWEEN (SELECT min(order_id) FROM payments) AND (SELECT max(order_id) FROM payments)",
                "total >= (SELECT max(amount) FROM payments)",
                "id IN (SELECT max(id) FROM (SELECT id, customer_id FROM orders) q GROUP BY customer_id)",
                "id IN (SELECT m FROM (SELECT max(id) AS m FROM orders GROUP BY customer_id) q)",
                "customer_id IN (SELECT customer_id FROM orders GROUP BY customer_id HAVING sum(total) > 100)",
                "customer_id IN (SELECT customer_id FROM orders GROUP BY customer_id HAVING customer_id > 5)",
                "id IN (SELECT min(id) FROM orders GROUP BY customer_id HAVING count(*) > 1)",
                "id IN (SELECT id FROM orders ORDER BY id LIMIT 10 OFFSET 0)",
                "id IN (SELECT id FROM orders ORDER BY id OFFSET 10 ROWS)",
                "id IN (SELECT id FROM (SELECT * FROM orders WHERE total > 5) q)",
                "id IN (SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id)",
                "id IN (SELECT 1 UNION ALL SELECT 2)",
                "1 = 0",
                "status IS NULL",
                "customer_id IN (SELECT id FROM customers WHERE country = 'DE')",
                "EXISTS (SELECT 1 FROM payments p WHERE p.order_id = orders.id)",
                "1 = 1 AND id = 3",
                "NOT (id = 1 OR 1 = 1)",
                "lower(status) = 'void'",
                "NOT (id = 1)",
                "NOT (status = 'a' OR status = 'b')",
                "NOT status LIKE 'v%'",
                "id <> 5 AND id <> 6",
                "status = 'a' OR id > 5",
                "status <> 'done' OR total > 5",
                "id = -1",
                "5 < id",
                "total > customer_id",
                "total - customer_id > 0",
                "total * 2 > 100",
                "mod(id, 10) = 3",
                "replace(status, '-', '') = 'void'",
                "upper(trim(status)) IN ('A', 'B')",
                "coalesce(total, 0) = 0",
                "nullif(status, '') IS NOT NULL",
                "position('x' in status) > 0",
                "length(status) > 3",
                "5 BETWEEN customer_id AND total",
                "created_at BETWEEN ? AND ?",
                "created_at NOT BETWEEN ? AND ?",
                "(id, status) = (1, 'open')",
                "(id, status) IN ((1, 'open'), (2, 'done'))",
                "status NOT IN ('a', 'b')",
                "id NOT IN (SELECT order_id FROM payments)",
                "NOT EXISTS (SELECT 1 FROM payments p WHERE p.order_id = orders.id)",
                "EXISTS (SELECT 1 FROM orders o WHERE o.id = orders.id AND o.status = 'void')",
                "id IN (SELECT o.id FROM orders o WHERE o.status = 'void')",
                "id IN (SELECT o.id FROM orders o, customers c WHERE o.customer_id = c.id AND c.country = 'DE')",
                "id IN (SELECT p.order_id FROM payments p WHERE p.order_id = orders.id)",
                "total > (SELECT avg(total) FROM orders)",
                "total < (SELECT sum(p.amount) FROM payments p WHERE p.order_id = orders.id)",
                "(SELECT count(*) FROM payments p WHERE p.order_id = orders.id) = 0",
                "CASE WHEN status = 'a' THEN 1 ELSE 0 END = 1",
                "CASE WHEN status = 'a' THEN total > 5 ELSE FALSE END",
                "status LIKE ?",
                "? = status",
                "status <> trim(status)",
                "lower(orders.status) <> status",
                "status <> lower(status) AND id IS NOT NULL"
            })
    void whatNamesRowsIsNot(String condition) {
        assertThat(where(Dialect.POSTGRESQL, condition)).isEqualTo(WhereClause.PRESENT);
        assertThat(where(Dialect.MARIADB, condition)).isEqualTo(WhereClause.PRESENT);
        assertThat(where(Dialect.H2, condition)).isEqualTo(WhereClause.PRESENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jsonb_build_array(id) @> '[]'",
                "id IN (SELECT id FROM orders LIMIT NULL)",
                "id = ANY (SELECT id FROM orders)",
                "id = ANY (ARRAY(SELECT id FROM orders))",
                "id <= ALL (SELECT max(id) FROM orders)",
                "starts_with((SELECT string_agg(o.id::text, ',') FROM orders o), id::text)",
                "CASE id WHEN (SELECT o.id FROM orders o) THEN TRUE END",
                "jsonb_exists((SELECT jsonb_agg(o.id) FROM orders o), id::text)",
                "id >= ANY (SELECT id FROM orders)",
                "id > ANY (SELECT id FROM orders)",
                "id IN (SELECT DISTINCT ON (id) id FROM orders)",
                "id = ANY ((SELECT array_agg(id) FROM orders)::int[])",
                "id = ANY ((SELECT array_agg(id) FROM orders))",
                "id IN (SELECT unnest(array_agg(id)) FROM orders)",
                "id IN (SELECT unnest(array(SELECT id FROM orders)))",
                "array[id] <@ (SELECT array_agg(id) FROM orders)",
                "(SELECT array_agg(o.id) FROM orders o) @> array[id]",
                "(SELECT array_agg(o.id) FROM orders o) && array[id]",
                "id IN (SELECT x FROM unnest(array(SELECT id FROM orders)) x)",
                "id::text IN (SELECT regexp_split_to_table(string_agg(id::text, ','), ',') FROM orders)",
                "position(id::text in (SELECT string_agg(o.id::text, ',') FROM orders o)) > 0",
                "id IN (SELECT id FROM orders LIMIT ALL)",
                "id IN (SELECT id FROM orders LIMIT ALL OFFSET 0)",
                "id IN (SELECT id FROM orders LIMIT (SELECT count(*) FROM orders))",
                "starts_with(status, '')",
                "status ~ '.'",
                "status !~ ''",
                "id IS NOT DISTINCT FROM id",
                "id = ANY (ARRAY[id])",
                "id <> ANY (ARRAY[1, 2])",
                "ctid >= '(0,0)'",
                "ctid IS NOT NULL",
                "tableoid = 'orders'::regclass",
                "pg_typeof(id) = 'integer'::regtype",
                "(id > 0) IS NOT UNKNOWN"
            })
    void soIsWhatPostgresqlSays(String condition) {
        assertThat(where(Dialect.POSTGRESQL, condition)).isEqualTo(WhereClause.TRIVIAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "NOT status",
                "status ~ '^v[0-9]+$'",
                "status ILIKE 'v%'",
                "notes @> '{\"a\": 1}'",
                "notes ->> 'a' = 'b'",
                "notes ->> 'a' IS NOT NULL",
                "id = ANY (?)",
                "'x' = ANY (tags)",
                "tags && ARRAY['a']",
                "created_at < now() - interval '30 days'",
                "created_at + interval '30 days' < now()",
                "extract(year from created_at) = 2020",
                "date_trunc('day', created_at) = ?",
                "status IS DISTINCT FROM 'void'",
                "ctid = '(0,1)'",
                "ctid IN (SELECT ctid FROM orders WHERE status = 'void' LIMIT 1000)",
                "ctid NOT IN (SELECT min(ctid) FROM orders GROUP BY customer_id)",
                "id IN (SELECT DISTINCT ON (customer_id) id FROM orders ORDER BY customer_id, created_at)",
                "id = ANY (ARRAY(SELECT id FROM orders WHERE status = 'void'))",
                "id = ANY (ARRAY(SELECT max(id) FROM orders GROUP BY customer_id))",
                "id = ANY (ARRAY[1, 2, 3])",
                "starts_with(status, 'v')"
            })
    void soIsWhatPostgresqlLimitsWith(String condition) {
        StatementFacts facts = Shop.of(Dialect.POSTGRESQL)
                .facts("DELETE FROM orders WHERE "
                        + condition.replace("notes", "status").replace("tags", "status"));

        assertThat(facts.where()).isEqualTo(WhereClause.PRESENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "id",
                "'a'",
                "id <=> id",
                "find_in_set(id, (SELECT group_concat(o.id) FROM orders o))",
                "find_in_set(id, (SELECT group_concat(o.id) FROM orders o)) > 0",
                "json_contains((SELECT json_arrayagg(o.id) FROM orders o), id)",
                "!0",
                "status REGEXP '.'",
                "if(id = id, 1, 0)",
                "id DIV 1 = id",
                "1 XOR 0"
            })
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders WHERE id IN (SELECT id FROM a)",
                "WITH a AS (SELECT id k FROM orders) DELETE FROM orders WHERE id IN (SELECT k FROM a)",
                "WITH a AS (SELECT * FROM orders), b AS (SELECT id FROM a) DELETE FROM orders WHERE id IN (SELECT id FROM b)",
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders WHERE id IN (WITH b AS (SELECT id FROM a) SELECT id FROM b)",
                "WITH a AS (SELECT id FROM orders WHERE id < 5) DELETE FROM orders"
                        + " WHERE id IN (WITH a AS (SELECT id FROM orders) SELECT id FROM a)",
                "WITH a AS (SELECT id FROM orders) UPDATE orders SET status = 'x' WHERE id IN (SELECT id FROM (SELECT * FROM a) q)",
                "WITH RECURSIVE a AS (SELECT id FROM orders UNION ALL SELECT id + 1 FROM a WHERE id < 9)"
                        + " DELETE FROM orders WHERE id IN (SELECT id FROM a)",
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders WHERE EXISTS (SELECT 1 FROM a)",
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders WHERE EXISTS (SELECT 1 FROM a WHERE a.id = orders.id)",
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders WHERE EXISTS (SELECT 1 FROM a x WHERE id = orders.id)",
                "DELETE FROM orders WHERE EXISTS (SELECT 1 FROM (SELECT id FROM orders) x WHERE x.id = orders.id)",
                "DELETE FROM orders WHERE EXISTS (SELECT 1 FROM (SELECT id FROM orders) x WHERE orders.id = id)",
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders WHERE id <= (SELECT max(id) FROM a)"
            })
    void queryWithANameThatGivesAllRowsLimitsNothing(String text) {
        assertThat(of(text)).isEqualTo(WhereClause.TRIVIAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH old AS (SELECT id FROM orders WHERE id < 5) DELETE FROM orders WHERE id IN (SELECT id FROM old)",
                "WITH old AS (SELECT id AS k FROM orders WHERE id < 5) DELETE FROM orders WHERE id IN (SELECT k FROM old)",
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders"
                        + " WHERE id IN (WITH a AS (SELECT id FROM orders WHERE id < 5) SELECT id FROM a)",
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders WHERE id IN (SELECT id FROM a WHERE id < 5)",
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders WHERE id IN (SELECT id FROM a LIMIT 5)",
                "WITH old AS (SELECT id FROM orders WHERE id < 5) DELETE FROM orders"
                        + " WHERE EXISTS (SELECT 1 FROM old WHERE old.id = orders.id)",
                "WITH a AS (SELECT id, status FROM orders) DELETE FROM orders"
                        + " WHERE EXISTS (SELECT 1 FROM a WHERE a.id = orders.id AND a.status = 'x')",
                "DELETE FROM orders WHERE EXISTS (SELECT 1 FROM (SELECT id FROM orders WHERE id < 5) x WHERE x.id = orders.id)"
            })
    void queryWithANameThatFiltersLimits(String text) {
        assertThat(of(text)).isEqualTo(WhereClause.PRESENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE orders SET status = 'x' FROM (SELECT id FROM orders WHERE status = 'new') s WHERE orders.id = s.id",
                "UPDATE orders o SET status = 'x' FROM (SELECT id FROM orders WHERE status = 'new' ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED) s"
                        + " WHERE o.id = s.id",
                "WITH picked AS (SELECT id FROM orders WHERE status = 'new' LIMIT 10 FOR UPDATE SKIP LOCKED)"
                        + " UPDATE orders SET status = 'x' FROM picked WHERE orders.id = picked.id RETURNING orders.id",
                "WITH picked AS (SELECT id FROM orders WHERE status = 'new') DELETE FROM orders o USING picked p WHERE p.id = o.id",
                "WITH a AS (SELECT id, status FROM orders), b AS (SELECT id FROM a WHERE status = 'new')"
                        + " DELETE FROM orders USING b WHERE b.id = orders.id",
                "DELETE FROM orders USING (SELECT max(id) AS id FROM orders GROUP BY customer_id) s WHERE orders.id = s.id",
                "DELETE FROM orders USING (SELECT customer_id, max(id) AS id FROM orders GROUP BY customer_id) s"
                        + " WHERE orders.customer_id = s.customer_id AND orders.id < s.id",
                "UPDATE orders SET total = p.total FROM orders p WHERE orders.customer_id = p.id",
                "UPDATE orders SET total = p.n FROM (SELECT order_id, sum(amount) AS n FROM payments GROUP BY order_id) p WHERE orders.id = p.order_id",
                "DELETE FROM orders USING (SELECT id FROM orders JOIN payments p ON p.order_id = orders.id) s WHERE orders.id = s.id",
                "DELETE FROM orders a USING orders b WHERE a.id < b.id AND a.customer_id = b.customer_id",
                "DELETE FROM orders a USING orders b WHERE a.customer_id = b.customer_id AND a.id <> b.id",
                "DELETE FROM orders a WHERE EXISTS (SELECT 1 FROM orders b WHERE b.customer_id = a.customer_id AND b.id < a.id)",
                "DELETE FROM orders a WHERE EXISTS (SELECT 1 FROM orders b WHERE b.customer_id = a.customer_id AND b.id <> a.id)",
                "DELETE FROM orders a WHERE NOT EXISTS (SELECT 1 FROM orders b WHERE b.customer_id = a.customer_id AND b.id > a.id)",
                "DELETE FROM orders a WHERE EXISTS (SELECT 1 FROM orders b WHERE b.customer_id = a.id)",
                "DELETE FROM orders WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY customer_id ORDER BY id) AS n"
                        + " FROM orders) s WHERE s.n > 1)"
            })
    void changeThatIsJoinedWithSomeRowsOfItsTableIsLimited(String text) {
        assertThat(of(text)).isEqualTo(WhereClause.PRESENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM orders USING (SELECT id FROM orders) s WHERE orders.id = s.id",
                "DELETE FROM orders USING (SELECT id FROM orders) s WHERE orders.id = abs(s.id)",
                "DELETE FROM orders USING (SELECT id + 0 AS k FROM orders) s WHERE orders.id = s.k",
                "DELETE FROM orders USING (SELECT array_agg(id) AS ids FROM orders) s WHERE orders.id = ANY (s.ids)",
                "DELETE FROM orders USING (SELECT abs(id) FROM orders) s (k) WHERE orders.id IN (s.k)",
                "DELETE FROM orders USING (SELECT max(id) AS k FROM orders GROUP BY id) s WHERE orders.id = s.k",
                "DELETE FROM orders a USING orders b WHERE a.id BETWEEN b.id AND b.id",
                "DELETE FROM orders a USING orders b WHERE a.id = b.id + 0",
                "DELETE FROM orders USING all_orders v WHERE v.id = orders.id",
                "DELETE FROM orders WHERE EXISTS (SELECT 1 FROM (VALUES (orders.id)) x (k) WHERE x.k = orders.id)",
                "DELETE FROM orders WHERE EXISTS (SELECT 1 FROM customers c, LATERAL (SELECT orders.id AS k) x WHERE x.k = orders.id)",
                "DELETE FROM orders a USING orders b WHERE abs(a.id - b.id) = 0",
                "DELETE FROM orders a USING orders b WHERE CASE a.id WHEN b.id THEN TRUE END",
                "DELETE FROM orders a USING orders b WHERE starts_with(a.status, b.status)",
                "DELETE FROM orders a USING orders b WHERE a.id::text LIKE b.id::text",
                "DELETE FROM orders a USING orders b WHERE (a.id, a.status) = (b.id, b.status)",
                "DELETE FROM orders a USING orders b JOIN customers c ON c.id = b.customer_id WHERE a.id IN (b.id)",
                "DELETE FROM orders USING (SELECT id AS k FROM orders) s WHERE orders.id = s.k",
                "DELETE FROM orders USING (SELECT id FROM orders) s (k) WHERE orders.id = s.k",
                "DELETE FROM orders USING (SELECT id FROM orders GROUP BY id) s WHERE orders.id = s.id",
                "DELETE FROM orders WHERE id IN (SELECT id FROM orders GROUP BY id)",
                "DELETE FROM orders WHERE id IN (SELECT o.id FROM orders o LEFT JOIN customers c ON c.id = o.customer_id)",
                "DELETE FROM orders WHERE id IN (SELECT o.id FROM customers c RIGHT JOIN orders o ON c.id = o.customer_id)",
                "DELETE FROM orders WHERE id IN (SELECT o.id FROM customers c FULL JOIN orders o ON c.id = o.customer_id)",
                "DELETE FROM orders WHERE id IN (SELECT a.id FROM orders a JOIN orders b ON b.id = a.id)",
                "DELETE FROM orders WHERE id IN (SELECT a.id FROM orders a JOIN orders b USING (id))",
                "DELETE FROM orders WHERE id IN (SELECT a.id FROM orders a NATURAL JOIN orders b)",
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders USING a WHERE a.id = orders.id",
                "WITH a AS (SELECT id FROM orders) DELETE FROM orders USING a b WHERE b.id = orders.id",
                "WITH a AS (SELECT id FROM orders WHERE id = id) DELETE FROM orders USING a WHERE a.id = orders.id",
                "WITH a AS (SELECT id FROM orders WHERE id < 5 UNION ALL SELECT id FROM orders) DELETE FROM orders USING a WHERE a.id = orders.id",
                "WITH a AS (SELECT * FROM orders) DELETE FROM orders USING (SELECT * FROM a) s WHERE s.id = orders.id",
                "DELETE FROM orders a USING orders b WHERE a.id >= b.id",
                "DELETE FROM orders a USING orders b WHERE a.id > b.id",
                "DELETE FROM orders a USING orders b WHERE a.id > b.id AND a.id = b.id",
                "DELETE FROM orders a USING orders b, orders c WHERE a.customer_id = b.customer_id AND a.id > c.id",
                "DELETE FROM orders a USING (SELECT id AS k FROM orders) b WHERE id = k",
                "DELETE FROM orders a WHERE EXISTS (SELECT 1 FROM orders b WHERE a.id > b.id)",
                "DELETE FROM orders a WHERE EXISTS (SELECT 1 FROM orders b WHERE a.id <> b.id)",
                "DELETE FROM orders a WHERE EXISTS (SELECT 1 FROM orders b, orders c WHERE b.customer_id = a.customer_id AND c.id <> a.id)",
                "DELETE FROM orders a USING orders b WHERE a.id <> b.id",
                "DELETE FROM orders a USING orders b WHERE a.id < b.id OR a.id > b.id",
                "DELETE FROM orders a USING orders b WHERE a.id < b.id OR a.id = b.id",
                "DELETE FROM orders a USING orders b WHERE NOT (a.id = b.id)",
                "DELETE FROM orders a WHERE EXISTS (SELECT 1 FROM orders b WHERE b.customer_id = a.customer_id AND b.id <= a.id)",
                "DELETE FROM orders a WHERE EXISTS (SELECT 1 FROM orders b WHERE b.customer_id = a.customer_id AND (b.id < a.id OR b.id >= a.id))"
            })
    void changeThatIsJoinedWithAllRowsOfItsTableIsNot(String text) {
        assertThat(of(text)).isEqualTo(WhereClause.TRIVIAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id IN (SELECT id FROM orders WHERE %s)",
                "EXISTS (SELECT 1 FROM orders o WHERE o.id = orders.id AND %s)",
                "id = (SELECT max(id) FROM orders WHERE %s)",
                "id BETWEEN 1 AND (SELECT max(id) FROM orders WHERE %s)",
                "id IN (SELECT id FROM orders GROUP BY id HAVING id > 1 AND %s)",
                "1 = CASE WHEN id IN (SELECT id FROM orders WHERE %s) THEN 1 ELSE 2 END",
                "id = ANY (ARRAY(SELECT id FROM orders WHERE %s))",
                "1 = coalesce((SELECT max(p.id) FROM payments p WHERE p.order_id = orders.id AND %s), 1)",
                "nullif((SELECT max(p.id) FROM payments p WHERE p.order_id = orders.id AND %s), 1) IS NULL",
                "coalesce(CASE WHEN %s THEN 1 END, 2) = 1"
            })
    @Timeout(60) // it would be hours
    void whatIsInsideEachOtherIsLookedAtOnce(String around) {
        String condition = "id > 5";
        for (int i = 0; i < 24; i++) {
            condition = around.formatted(condition);
        }

        assertThat(of("DELETE FROM orders WHERE " + condition)).isIn(WhereClause.PRESENT, WhereClause.TRIVIAL);
    }

    private static WhereClause of(String text) {
        StatementFacts facts = Shop.of(Dialect.POSTGRESQL).facts(text);
        assertThat(facts.gaps()).isEmpty();
        return facts.where();
    }
}
