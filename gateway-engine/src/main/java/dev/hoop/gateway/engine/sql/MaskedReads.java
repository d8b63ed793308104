package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.sql.token.Token;
import dev.hoop.gateway.engine.sql.token.Tokens;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Writes a text anew so that hidden columns read as NULL: each relation with one is replaced by a query that names all its columns in
 * their order. Whatever the statement then computes, compares, joins, sorts or stores, the database does it without the value. An item of
 * the select list that gives such a column as it is may take it from a further column, which nothing else in the statement can name.
 *
 * <p>This only writes. Whether the text now means what it should is for the analysis to say, which reads it like any other.
 */
final class MaskedReads {
    /** Types of PostgreSQL's own whose names are known to be read by our grammar. */
    private static final Set<String> POSTGRESQL_TYPES = Set.of(
            "bool",
            "bpchar",
            "bytea",
            "date",
            "float4",
            "float8",
            "inet",
            "int2",
            "int4",
            "int8",
            "interval",
            "json",
            "jsonb",
            "numeric",
            "text",
            "time",
            "timestamp",
            "timestamptz",
            "timetz",
            "uuid",
            "varchar");

    private static final Set<String> H2_TYPES = Set.of(
            "BIGINT",
            "BINARY VARYING",
            "BOOLEAN",
            "CHARACTER",
            "CHARACTER VARYING",
            "DATE",
            "DOUBLE PRECISION",
            "INTEGER",
            "NUMERIC",
            "REAL",
            "SMALLINT",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMP WITH TIME ZONE",
            "UUID");

    private final Dialect dialect;
    private final Predicate<ColumnName> hidden;
    private final Tokens tokens;
    private final Collection<TableRead> reads;

    MaskedReads(Tokens tokens, Collection<TableRead> reads, Predicate<ColumnName> hidden) {
        this.dialect = tokens.settings().dialect();
        this.hidden = hidden;
        this.tokens = tokens;
        this.reads = reads;
    }

    /** A text, and how many of its result's columns give a hidden column as it is. */
    record Written(String text, int shown) {}

