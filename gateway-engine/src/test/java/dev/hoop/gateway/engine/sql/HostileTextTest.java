package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.StatementFacts;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts made to hurt end in facts, complete or not, and never in an error or in endless work. */
class HostileTextTest {
    private final Shop shop = Shop.of(Dialect.POSTGRESQL);

    @Test
    void longChainsAreRead() {
        assertThat(shop.facts("SELECT id FROM customers WHERE id = 1" + " OR id = 2".repeat(9_000))
                        .gaps())
                .isEmpty();
        assertThat(shop.facts("SELECT 1" + " + 1".repeat(20_000)).gaps()).isEmpty();
        assertThat(shop.facts("SELECT id FROM customers WHERE id IN (1" + ", 2".repeat(20_000) + ")")
                        .gaps())
                .isEmpty();
        assertThat(shop.facts("SELECT 1" + " UNION ALL SELECT 1".repeat(9_000)).gaps())
                .isEmpty();
    }

    @Test
    void deepNestingIsRefused() {
        assertRefused("SELECT " + "(".repeat(5_000) + "1" + ")".repeat(5_000));
        assertRefused("SELECT 1 WHERE " + "NOT ".repeat(20_000) + "TRUE");
        assertRefused("SELECT " + "- ".repeat(20_000) + "1");
        assertRefused("SELECT " + "CASE WHEN TRUE THEN ".repeat(5_000) + "1" + " END".repeat(5_000));
        assertRefused("SELECT * FROM " + "(SELECT * FROM ".repeat(500) + "customers" + ") q".repeat(500));
        assertRefused("DELETE FROM orders WHERE id" + " + id".repeat(20_000) + " > id" + " + id".repeat(10_000));
    }

    @Test
    void textsOfAnySizeEndInFactsOrARefusal() {
        for (Dialect dialect : new Dialect[] {Dialect.POSTGRESQL, Dialect.MARIADB, Dialect.H2}) {
            Shop here = Shop.of(dialect);
            String some = "SELECT id FROM customers WHERE ";
            for (String sql : new String[] {
                some + "name = '" + "x".repeat(1 << 20) + "'",
                some + "/* " + "x".repeat(1 << 20) + " */ id = 1",
                some + "/**/".repeat(1 << 18) + " id = 1",
                some + "/*".repeat(1 << 16),
                some + "-- \n".repeat(1 << 18) + " id = 1",
                "SELECT " + "id, ".repeat(30_000) + "id FROM customers",
                "SELECT * FROM customers " + "JOIN customers USING (id) ".repeat(2_000),
                "SELECT * FROM customers" + ", customers".repeat(5_000),
                "INSERT INTO orders (id) VALUES (1)" + ", (1)".repeat(20_000),
                "SELECT id FROM customers ORDER BY id" + ", id".repeat(30_000),
                "SELECT id FROM customers GROUP BY " + "(".repeat(3_000) + "id" + ")".repeat(3_000),
                some + "id IN (" + "?, ".repeat(30_000) + "?)",
                some + "id = 1" + " AND (id = 1 OR id = 2)".repeat(3_000),
                some + "CASE id " + "WHEN 1 THEN TRUE ".repeat(9_000) + "END",
                "WITH " + "q AS (SELECT 1), ".repeat(2_000) + "z AS (SELECT 1) SELECT * FROM z",
                "SELECT " + "coalesce(".repeat(150) + "ssn" + ", name)".repeat(150) + " FROM customers",
                "SELECT 1" + "; SELECT 1".repeat(5_000),
                "\"" + "x".repeat(1 << 20),
                "SELECT " + "1e".repeat(20_000),
                "(".repeat(1 << 18)
            }) {
                assertThat(here.facts(sql).gaps())
                        .as("%s: %s…", dialect, sql.substring(0, 40))
                        .noneMatch(gap -> gap.startsWith(Analyzer.OWN_MISTAKE))
                        .noneMatch(gap -> gap.length() > 500);
            }
        }
    }

    @Test
    void workThatMultipliesIsRefused() {
        StringBuilder doubling = new StringBuilder("WITH q0 AS (SELECT * FROM customers)");
        for (int i = 1; i < 40; i++) {
            doubling.append(", q%d AS (SELECT a.*, b.* FROM q%d a, q%d b)".formatted(i, i - 1, i - 1));
        }
        assertRefused(doubling + " SELECT * FROM q39");
        String nested = "SELECT 1";
        for (int i = 0; i < 40; i++) {
            nested = "WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT * FROM (%s) q) SELECT * FROM r".formatted(nested);
        }
        assertRefused(nested);
    }

    private void assertRefused(String sql) {
        assertThat(shop.facts(sql).complete()).isFalse();
    }

    /** Seeded; shuffles and cuts real statements. */
    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"POSTGRESQL", "MARIADB", "H2"})
    void statementsMadeAtRandomNeverFindAMistake(Dialect dialect) {
        String[] words =
                ("SELECT FROM WHERE customers ssn id ( ) , . * = 'x' 1 AND OR NOT IN EXISTS UNION ALL WITH q AS JOIN ON USING GROUP BY"
                                + " ORDER LIMIT CASE WHEN THEN ELSE END INSERT INTO VALUES UPDATE SET DELETE RETURNING MERGE CREATE TABLE VIEW"
                                + " ALTER DROP :: [ ] ? OVER PARTITION FILTER LATERAL NATURAL BETWEEN LIKE IS NULL CAST COPY EXPLAIN SHOW ;")
                        .split(" ", -1);
        Random random = new Random(7);
        Shop here = Shop.of(dialect);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "SELECT " : "");
            int length = 1 + random.nextInt(14);
            for (int j = 0; j < length; j++) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            StatementFacts facts = here.facts(text.toString());
            assertThat(facts.gaps())
                    .as("seed 7, text %d: %s", i, text)
                    .noneMatch(gap -> gap.startsWith(Analyzer.OWN_MISTAKE));
        }
    }
}
