package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.command.CommandPattern;
import dev.hoop.gateway.engine.command.FileOperation;
import dev.hoop.gateway.engine.command.Glob;
import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.OptionPattern;
import dev.hoop.gateway.engine.command.PathPattern;
import dev.hoop.gateway.engine.command.ProgramPattern;
import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.rules.HostMatch;
import dev.hoop.gateway.engine.policy.rules.HostReach;
import dev.hoop.gateway.engine.policy.rules.Match.Condition;
import dev.hoop.gateway.engine.policy.rules.Match.Sight;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what grants and rules say of hosts: commands, files, forwarded connections. */
final class HostReader {
    /** Keys of a match that speak of hosts; together they are one condition. */
    static final List<String> KEYS = List.of(
            "commands",
            "programs",
            "options",
            "arguments",
            "via",
            "pipes-into",
            "paths",
            "operations",
            "variables",
            "opaque",
            "destinations");

    /** In an exception these would say less than they seem to. */
    private static final List<String> NOT_IN_EXCEPTIONS = List.of("options", "arguments", "pipes-into");

    private static final Set<StatementKind> FILES = EnumSet.of(
            StatementKind.FILE_READ,
            StatementKind.FILE_LIST,
            StatementKind.FILE_WRITE,
            StatementKind.FILE_RENAME,
            StatementKind.FILE_REMOVE,
            StatementKind.FILE_ATTRIBUTES,
            StatementKind.FILE_LINK);
    private static final Map<String, FileOperation> OPERATIONS =
            named(FileOperation.values(), FileOperation::policyName);
    private static final Map<String, Opacity> REASONS = named(Opacity.values(), Opacity::policyName);

    private HostReader() {}

