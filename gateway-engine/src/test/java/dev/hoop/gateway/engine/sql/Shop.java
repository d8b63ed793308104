package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.StatementFacts;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A small shop in each dialect, and the facts of statements about it. Names are given in lower case and come back so. */
final class Shop {
    private final Dialect dialect;
    private boolean temporary;
    private final List<Relation> relations = new ArrayList<>();
    private final List<Routine> routines = new ArrayList<>();
    private UserTypes types = UserTypes.NONE;

    private Shop(Dialect dialect) {
        this.dialect = dialect;
        table("customers", "id!i", "name", "email", "ssn!", "salary:i", "notes", "country");
        table("orders", "id!i", "customer_id:i", "total:i", "created_at", "status");
        table("products", "id!i", "name", "price:i", "doc");
        table("badges", "id!i", "ssn", "code=upper(ssn)", "low=lower(code)", "odd=1 +");
        table("payments", "id!i", "order_id:i", "card", "amount:i", "secret~");
        partition("payments_2024", "payments", "id!i", "order_id:i", "card", "amount:i");
        view(
                "v_customers",
                "SELECT " + q("id") + ", " + q("email") + " AS " + q("contact") + ", upper(" + q("ssn") + ") AS "
                        + q("code") + " FROM " + q("shop", "customers"),
                "id",
                "contact",
                "code");
        view(
                "all_orders",
                "SELECT * FROM " + q("shop", "orders"),
                "id",
                "customer_id",
                "total",
                "created_at",
                "status");
        view("orders_again", "SELECT " + q("id") + " FROM " + q("shop", "all_orders"), "id");
        view(
                "open_orders",
                "SELECT " + q("id") + " FROM " + q("shop", "orders") + " WHERE " + q("status") + " = 'open'",
                "id");
        view("v_again", "SELECT * FROM " + q("shop", "v_customers"), "id", "contact", "code");
        view("v_broken", "SELECT nothing FROM nowhere", "id", "x");
        foreign("remote_people", "id", "ssn");
        routine("leak");
    }

    static Shop of(Dialect dialect) {
        return new Shop(dialect);
    }

    /** PostgreSQL only: values of a composite type with a field are converted by a routine that is not known. */
    Shop converting(String type, String field) {
        types = new UserTypes(Set.of(field), Map.of(type, Set.of(name("tells"))));
        return this;
    }

    /** PostgreSQL only: the session has a temporary table, and so a schema for it in front of its path. */
    Shop temporary(String name, String... columns) {
        temporary = true;
        relations.add(new Relation(
                new ObjectName(database(), "pg_temp_3", name),
                ObjectUse.Type.TABLE,
                columns(columns),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of()));
        return this;
    }

    private String fold(String name) {
        return dialect == Dialect.H2 ? name.toUpperCase(Locale.ROOT) : name;
    }

    private String q(String... parts) {
        String quote = dialect == Dialect.MARIADB ? "`" : "\"";
        return String.join(
                ".",
                Arrays.stream(parts).map(part -> quote + fold(part) + quote).toList());
    }

    private ObjectName name(String name) {
        return new ObjectName(database(), fold("shop"), fold(name));
    }

    private String database() {
        return dialect == Dialect.MARIADB ? "" : fold("db");
    }

    private List<ColumnDefinition> columns(String... columns) {
        return Arrays.stream(columns)
                .map(text -> {
                    String name = text.split("[!:~=]", -1)[0];
                    int type = text.endsWith("i") && text.matches(".*[!:].*") ? Types.INTEGER : Types.VARCHAR;
                    Optional<String> generated =
                            text.contains("=") ? Optional.of(text.substring(text.indexOf('=') + 1)) : Optional.empty();
                    return new ColumnDefinition(
                            fold(name),
                            type,
                            "text",
                            !text.contains("!"),
                            text.contains("~"),
                            text.contains("!i"),
                            false,
                            generated);
                })
                .toList();
    }

    private void table(String name, String... columns) {
        relations.add(new Relation(
                name(name),
                ObjectUse.Type.TABLE,
                columns(columns),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of()));
    }

    private void partition(String name, String parent, String... columns) {
        relations.add(new Relation(
                name(name),
                ObjectUse.Type.TABLE,
                columns(columns),
                Optional.empty(),
                List.of(name(parent)),
                Optional.empty(),
                List.of()));
    }

    private void view(String name, String definition, String... columns) {
        relations.add(new Relation(
                name(name),
                ObjectUse.Type.VIEW,
                columns(columns),
                Optional.of(definition),
                List.of(),
                Optional.empty(),
                List.of()));
    }

    private void foreign(String name, String... columns) {
        relations.add(new Relation(
                name(name),
                ObjectUse.Type.FOREIGN_TABLE,
                columns(columns),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of()));
    }

    private void routine(String name) {
        routines.add(new Routine(name(name), false));
    }

    Catalogue catalogue() {
        return new Catalogue(dialect, database(), relations, routines, Set.of(fold("shop")), types);
    }

    SessionSettings settings() {
        Map<String, String> lexical = switch (dialect) {
            case SHELL -> throw dialect.notSql();
            case POSTGRESQL ->
                Map.of(
                        "standard_conforming_strings",
                        "on",
                        "backslash_quote",
                        "safe_encoding",
                        "client_encoding",
                        "UTF8",
                        "server_version",
                        "16.2");
            case MYSQL, MARIADB ->
                Map.of(
                        "sql_mode",
                        "STRICT_TRANS_TABLES",
                        "lower_case_table_names",
                        "0",
                        "character_set_client",
                        "utf8mb4",
                        "version",
                        "10.11.6-MariaDB");
            case H2 -> Map.of("MODE", "REGULAR", "DATABASE_TO_UPPER", "TRUE", "VERSION", "2.5.252");
        };
        List<String> path = dialect == Dialect.POSTGRESQL ? List.of("pg_catalog", "shop") : List.of(fold("shop"));
        path = temporary ? List.of("pg_temp_3", "pg_catalog", "shop") : path;
        return new SessionSettings(dialect, database(), path, lexical);
    }

    StatementFacts facts(String text) {
        return new Analyzer().facts(text, settings(), catalogue());
    }

    /** The sources of an output column: {@code customers.ssn, customers.email}. */
    static String sources(OutputColumn column) {
        Set<String> names = new TreeSet<>();
        column.sources()
                .forEach(source -> names.add((source.table().name() + "." + source.column()).toLowerCase(Locale.ROOT)));
        return String.join(", ", names);
    }

    /** All uses of columns: {@code customers.ssn FILTER WHERE}. */
    static Set<String> uses(StatementFacts facts) {
        Set<String> uses = new TreeSet<>();
        facts.columns()
                .forEach(use -> uses.add(
                        (use.column().table().name() + "." + use.column().column()).toLowerCase(Locale.ROOT) + " "
                                + use.use() + " " + use.clause()));
        return uses;
    }

    /** All uses of objects: {@code customers READ}. */
    static Set<String> objects(StatementFacts facts) {
        Set<String> uses = new TreeSet<>();
        facts.objects().forEach(use -> uses.add(use.object().name().toLowerCase(Locale.ROOT) + " " + use.access()));
        return uses;
    }
}
