package dev.hoop.gateway.server.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes queries over the corpus's tables that are nested at random: derived and common tables (recursive, shadowing), joins of every kind,
 * lateral and correlated queries, set operations, VALUES, windows, aggregates and grouping sets, whole rows, arrays and documents, and names
 * that mean different things at different depths. All values are text, so that everything fits everywhere. The same seed makes the same
 * query.
 */
final class RandomQuery {
    private static final List<List<String>> TABLES = List.of(
            List.of("customers", "name", "email", "ssn", "notes", "country"),
            List.of("orders", "status"),
            List.of("products", "name"),
            List.of("payments", "card"),
            List.of("v_customers", "contact", "code", "name"),
            List.of("v_again", "contact", "code"),
            List.of("documents", "body"),
            List.of("employees", "name"));
    private static final List<List<String>> POSTGRESQL = List.of(
            List.of("m_customers", "hidden"),
            List.of("v_star", "ssn", "email", "name"),
            List.of("payments_2024", "card"));

    /** Names that mean something elsewhere. */
    private static final List<String> CLASHING =
            List.of("ssn", "email", "name", "card", "code", "status", "upper", "max", "x");

    private static final int DEEPEST = 4;

    private final Random random;
    private final String dialect;
    private final RandomValue values;
    private final List<List<String>> tables;
    private int names;

    /**
     * A query and the labels of its columns, or something for FROM and the qualified columns it gives.
     *
     * @param key an unprotected number of each row, qualified; empty if there is none
     */
    private record Made(String sql, List<String> columns, String key) {
        Made(String sql, List<String> columns) {
            this(sql, columns, "");
        }
    }

    private RandomQuery(long seed, String dialect, boolean failing) {
        this.random = new Random(seed);
        this.dialect = dialect;
        this.values = new RandomValue(random, dialect, failing);
        this.tables = isPostgresql()
                ? Stream.concat(TABLES.stream(), POSTGRESQL.stream()).toList()
                : TABLES;
    }

    static String of(long seed, String dialect) {
        return new RandomQuery(seed, dialect, false).query(0).sql();
    }

    /** A query with computations which fail for some values. */
    static String computing(long seed, String dialect) {
        return new RandomQuery(seed, dialect, true).query(0).sql();
    }

    /** A query whose rows depend on the values of one of its columns. */
    static String deciding(long seed, String dialect) {
        RandomQuery random = new RandomQuery(seed, dialect, false);
        Made made = random.query(0);
        String column = "decided." + random.values.pick(made.columns());
        String decision =
                random.random.nextBoolean() ? column + " < 'p'" : column + " is null or " + column + " like 's%'";
        return "select * from (" + made.sql() + ") decided where " + decision;
    }