    private static <T> Map<String, T> named(T[] values, Function<T, String> name) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(name, value -> value, (one, other) -> one, LinkedHashMap::new));
    }

    /** How far a grant reaches; adds to its kinds that something may stay unknown where it says so. */
    static HostReach reach(Fields fields, Set<StatementKind> kinds) {
        List<String> words = fields.texts("allow").stream().map(Text::value).toList();
        needs(
                fields,
                words.contains("command"),
                kinds.contains(StatementKind.COMMAND),
                "commands",
                "[\"ls\", \"systemctl status *\"]",
                "command");
        boolean asksFiles = words.stream().anyMatch(word -> word.startsWith("file"));
        boolean anyFiles = kinds.stream().anyMatch(FILES::contains) || kinds.contains(StatementKind.COMMAND);
        needs(fields, asksFiles, anyFiles, "paths", "[\"/srv/app/**\"]", "files, or command");
        needs(
                fields,
                words.contains("forward"),
                kinds.contains(StatementKind.FORWARD),
                "destinations",
                "[\"db.internal:5432\"]",
                "forward");
        Set<Opacity> opaque = reasons(fields);
        if (kinds.contains(StatementKind.OPAQUE) && opaque.isEmpty()) {
            opaque = EnumSet.allOf(Opacity.class);
        }
        if (!opaque.isEmpty() && kinds.contains(StatementKind.COMMAND)) {
            kinds.add(StatementKind.OPAQUE);
        }
        return new HostReach(
                fields.texts("commands").stream()
                        .map(Text::value)
                        .map(CommandPattern::new)
                        .toList(),
                paths(fields),
                globs(fields, "destinations"),
                opaque);
    }

    private static void needs(Fields fields, boolean asked, boolean useful, String key, String example, String kind) {
        if (asked && !fields.has(key)) {
            fields.problems()
                    .add(
                            fields.mark("allow"),
                            "the grant allows '" + kind + "', and has no '" + key + "'",
                            "add " + key + ": " + example + "; on hosts a grant reaches what it names");
        } else if (fields.has(key) && !useful) {
            fields.problems()
                    .add(fields.mark(key), "'" + key + "' means nothing in this grant", "add " + kind + " to 'allow'");
        }
    }

    /** What a rule is on, if it speaks of hosts. */
    static Optional<Condition> match(Fields fields, boolean some) {
        List<String> present = KEYS.stream().filter(fields::has).toList();
        if (present.isEmpty()) {
            return Optional.empty();
        }
        if (!some) {
            NOT_IN_EXCEPTIONS.stream()
                    .filter(fields::has)
                    .forEach(key -> fields.problems()
                            .add(
                                    fields.mark(key),
                                    "'" + key + "' cannot limit an exception",
                                    "say which commands are meant with 'commands'"));
        }
        HostMatch match = new HostMatch(
                fields.texts("commands").stream()
                        .map(Text::value)
                        .map(CommandPattern::new)
                        .toList(),
                programs(fields, "programs"),
                options(fields),
                globs(fields, "arguments"),
                programs(fields, "via"),
                programs(fields, "pipes-into"),
                paths(fields),
                operations(fields),
                globs(fields, "variables"),
                reasons(fields),
                globs(fields, "destinations"));
        return Optional.of(
                new Condition(String.join("+", present), some ? match::mayHold : match::mustHold, Sight.ANYTHING));
    }

    private static List<ProgramPattern> programs(Fields fields, String key) {
        return fields.texts(key).stream()
                .filter(text -> {
                    boolean name = !text.value().matches(".*\\s.*");
                    if (!name) {
                        fields.problems()
                                .add(
                                        text.mark(),
                                        "'" + text.value() + "' is more than the name of a program",
                                        "use 'commands' for programs with arguments");
                    }
                    return name;
                })
                .map(text -> new ProgramPattern(text.value()))
                .toList();
    }

    private static List<OptionPattern> options(Fields fields) {
        return fields.texts("options").stream()
                .filter(text -> {
                    boolean option = OptionPattern.isPattern(text.value());
                    if (!option) {
                        fields.problems()
                                .add(
                                        text.mark(),
                                        "'" + text.value() + "' is no option",
                                        "write \"-r\" or \"--recursive\"");
                    }
                    return option;
                })
                .map(text -> new OptionPattern(text.value()))
                .toList();
    }

    private static List<PathPattern> paths(Fields fields) {
        return fields.texts("paths").stream()
                .filter(text -> isPath(fields, text))
                .map(text -> new PathPattern(text.value()))
                .toList();
    }

    private static boolean isPath(Fields fields, Text text) {
        boolean path = PathPattern.isPattern(text.value())
                && Arrays.stream(text.value().split("/", -1))
                        .skip(1)
                        .noneMatch(part -> part.equals(".") || part.equals(".."))
                && !text.value().contains("//")
                && (text.value().length() == 1 || !text.value().endsWith("/"));
        if (!path) {
            fields.problems()
                    .add(
                            text.mark(),
                            "'" + text.value() + "' is no pattern of paths",
                            "begin with '/', '~/' or '**', without '.', '..', '//' and a slash at the end; '*' stands"
                                    + " for one name, '/**' at the end for the directory and all below");
        }
        return path;
    }

    private static List<Glob> globs(Fields fields, String key) {
        return fields.texts(key).stream().map(text -> Glob.ofWord(text.value())).toList();
    }

    private static Set<FileOperation> operations(Fields fields) {
        return words(fields, "operations", "operation", OPERATIONS, FileOperation.class);
    }

    private static Set<Opacity> reasons(Fields fields) {
        if (fields.texts("opaque").stream().anyMatch(text -> text.value().equals("any"))) {
            return EnumSet.allOf(Opacity.class);
        }
        return words(fields, "opaque", "reason", REASONS, Opacity.class);
    }

    private static <E extends Enum<E>> Set<E> words(
            Fields fields, String key, String what, Map<String, E> known, Class<E> type) {
        Set<E> found = EnumSet.noneOf(type);
        for (Text text : fields.texts(key)) {
            E value = known.get(text.value());
            if (value == null) {
                fields.unknown(what, text, known.keySet());
            } else {
                found.add(value);
            }
        }
        return found;
    }
}
