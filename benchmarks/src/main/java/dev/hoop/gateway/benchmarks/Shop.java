package dev.hoop.gateway.benchmarks;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.Who;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.ColumnDefinition;
import dev.hoop.gateway.engine.sql.Relation;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.engine.sql.UserTypes;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The made-up shop that all benchmarks speak of. */
final class Shop {
    /** What an object mapper sends all day. */
    static final String POINT_SELECT =
            "select c1_0.id,c1_0.name,c1_0.email,c1_0.ssn,c1_0.country,c1_0.city,c1_0.street,c1_0.created,"
                    + "c1_0.balance from customer c1_0 where c1_0.id=?";

    /** What a report sends once a day. */
    static final String REPORT =
            "with recent as (select o.customer_id, date_trunc('month', o.created) as m, sum(o.total) as t from orders o"
                    + " where o.created > now() - interval '1 year' group by o.customer_id, date_trunc('month', o.created))"
                    + " select c.country, r.m, sum(r.t) as revenue, count(distinct c.id) as customers, rank() over (partition by r.m order by"
                    + " sum(r.t) desc) as place from recent r join customer c on c.id = r.customer_id left join lateral (select count(*) as n"
                    + " from orders x where x.customer_id = c.id) k on true where c.country in ('DE','FR','IT') and k.n > 2"
                    + " group by c.country, r.m having sum(r.t) > 100 order by r.m, place limit 100";

    static final TargetName TARGET = new TargetName("shop");

    private static final List<String> CUSTOMER =
            List.of("id", "name", "email", "ssn", "country", "city", "street", "created", "balance");
    private static final List<String> ORDERS = List.of("id", "customer_id", "created", "total", "status");

    private Shop() {}

    static Catalogue catalogue() {
        return new Catalogue(
                Dialect.POSTGRESQL,
                "shop",
                List.of(table("customer", CUSTOMER), table("orders", ORDERS)),
                List.of(),
                Set.of("public", "pg_catalog"),
                UserTypes.NONE);
    }

    private static Relation table(String name, List<String> columns) {
        return new Relation(
                new ObjectName("shop", "public", name),
                ObjectUse.Type.TABLE,
                columns.stream()
                        .map(column -> new ColumnDefinition(column, Types.VARCHAR, "varchar", true, false))
                        .toList(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    static SessionSettings settings() {
        return new SessionSettings(
                Dialect.POSTGRESQL,
                "shop",
                List.of("pg_catalog", "public"),
                Map.of(
                        "standard_conforming_strings", "on",
                        "server_encoding", "UTF8",
                        "client_encoding", "UTF8",
                        "server_version_num", "180000"));
    }

    static Policy policy() {
        return Policy.builder()
                .target(
                        "shop",
                        target ->
                                target.jdbc("jdbc:postgresql://localhost/shop").credential("env:SHOP"))
                .protect("pii.ssn", ssn -> ssn.columns("shop.*.customer.ssn").keepLast(4))
                .protect(
                        "pii.email",
                        email -> email.columns("shop.*.customer.email").mask("email"))
                .grant(
                        "support",
                        grant -> grant.to(Who.groups("support")).on("shop").allow("read", "insert", "update"))
                .build();
    }

    static Claim claim(String text, StatementFacts facts) {
        return new Claim(
                new DecisionId("s-1"),
                new Subject(new SubjectName("sue"), Subject.Kind.PERSON, Set.of("support")),
                "remote",
                Optional.empty(),
                new Statement(
                        new SessionId("s"),
                        TARGET,
                        text,
                        List.of(List.of(new Parameter(new Value.Int64(12_345), Types.BIGINT, "")))),
                facts,
                Optional.empty(),
                Instant.EPOCH);
    }

    /** The nine columns of a customer as a driver describes them. */
    static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (String name : CUSTOMER) {
            int type = switch (name) {
                case "id" -> Types.BIGINT;
                case "created" -> Types.TIMESTAMP;
                case "balance" -> Types.NUMERIC;
                default -> Types.VARCHAR;
            };
            columns.add(new Column(
                    name, name, "customer", "public", "shop", type, "varchar", "java.lang.String", 40, 0, 40, 1, 0));
        }
        return columns;
    }
}
