package dev.hoop.gateway.server.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes queries over the corpus's tables that are nested at random: derived tables, common tables, joins, set operations, correlated and
 * lateral-free subqueries, windows, aggregates, renamed and computed columns. All values are text, so that everything fits everywhere.
 * The same seed makes the same query.
 */
final class RandomQuery {
    /** Text columns, protected and not. */
    private static final List<List<String>> TABLES = List.of(
            List.of("customers", "name", "email", "ssn", "notes", "country"),
            List.of("orders", "status"),
            List.of("products", "name"),
            List.of("payments", "card"),
            List.of("v_customers", "contact", "code", "name"),
            List.of("v_again", "contact", "code"),
            List.of("documents", "body"),
            List.of("employees", "name"));

    private static final int DEEPEST = 4;

    private final Random random;
    private final String concat;
    private final boolean failing;
    private int names;

    /** A query and the labels of its columns. */
    private record Made(String sql, List<String> columns) {}

    private RandomQuery(long seed, String dialect, boolean failing) {
        this.failing = failing;
        this.random = new Random(seed);
        this.concat = dialect.equals("mariadb") ? "concat(%s, %s)" : "(%s || %s)";
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
        String column = "decided." + random.pick(made.columns());
        String decision =
                random.random.nextBoolean() ? column + " < 'p'" : column + " is null or " + column + " like 's%'";
        return "select * from (" + made.sql() + ") decided where " + decision;
    }

    private String name(String prefix) {
        return prefix + names++;
    }

    private Made query(int depth) {
        return switch (random.nextInt(depth >= DEEPEST ? 2 : 8)) {
            case 0, 1, 2 -> select(depth, source(depth));
            case 3 -> union(depth);
            case 4 -> common(depth);
            case 5 -> grouped(depth);
            case 6 -> join(depth);
            default -> star(depth);
        };
    }

    /** Something for FROM, with the qualified columns it gives. */
    private Made source(int depth) {
        String alias = name("t");
        if (depth >= DEEPEST || random.nextInt(3) == 0) {
            List<String> table = TABLES.get(random.nextInt(TABLES.size()));
            List<String> columns = table.subList(1, table.size()).stream()
                    .map(column -> alias + "." + column)
                    .toList();
            return new Made(table.get(0) + " " + alias, columns);
        }
        Made inner = query(depth + 1);
        List<String> columns =
                inner.columns().stream().map(column -> alias + "." + column).toList();
        return new Made("(" + inner.sql() + ") " + alias, columns);
    }

    private Made select(int depth, Made from) {
        int count = 1 + random.nextInt(3);
        List<String> items = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String label = name("c");
            items.add(value(depth, from.columns()) + " as " + label);
            labels.add(label);
        }
        String distinct = random.nextInt(12) == 0 ? "distinct " : "";
        return new Made("select " + distinct + String.join(", ", items) + " from " + from.sql() + filter(), labels);
    }

    private String filter() {
        return random.nextInt(3) == 0 ? " where 1 = 1" : "";
    }

    private String pick(List<String> columns) {
        return columns.get(random.nextInt(columns.size()));
    }

    private String value(int depth, List<String> columns) {
        String column = pick(columns);
        if (failing && random.nextInt(4) == 0) {
            return partial(column);
        }
        return switch (random.nextInt(14)) {
            case 0 -> "upper(" + column + ")";
            case 1 -> "coalesce(" + column + ", " + pick(columns) + ")";
            case 2 -> "case when 1 = 1 then " + column + " else " + pick(columns) + " end";
            case 3 -> concat.formatted(column, "'x'");
            case 4 -> concat.formatted(pick(columns), column);
            case 5 -> "(select " + column + ")";
            case 6 -> "max(" + column + ") over ()";
            case 7 -> "cast(" + column + " as char(60))";
            case 8 -> "replace(" + column + ", 'zzz', '')";
            case 9 -> "'constant'";
            case 10 -> depth >= DEEPEST ? column : subquery();
            default -> column;
        };
    }

    /** A text that cannot be computed from every text. */
    private String partial(String column) {
        String computed = List.of(
                        "1 / (ascii(%s) - 49)",
                        "1 / (char_length(%s) - 2)",
                        "cast(%s as decimal(10, 2))",
                        "cast(%s as date)",
                        "left(%1$s, char_length(%1$s) - 3)",
                        "case when true then 1 / (ascii(%s) - 49) else 0 end")
                .get(random.nextInt(6))
                .formatted(column);
        return "cast(" + computed + " as char(60))";
    }

    private String subquery() {
        List<String> table = TABLES.get(random.nextInt(TABLES.size()));
        return "(select max(s." + table.get(1 + random.nextInt(table.size() - 1)) + ") from " + table.get(0) + " s)";
    }

    private Made union(int depth) {
        Made left = query(depth + 1);
        List<String> labels = left.columns();
        Made right = source(depth + 1);
        List<String> items = new ArrayList<>();
        labels.forEach(label -> items.add(pick(right.columns())));
        String operator = random.nextInt(4) == 0 ? " union " : " union all ";
        String alias = name("u");
        String sql = "select " + alias + ".* from (select " + String.join(", ", prefixed("q", labels)) + " from ("
                + left.sql() + ") q" + operator + "select " + String.join(", ", items) + " from " + right.sql() + ") "
                + alias;
        return new Made(sql, labels);
    }

    private static List<String> prefixed(String alias, List<String> labels) {
        return labels.stream().map(label -> alias + "." + label).toList();
    }

    private Made common(int depth) {
        Made inner = query(depth + 1);
        String name = name("w");
        List<String> renamed = new ArrayList<>();
        inner.columns().forEach(column -> renamed.add(name("r")));
        String alias = name("a");
        String sql = "with " + name + "(" + String.join(", ", renamed) + ") as (" + inner.sql() + ") select " + alias
                + ".* from " + name + " " + alias;
        return new Made(sql, renamed);
    }

    private Made grouped(int depth) {
        Made from = source(depth);
        String label = name("g");
        String function = random.nextBoolean() ? "max" : "min";
        return new Made(
                "select " + function + "(" + pick(from.columns()) + ") as " + label + " from " + from.sql(),
                List.of(label));
    }

    private Made join(int depth) {
        Made left = source(depth + 1);
        Made right = source(depth + 1);
        List<String> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        String kind = random.nextBoolean() ? " join " : " left join ";
        return select(depth, new Made(left.sql() + kind + right.sql() + " on 1 = 1", columns));
    }

    private Made star(int depth) {
        Made inner = query(depth + 1);
        String alias = name("s");
        return new Made("select * from (" + inner.sql() + ") " + alias, inner.columns());
    }
}
