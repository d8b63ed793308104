package dev.hoop.gateway.engine;

import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.PathUse;
import dev.hoop.gateway.engine.command.ProgramUse;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes facts as JSON, for tools. The names of the fields are stable within a {@linkplain StatementFacts#VERSION version}; a version may add
 * fields and values, and whoever reads passes over what it does not know. Sets are written in a fixed order, so that equal facts give equal
 * texts. The text to execute and labels without an alias stay out: both hold literals.
 */
public final class FactsJson {
    private FactsJson() {}

    /** One line of JSON. */
    public static String of(StatementFacts facts) {
        StringBuilder json = new StringBuilder();
        write(tree(facts), json);
        return json.toString();
    }

    /** A text as JSON writes it, in its quotes. */
    public static String quoted(String text) {
        StringBuilder json = new StringBuilder();
        quote(text, json);
        return json.toString();
    }

    private static Map<String, @Nullable Object> tree(StatementFacts facts) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", facts.version());
        tree.put("dialect", word(facts.dialect()));
        tree.put("complete", facts.complete());
        tree.put("gaps", facts.gaps());
        tree.put("statements", facts.statementCount());
        tree.put(
                "kinds",
                facts.kinds().stream().sorted().map(StatementKind::policyName).toList());
        tree.put("writes", facts.writes());
        tree.put("objects", texts(facts.objects(), FactsJson::object));
        tree.put("columns", texts(facts.columns(), FactsJson::column));
        tree.put("returnsRows", facts.returnsRows());
        tree.put("output", facts.output().stream().map(FactsJson::output).toList());
        if (!facts.further().isEmpty()) {
            tree.put(
                    "furtherOutput",
                    facts.further().stream()
                            .map(columns ->
                                    columns.stream().map(FactsJson::output).toList())
                            .toList());
        }
        tree.put("functions", texts(facts.functions(), FactsJson::function));
        tree.put(
                "parameters",
                facts.parameters().stream().map(FactsJson::parameter).toList());
        tree.put("where", word(facts.where()));
        tree.put("limit", number(facts.limit()));
        tree.put("limitParameter", number(facts.limitParameter()));
        tree.put("settings", facts.settings().stream().sorted().toList());
        facts.command().ifPresent(command -> tree.put("command", command(command)));
        return tree;
    }

    private static <T> List<Map<String, @Nullable Object>> texts(
            Collection<T> items, Function<T, Map<String, @Nullable Object>> as) {
        return items.stream()
                .map(as)
                .map(item -> Map.entry(Objects.toString(item), item))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }

    private static Map<String, @Nullable Object> object(ObjectUse use) {
        return fields("access", word(use.access()), "object", use.object().toString(), "type", word(use.type()));
    }

    private static Map<String, @Nullable Object> column(ColumnUse use) {
        return fields(
                "use",
                word(use.use()),
                "column",
                use.column().toString(),
                "in",
                word(use.clause()),
                "path",
                use.path());
    }

    private static Map<String, @Nullable Object> output(OutputColumn column) {
        return fields(
                "derivation",
                word(column.derivation()),
                "sources",
                column.sources().stream().map(ColumnName::toString).sorted().toList(),
                "path",
                String.join(" → ", column.path()));
    }

    private static Map<String, @Nullable Object> function(FunctionUse use) {
        return fields("name", use.name(), "purity", word(use.purity()));
    }

    private static Map<String, @Nullable Object> parameter(ParameterUse use) {
        return fields(
                "index",
                use.index(),
                "role",
                word(use.role()),
                "column",
                use.column().map(ColumnName::toString).orElse(null));
    }

    /** Words of a command stay out, but for names of programs and for paths: arguments may hold secrets. */
    private static Map<String, @Nullable Object> command(CommandFacts command) {
        return fields(
                "version",
                command.version(),
                "complete",
                command.complete(),
                "programs",
                command.programs().stream().map(FactsJson::program).toList(),
                "files",
                command.files().stream()
                        .map(file -> fields(
                                "operation",
                                file.operation().policyName(),
                                "path",
                                file.path().toString()))
                        .distinct()
                        .toList(),
                "variables",
                command.variables(),
                "functions",
                command.functions(),
                "opaque",
                command.opaque().stream()
                        .map(part -> fields("reason", part.reason().policyName(), "why", part.why(), "at", part.at()))
                        .toList(),
                "destination",
                command.destination().map(Object::toString).orElse(null));
    }

    private static Map<String, @Nullable Object> program(ProgramUse use) {
        return fields(
                "name",
                use.name().toString(),
                "arguments",
                use.arguments().size(),
                "via",
                use.via(),
                "input",
                word(use.input()),
                "paths",
                use.paths().stream().map(PathUse::toString).distinct().toList(),
                "at",
                use.at());
    }

    private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Iterator<@Nullable Object> parts = Stream.of(namesAndValues).iterator();
        while (parts.hasNext()) {
            fields.put(String.valueOf(parts.next()), parts.next());
        }
        return fields;
    }

    private static @Nullable Object number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static @Nullable Object number(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void write(@Nullable Object value, StringBuilder json) {
        if (value instanceof Map<?, ?> map) {
            String before = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                quote(String.valueOf(entry.getKey()), json.append(before));
                write(entry.getValue(), json.append(':'));
                before = ",";
            }
            json.append('}');
        } else if (value instanceof Collection<?> list) {
            json.append('[');
            String before = "";
            for (Object item : list) {
                write(item, json.append(before));
                before = ",";
            }
            json.append(']');
        } else if (value instanceof String text) {
            quote(text, json);
        } else {
            json.append(value);
        }
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
