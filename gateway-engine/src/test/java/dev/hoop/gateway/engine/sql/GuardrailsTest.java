package dev.hoop.gateway.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of a policy on statements as they are written, from text to verdict. */
final class GuardrailsTest {
    private static final Policy POLICY = Policy.builder()
            .target("shop", target -> target.jdbc("jdbc:postgresql://db/shop"))
            .grant("all", grant -> grant.to(Who.EVERYONE).on("*").allow("all"))
            .rule(
                    "whole-table",
                    rule -> rule.on(match -> match.kind("update", "delete").where("missing-or-trivial"))
                            .deny())
            .rule("several", rule -> rule.on(match -> match.severalStatements()).deny())
            .rule(
                    "salaries",
                    rule -> rule.on(match -> match.columns("*.*.customers.salary"))
                            .deny())
            .rule("no-definitions", rule -> rule.on(match -> match.kind("ddl")).deny())
            .rule(
                    "no-payments",
                    rule -> rule.on(match -> match.writes("*.*.payments")).deny())
            .rule(
                    "no-random",
                    rule -> rule.on(match -> match.functions("random")).deny())
            .rule(
                    "unbounded",
                    rule -> rule.on(match -> match.kind("select").limitMissing())
                            .unless(match -> match.kind("metadata"))
                            .deny())
            .rule(
                    "too-many",
                    rule -> rule.on(match -> match.kind("select").limitAbove(1000))
                            .deny())
            .build();

    private static String verdict(String sql, Value... values) {
        List<Parameter> row = Stream.of(values).map(Parameter::of).toList();
        Claim claim = new Claim(
                new DecisionId("d-1"),
                new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of()),
                "remote",
                Optional.empty(),
                new Statement(new SessionId("s-1"), new TargetName("shop"), sql, List.of(row)),
                Shop.of(Dialect.POSTGRESQL).facts(sql),
                Optional.empty(),
                Instant.EPOCH);
        return POLICY.judge(claim).rule();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all         | select id from orders limit 1000",
                "all         | select id from orders fetch first 5 rows only",
                "all         | select id from orders where id = 1 limit 10 offset 1000000",
                "too-many    | select id from orders limit 1001",
                "unbounded   | select id from orders",
                "unbounded   | select id from (select id from orders limit 5) q",
                "unbounded   | select id from orders limit all",
                "unbounded   | select id from orders fetch first 5 rows with ties",
                "unbounded   | select id from orders limit (select max(id) from orders)",
                "unbounded   | (select id from orders limit 5) union all select id from products",
                "all         | (select id from orders limit 5) union all select id from products limit 6",
                "unbounded   | with q as (select id from orders limit 5) select id from q",
                "no-random   | select id from orders order by random() limit 5",
                "no-random   | select id from orders where (select pg_catalog.random()) > 0 limit 5",
                "salaries    | select id from customers where salary > 5 limit 5",
                "salaries    | select * from customers limit 5",
                "salaries    | select to_jsonb(c) from customers c limit 5",
                "salaries    | update customers c set salary = 1 where c.id = 1",
                "all         | select id, name from customers limit 5",
                "whole-table | delete from orders",
                "whole-table | with d as (delete from orders where id > id - 1 or true returning id) select id from d limit 5",
                "whole-table | update orders set total = 1 where 1 = 1",
                "all         | update orders set total = 1 where id = 1",
                "no-payments | insert into payments (id) values (1)",
                "no-payments | with i as (insert into payments (id) values (1) returning id) select id from i limit 1",
                "no-payments | merge into payments p using orders o on p.id = o.id when matched then update set amount = 1",
                "no-definitions | select id into copies from orders limit 5",
                "no-definitions | create view v as select id from orders",
                "several     | select id from orders limit 5; update orders set total = 1 where id = 1",
                "built-in:settings | set session_replication_role = replica",
                "built-in:functions | select pg_sleep(1)",
                "no-grant    | do $$ begin delete from orders; end $$",
                "built-in:not-understood | select query_to_xml('select 1', true, true, '') limit 1x"
            })
    void rulesLookAtTheWholeStatement(String rule, String sql) {
        assertThat(verdict(sql)).as(sql).isEqualTo(rule);
    }

    @Test
    void boundValueOfALimitIsJudged() {
        String sql = "select id from orders where id > ? limit ?";
        Value any = new Value.Int64(0);

        assertThat(verdict(sql, any, new Value.Int64(1000))).isEqualTo("all");
        assertThat(verdict(sql, any, new Value.Decimal(new BigDecimal("12")))).isEqualTo("all");
        assertThat(verdict(sql, any, new Value.Int64(1001))).isEqualTo("too-many");
        assertThat(verdict(sql, any, new Value.Int64(-1))).isEqualTo("too-many");
        assertThat(verdict(sql, any, new Value.Null())).isEqualTo("too-many");
        assertThat(verdict(sql, any, new Value.Text("12"))).isEqualTo("too-many");
        assertThat(verdict(sql, any)).isEqualTo("too-many");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update orders set total = 1 where ? = ?",
                "delete from orders where ?",
                "delete from orders where id = id or id = ?",
                "delete from orders where coalesce(?, true)"
            })
    void conditionThatAParameterMayMakeTrueForAllIsNone(String sql) {
        assertThat(verdict(sql, new Value.Bool(true), new Value.Bool(true))).isEqualTo("whole-table");
    }
}