    /**
     * The text with every read replaced that has a hidden column; the same text if none has.
     *
     * @param items the items of its select list that shall give a hidden column as it is
     */
    Written write(List<PlainItem> items) {
        String text = tokens.executableText();
        List<Edit> edits = new ArrayList<>();
        Map<Integer, Map<Integer, String>> shown = new HashMap<>();
        items.stream().filter(this::shows).forEach(item -> edits.add(edit(item, shown)));
        Set<List<String>> renamed = new HashSet<>();
        for (TableRead read : reads) {
            if (hides(read)) {
                edits.add(new Edit(
                        read.start(), read.end(), query(text, read, shown.getOrDefault(read.start(), Map.of()))));
                if (!read.aliased()) {
                    renamed.add(List.of(read.relation().name().schema(), read.label()));
                }
            }
        }
        unqualify(tokens.list(), renamed, edits);
        StringBuilder written = new StringBuilder(text);
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::start).reversed()) // so that earlier places stay where they are
                .forEach(edit -> written.replace(edit.start(), edit.end(), edit.text()));
        int columns = items.stream()
                .mapToInt(item ->
                        (int) item.columns().stream().filter(this::hides).count())
                .sum();
        return new Written(written.toString(), columns);
    }

    private boolean shows(PlainItem item) {
        return item.columns().stream().anyMatch(this::hides);
    }

    private boolean hides(PlainItem.Column column) {
        return hides(column.read()) && hides(column.read().fields().get(column.place()));
    }

    /** The columns by name, with those that are hidden taken from beside the NULL that stands for them. */
    private Edit edit(PlainItem item, Map<Integer, Map<Integer, String>> shown) {
        StringJoiner list = new StringJoiner(", ");
        for (PlainItem.Column column : item.columns()) {
            String name = quoted(column.label());
            if (hides(column)) {
                Map<Integer, String> beside =
                        shown.computeIfAbsent(column.read().start(), read -> new TreeMap<>());
                String value = beside.computeIfAbsent(
                        column.place(), place -> besides(column.read().start(), place));
                name = quoted(value) + (item.aliased() ? "" : " as " + name);
            }
            list.add(quoted(column.source()) + "." + name);
        }
        return new Edit(item.start(), item.end(), list.toString());
    }

    /** A name that nothing in the text or in its relations has. */
    private String besides(int place, int column) {
        StringBuilder name = new StringBuilder("hoop_" + place + "_" + column);
        while (isTaken(name.toString())) {
            name.append('_');
        }
        return name.toString();
    }

    private boolean isTaken(String name) {
        return tokens.executableText().toLowerCase(Locale.ROOT).contains(name)
                || reads.stream()
                        .flatMap(read -> read.relation().columns().stream())
                        .anyMatch(column -> column.name().equalsIgnoreCase(name));
    }

    private record Edit(int start, int end, String text) {}

    /** A query in FROM has no schema: {@code shop.customers.id} becomes {@code customers.id}. */
    private static void unqualify(List<Token> tokens, Set<List<String>> renamed, List<Edit> edits) {
        for (int i = 0; i + 3 < tokens.size() && !renamed.isEmpty(); i++) {
            boolean name = tokens.get(i).isName()
                    && tokens.get(i + 1).isSign(".")
                    && tokens.get(i + 2).isName()
                    && tokens.get(i + 3).isSign(".")
                    && (i == 0 || !tokens.get(i - 1).isSign("."));
            if (name
                    && renamed.contains(
                            List.of(tokens.get(i).value(), tokens.get(i + 2).value()))) {
                edits.add(new Edit(tokens.get(i).start(), tokens.get(i + 2).start(), ""));
            }
        }
    }

    private boolean hides(TableRead read) {
        return read.fields().size() == read.relation().columns().size()
                && read.fields().stream().anyMatch(this::hides);
    }

    private boolean hides(Field field) {
        return field.lineage().sources().stream().anyMatch(hidden);
    }

    private String query(String text, TableRead read, Map<Integer, String> shown) {
        StringBuilder query = new StringBuilder("(select ");
        List<ColumnDefinition> columns = read.relation().columns();
        boolean first = true;
        for (int i = 0; i < columns.size(); i++) {
            ColumnDefinition column = columns.get(i);
            if (column.hidden()) {
                continue; // not part of a star; who names it gets an error
            }
            query.append(first ? "" : ", ");
            first = false;
            if (hides(read.fields().get(i))) {
                query.append(nothing(column)).append(" as ");
            }
            query.append(quoted(column.name()));
        }
        shown.forEach((place, name) -> query.append(", ")
                .append(quoted(columns.get(place).name()))
                .append(" as ")
                .append(quoted(name)));
        query.append(" from ").append(text, read.start(), read.end()).append(')');
        return read.aliased()
                ? query.toString()
                : query.append(" as ").append(quoted(read.label())).toString();
    }

    private String nothing(ColumnDefinition column) {
        boolean foreign = dialect == Dialect.POSTGRESQL && !POSTGRESQL_TYPES.contains(column.typeName());
        return foreign
                ? "case when false then " + quoted(column.name()) + " end" // NULL of a type that cannot be named here
                : "cast(null as " + type(column) + ")";
    }

    private String type(ColumnDefinition column) {
        return switch (dialect) {
            case SHELL -> throw dialect.notSql();
            case POSTGRESQL -> "pg_catalog." + column.typeName();
            case H2 -> {
                String type = column.typeName().toUpperCase(Locale.ROOT);
                yield H2_TYPES.contains(type) ? type : "CHARACTER VARYING";
            }
            case MYSQL, MARIADB ->
                switch (column.jdbcType()) {
                    case Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
                        "signed";
                    case Types.DECIMAL, Types.NUMERIC, Types.REAL, Types.FLOAT, Types.DOUBLE -> "decimal(65,30)";
                    case Types.DATE -> "date";
                    case Types.TIME -> "time";
                    case Types.TIMESTAMP -> "datetime";
                    case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> "binary";
                    default -> "char";
                };
        };
    }

    private String quoted(String name) {
        String quote = dialect == Dialect.MYSQL || dialect == Dialect.MARIADB ? "`" : "\"";
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