    private boolean isPostgresql() {
        return dialect.equals("postgresql");
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private String name(String prefix) {
        return oneIn(8) ? CLASHING.get(random.nextInt(CLASHING.size())) : prefix + names++;
    }

    private List<String> labels(int count) {
        List<String> labels = new ArrayList<>();
        while (labels.size() < count) {
            String label = name("c");
            if (!labels.contains(label)) {
                labels.add(label);
            }
        }
        return labels;
    }

    private Made query(int depth) {
        if (depth >= DEEPEST) {
            return select(depth, table());
        }
        return switch (random.nextInt(19)) {
            case 0, 1, 2 -> select(depth, source(depth));
            case 3 -> union(depth);
            case 4 -> common(depth);
            case 5 -> grouped(depth);
            case 6, 7, 8 -> join(depth);
            case 9 -> star(depth);
            case 10 -> recursive(depth);
            case 11 -> merged();
            case 12 -> dialect.equals("h2") && depth > 0 ? common(depth) : shadowed(depth); // H2 takes ages over them
            case 13 -> rows(depth);
            case 14 -> sets();
            case 15 -> correlated(depth);
            case 16 -> lateral(depth);
            case 17 -> wholeRow();
            default -> renamed(depth);
        };
    }

    private Made table() {
        List<String> table = tables.get(random.nextInt(tables.size()));
        String alias = "t" + names++;
        List<String> columns = prefixed(alias, table.subList(1, table.size()));
        return new Made(table.get(0) + " " + alias, columns, alias + ".id");
    }

    /** Something for FROM, with the qualified columns it gives. */
    private Made source(int depth) {
        return depth >= DEEPEST || oneIn(3) ? table() : derived(query(depth + 1));
    }

    private Made derived(Made inner) {
        String alias = oneIn(10) ? "customers" : "t" + names++;
        return new Made("(" + inner.sql() + ") " + alias, prefixed(alias, inner.columns()));
    }

    private static List<String> prefixed(String alias, List<String> labels) {
        return labels.stream().map(label -> alias + "." + label).toList();
    }

    private Made select(int depth, Made from) {
        List<String> labels = labels(1 + random.nextInt(3));
        List<String> items = new ArrayList<>();
        labels.forEach(label -> items.add(value(depth, from) + " as " + label));
        String distinct = oneIn(12) ? "distinct " : "";
        String filter =
                oneIn(3) ? " where 1 = 1" : !from.key().isEmpty() && oneIn(3) ? " where " + from.key() + " > 1" : "";
        return new Made("select " + distinct + String.join(", ", items) + " from " + from.sql() + filter, labels);
    }

    private String value(int depth, Made from) {
        if (isTable(from) && oneIn(10)) {
            String function = List.of("lag(%s)", "lead(%s)", "nth_value(%s, 1)", "last_value(%s)")
                    .get(random.nextInt(4));
            return function.formatted(values.pick(from.columns())) + " over (order by " + from.key() + ")";
        }
        return depth < DEEPEST && oneIn(12) ? subquery(from) : values.of(from.columns());
    }

    /** Whether each row has another key. */
    private static boolean isTable(Made from) {
        int point = from.key().indexOf('.');
        return point > 0
                && from.columns().stream()
                        .allMatch(column -> column.startsWith(from.key().substring(0, point + 1)));
    }

    private String subquery(Made outer) {
        Made inner = table();
        List<String> both = new ArrayList<>(inner.columns());
        both.addAll(outer.columns());
        String where = outer.key().isEmpty() ? "" : " where " + inner.key() + " = " + outer.key();
        return "(select max(" + values.pick(oneIn(2) ? both : inner.columns()) + ") from " + inner.sql() + where + ")";
    }

    private Made union(int depth) {
        Made left = query(depth + 1);
        List<String> labels = left.columns();
        Made right = source(depth + 1);
        List<String> items = new ArrayList<>();
        labels.forEach(label -> items.add(values.pick(right.columns())));
        String operator = List.of(" union all ", " union all ", " union all ", " union ", " except ", " intersect ")
                .get(random.nextInt(6));
        String alias = "u" + names++;
        String sql = "select " + alias + ".* from (select " + String.join(", ", prefixed("q", labels)) + " from ("
                + left.sql() + ") q" + operator + "select " + String.join(", ", items) + " from " + right.sql() + ") "
                + alias;
        return new Made(sql, labels);
    }

    private Made common(int depth) {
        Made inner = query(depth + 1);
        String name = "w" + names++;
        List<String> renamed = labels(inner.columns().size());
        String alias = "a" + names++;
        String sql = "with " + name + "(" + String.join(", ", renamed) + ") as (" + inner.sql() + ") select " + alias
                + ".* from " + name + " " + alias;
        return new Made(sql, renamed);
    }

    private Made recursive(int depth) {
        Made from = source(depth + 1);
        String name = "w" + names++;
        String column = values.pick(from.columns());
        String swapped = oneIn(2) ? "a, b" : "b, a";
        String text = dialect.equals("h2") || oneIn(2) ? "cast(%s as char(60))" : "cast(concat(%s, '') as char(60))";
        String sql = "with recursive " + name + "(n, a, b) as (select 1, " + text.formatted(column) + ", "
                + text.formatted(values.pick(from.columns())) + " from " + from.sql() + " union all select n + 1, "
                + swapped + " from "
                + name + " where n < 3) select a, b from " + name;
        return new Made(sql, List.of("a", "b"));
    }

    /** A common table hides another of its name, or in its own scope does not. */
    private Made shadowed(int depth) {
        Made outer = query(depth + 1);
        Made inner = query(depth + 1);
        int count = Math.min(outer.columns().size(), inner.columns().size());
        List<String> labels = labels(count);
        String sql =
                "with w(%1$s) as (select %2$s from (%3$s) o) select * from (with w(%1$s) as (select %4$s from (%5$s) i) select w.* from w) s"
                        .formatted(
                                String.join(", ", labels),
                                String.join(", ", prefixed("o", outer.columns().subList(0, count))),
                                outer.sql(),
                                String.join(", ", prefixed("i", inner.columns().subList(0, count))),
                                inner.sql());
        return new Made(oneIn(2) ? sql : sql + " union all select * from w", labels);
    }

    private Made grouped(int depth) {
        Made from = source(depth);
        String label = name("g");
        String column = values.of(from.columns());
        List<String> aggregates = switch (dialect) {
            case "postgresql" ->
                List.of(
                        "max(%s)",
                        "min(%s)",
                        "string_agg(%s, ',')",
                        "(array_agg(%s))[1]",
                        "jsonb_agg(%s)::text",
                        "jsonb_object_agg('k', %s)::text");
            case "mariadb" -> List.of("max(%s)", "min(%s)", "group_concat(%s)", "json_arrayagg(%s)");
            default -> List.of("max(%s)", "min(%s)", "listagg(%s)", "array_get(array_agg(%s), 1)");
        };
        if (column.contains(" over (")) {
            column = values.pick(from.columns());
        }
        String value = aggregates.get(random.nextInt(aggregates.size())).formatted(column);
        return new Made("select " + value + " as " + label + " from " + from.sql(), List.of(label));
    }

    private Made sets() {
        Made from = table();
        String label = name("g");
        String keys = dialect.equals("postgresql")
                ? " group by grouping sets ((" + from.key() + "), ())"
                : " group by " + from.key();
        return new Made(
                "select max(" + values.pick(from.columns()) + ") as " + label + " from " + from.sql() + keys
                        + (oneIn(2) ? " having count(*) > 0" : ""),
                List.of(label));
    }

    private Made join(int depth) {
        Made left = oneIn(2) ? table() : source(depth + 1);
        Made right = oneIn(2) ? table() : source(depth + 1);
        List<String> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        boolean keyed = !left.key().isEmpty() && !right.key().isEmpty();
        String on = keyed ? " on " + left.key() + " = " + right.key() : " on 1 = 1";
        String kind = switch (random.nextInt(6)) {
            case 0 -> " left join ";
            case 1 -> " right join ";
            case 2 -> isPostgresql() && keyed ? " full join " : " join ";
            case 3 -> {
                on = "";
                yield " cross join ";
            }
            case 4 -> {
                on = "";
                yield ", ";
            }
            default -> " join ";
        };
        return select(depth, new Made(left.sql() + kind + right.sql() + on, columns, left.key()));
    }

    /** USING and NATURAL make one column of two. */
    private Made merged() {
        Made left = table();
        Made right = table();
        String one = "(select " + left.key() + ", " + values.pick(left.columns()) + " as v1 from " + left.sql() + ") l";
        String other =
                "(select " + right.key() + ", " + values.pick(right.columns()) + " as v2 from " + right.sql() + ") r";
        String joined = oneIn(2) ? one + " join " + other + " using (id)" : one + " natural join " + other;
        return oneIn(2)
                ? new Made("select v1, v2 from " + joined, List.of("v1", "v2"))
                : new Made("select cast(id as char(20)) as id, l.v1, v2 from " + joined, List.of("id", "v1", "v2"));
    }

    private Made correlated(int depth) {
        Made outer = source(depth + 1);
        String label = name("c");
        Made inner = table();
        List<String> both = new ArrayList<>(inner.columns());
        both.addAll(outer.columns());
        String plain = unqualified(outer);
        String sql = "select (select max(" + (oneIn(2) ? values.pick(both) : plain) + ") from " + inner.sql() + ") as "
                + label + " from " + outer.sql();
        return new Made(sql, List.of(label));
    }

    /** A bare name, which may mean a column nearer by. */
    private String unqualified(Made outer) {
        String column = values.pick(outer.columns());
        return column.substring(column.lastIndexOf('.') + 1);
    }

    private Made lateral(int depth) {
        if (!isPostgresql()) {
            return correlated(depth);
        }
        Made left = source(depth + 1);
        String label = name("v");
        String alias = "l" + names++;
        String sql = "select " + alias + "." + label + " from " + left.sql() + " cross join lateral (select "
                + values.of(left.columns()) + " as " + label + ") " + alias;
        return new Made(sql, List.of(label));
    }

    private Made rows(int depth) {
        Made from = table();
        String alias = "r" + names++;
        String label = name("v");
        String hidden = "(select max(" + values.pick(from.columns()) + ") from " + from.sql() + ")";
        if (dialect.equals("mariadb")) {
            return new Made("select " + hidden + " as " + label + " union all select 'x'", List.of(label));
        }
        return depth > 2
                ? new Made(
                        "select " + label + " from (values ('x'), (" + hidden + ")) as " + alias + "(" + label + ")",
                        List.of(label))
                : new Made(
                        "select " + alias + ".* from (values (" + hidden + ", 'x')) as " + alias + "(" + label
                                + ", other)",
                        List.of(label, "other"));
    }

    private Made wholeRow() {
        Made from = table();
        String alias = from.key().substring(0, from.key().indexOf('.'));
        String column = values.pick(from.columns()).substring(alias.length() + 1);
        String label = name("v");
        if (!isPostgresql()) {
            return new Made("select " + from.columns().get(0) + " as " + label + " from " + from.sql(), List.of(label));
        }
        String value = List.of(
                        alias + "::text",
                        "(to_jsonb(" + alias + ") ->> '" + column + "')",
                        "row_to_json(" + alias + ")::text",
                        "(" + alias + ")." + column,
                        "(array_agg(" + alias + ") over ())::text",
                        "(select q from (select " + alias + ".*) q)::text",
                        "concat(" + alias + ".*)")
                .get(random.nextInt(7));
        return new Made("select " + value + " as " + label + " from " + from.sql(), List.of(label));
    }

    private Made renamed(int depth) {
        Made inner = query(depth + 1);
        if (dialect.equals("mariadb")) {
            return inner;
        }
        List<String> labels = labels(inner.columns().size());
        String alias = "n" + names++;
        return new Made(
                "select " + String.join(", ", prefixed(alias, labels)) + " from (" + inner.sql() + ") as " + alias + "("
                        + String.join(", ", labels) + ")",
                labels);
    }

    private Made star(int depth) {
        Made inner = query(depth + 1);
        String alias = "s" + names++;
        return new Made("select * from (" + inner.sql() + ") " + alias, inner.columns());
    }
}
