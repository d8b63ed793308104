package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.StatementFacts;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a text reads when the database must not see a column. That it then means so is for the databases to show. */
final class MaskedReadsTest {
    private static final String CUSTOMERS =
            "(select \"id\", \"name\", \"email\", cast(null as pg_catalog.text) as \"ssn\", \"salary\", \"notes\", \"country\" from %s)";

    private final Shop shop = Shop.of(Dialect.POSTGRESQL);

    private static boolean isSsn(ColumnName column) {
        return column.column().equalsIgnoreCase("ssn");
    }

    private Optional<String> masked(String text) {
        return new Analyzer().maskedAtRead(text, shop.settings(), shop.catalogue(), MaskedReadsTest::isSsn);
    }

    @Test
    void tableGivesWayToAQueryUnderItsOwnName() {
        assertThat(masked("select name from customers where ssn = ?"))
                .contains("select name from " + CUSTOMERS.formatted("customers") + " as \"customers\" where ssn = ?");
    }

    @Test
    void aliasStaysWhereItIs() {
        assertThat(masked("select c.name from shop.customers as c order by c.ssn"))
                .contains("select c.name from " + CUSTOMERS.formatted("shop.customers") + " as c order by c.ssn");
    }

    @Test
    void viewOverTheColumnGivesWayToo() {
        assertThat(masked("select id from v_customers v where code like 'x%'"))
                .contains("select id from (select \"id\", \"contact\", cast(null as pg_catalog.text) as \"code\" from"
                        + " v_customers) v where code like 'x%'");
    }

    @Test
    void columnsQualifiedByTheSchemaLoseIt() {
        assertThat(
                        masked(
                                "select shop.customers.name, \"shop\".customers.* from shop.customers where shop.customers.ssn = ?"))
                .contains("select customers.name, customers.* from " + CUSTOMERS.formatted("shop.customers")
                        + " as \"customers\" where customers.ssn = ?");
        assertThat(masked("select shop.orders.id from shop.orders, shop.customers order by ssn")
                        .orElseThrow())
                .startsWith("select shop.orders.id from shop.orders, (select");
    }

    @Test
    void itemThatGivesTheColumnTakesItFromBesideTheNull() {
        assertThat(masked("select c.ssn, upper(c.ssn) as loud from customers c where c.ssn like '1%'"))
                .contains("select \"c\".\"hoop_40_3\" as \"ssn\", upper(c.ssn) as loud from "
                        + CUSTOMERS.formatted("customers").replace(" from", ", \"ssn\" as \"hoop_40_3\" from")
                        + " c where c.ssn like '1%'");
        assertThat(masked("select ssn as hoop_33_3, id from customers where ssn > ''")
                        .orElseThrow())
                .startsWith("select \"customers\".\"hoop_33_3_\" as hoop_33_3, ");
    }

    @Test
    void starIsWrittenOut() {
        assertThat(masked("select * from customers where lower(ssn) = ?").orElseThrow())
                .startsWith("select \"customers\".\"id\", \"customers\".\"name\", \"customers\".\"email\","
                        + " \"customers\".\"hoop_14_3\" as \"ssn\", \"customers\".\"salary\", ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select distinct ssn from customers where lower(ssn) = 'x'",
                "select ssn from customers group by ssn having lower(ssn) = 'x'",
                "select ssn from customers order by ssn",
                "select ssn as s from customers order by 1",
                "select ssn from customers where ssn = '1' union all select 'x'",
                "select q.ssn from (select ssn from customers) q where q.ssn = '1'",
                "with q as (select ssn from customers) select ssn from q where ssn = '1'",
                "select customers, ssn from customers where lower(ssn) = 'x'",
                "select ssn from customers join customers b using (ssn)",
                "select * from customers natural join customers b where ssn > ''",
                "select (select c.ssn), ssn from customers c where ssn > '' order by 2",
            })
    void columnThatDoesMoreThanShowIsNullEverywhere(String text) {
        assertThat(masked(text).orElseThrow()).doesNotContain("hoop_");
    }

    @Test
    void lockedRowsAreReadWhereTheyAre() {
        assertThat(masked("select name from customers where ssn = ? for update"))
                .isEmpty();
    }

    @Test
    void everyPlaceIsReplacedAndCommentsAreBlank() {
        assertThat(masked("select /* two */ 1 from customers a, customers b where a.ssn = b.ssn")
                        .orElseThrow())
                .contains("customers) a, (select")
                .endsWith("customers) b where a.ssn = b.ssn")
                .doesNotContain("two");
    }

    @Test
    void nothingIsWrittenWhereNothingIsHidden() {
        assertThat(masked("select name from products where price > 1")).isEmpty();
        assertThat(masked("select broken from (")).isEmpty();
        assertThat(masked("with customers as (select 1 as ssn) select * from customers where ssn = 1"))
                .as("another thing of that name")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select name from customers where ssn = '1'",
                "select * from customers order by ssn",
                "select count(*) from customers c join orders o on o.status = c.ssn",
                "select name from customers where exists (select 1 from v_again v where v.code = customers.name)",
                "select country, max(ssn) from customers group by country having max(ssn) > 'a'",
                "with q as (select ssn s from customers) select 1 from q where s like '0%'",
                "insert into products (name) select ssn from customers where ssn > 'a'",
                "delete from orders using customers c where c.ssn = orders.status",
            })
    void whatComesOutIsUnderstoodAndTouchesTheColumnNoMore(String text) {
        String written = masked(text).orElseThrow();

        StatementFacts facts = shop.facts(written);

        assertThat(facts.gaps()).isEmpty();
        assertThat(facts.columns()).noneMatch(use -> isSsn(use.column()));
        assertThat(facts.output()).noneMatch(column -> column.sources().stream().anyMatch(MaskedReadsTest::isSsn));
    }

    @Test
    void targetOfAChangeIsNoRead() {
        assertThat(masked("update customers set name = 'x' where ssn = '1'")).isEmpty();
        assertThat(masked("delete from customers where ssn = '1'")).isEmpty();
    }
}
