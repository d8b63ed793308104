package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.StatementFacts.WhereClause;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Scalar;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.rules.ColumnPattern;
import dev.hoop.gateway.engine.policy.rules.DataClass;
import dev.hoop.gateway.engine.policy.rules.Match;
import dev.hoop.gateway.engine.policy.rules.Match.Condition;
import dev.hoop.gateway.engine.policy.rules.Match.Sight;
import dev.hoop.gateway.engine.policy.rules.RowLimit;
import dev.hoop.gateway.engine.policy.rules.Segment;
import dev.hoop.gateway.engine.policy.rules.TablePattern;
import dev.hoop.gateway.engine.policy.rules.Targets;
import dev.hoop.gateway.engine.policy.rules.TouchedColumns;
import dev.hoop.gateway.engine.policy.rules.Who;
import dev.hoop.gateway.engine.policy.schedule.Hours;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Reads what a rule is {@code on}: each key becomes one condition, and all must hold. */
final class MatchReader {
    private static final Map<String, Set<WhereClause>> WHERES = Map.of(
            "missing", EnumSet.of(WhereClause.MISSING),
            "trivial", EnumSet.of(WhereClause.TRIVIAL),
            "missing-or-trivial", EnumSet.of(WhereClause.MISSING, WhereClause.TRIVIAL),
            "present", EnumSet.of(WhereClause.PRESENT));
    private static final Map<String, String> DOORS = Map.of(
            "remote", "remote", "postgres", "postgres", "ssh", "ssh", "http", "http", "kubernetes", "kubernetes");

    private final WhoReader who;
    private final PatternReader patterns;
    private final List<DataClass> classes;
    private final Problems problems;

    MatchReader(WhoReader who, PatternReader patterns, List<DataClass> classes, Problems problems) {
        this.who = who;
        this.patterns = patterns;
        this.classes = classes;
        this.problems = problems;
    }

    /** What a rule is on: it holds as soon as something may be meant. */
    Match read(PolicyNode node) {
        return read(node, true);
    }

    /** What an exception is for: on hosts it holds only when all is meant. */
    Match exception(PolicyNode node) {
        return read(node, false);
    }

    private Match read(PolicyNode node, boolean some) {
        Fields fields = Fields.of(node, Section.MATCH, problems);
        if (node instanceof PolicyNode.Mapping mapping && mapping.entries().isEmpty()) {
            problems.add(
                    node.mark(),
                    "there is no condition here",
                    "name at least one of: " + String.join(", ", Section.MATCH.keys()));
        }
        List<Condition> conditions = new ArrayList<>();
        for (String key : Section.MATCH.keys()) {
            if (fields.has(key) && !HostReader.KEYS.contains(key)) {
                conditions.add(new Condition(key, condition(fields, key), sight(key)));
            }
        }
        HostReader.match(fields, some).ifPresent(conditions::add);
        return new Match(conditions);
    }

    /** What is not known to look at asker and facts alone looks at more. */
    private static Sight sight(String key) {
        return switch (key) {
            case "kind",
                    "reads",
                    "writes",
                    "touches",
                    "columns",
                    "classes",
                    "functions",
                    "where",
                    "multi-statement",
                    "who",
                    "target",
                    "task",
                    "door" -> Sight.ASKER_AND_FACTS;
            default -> Sight.ANYTHING;
        };
    }

    private Predicate<Claim> condition(Fields fields, String key) {
        return switch (key) {
            case "kind" -> kind(fields);
            case "reads" -> objects(fields, key, use -> !use.access().writes());
            case "writes" -> objects(fields, key, use -> use.access().writes());
            case "touches" -> objects(fields, key, use -> true);
            case "columns" -> columns(patterns.columns(fields, key));
            case "classes" -> classes(fields);
            case "functions" -> functions(PatternReader.globs(fields, key));
            case "where" -> where(fields);
            case "limit" -> limit(fields);
            case "multi-statement" -> several(fields);
            case "who" -> who(fields);
            case "target" -> target(who.targets(fields));
            case "task" -> task(fields.text(key).orElse(""));
            case "door" -> door(fields);
            case "hours" -> hours(HoursReader.read(fields));
            default -> throw new IllegalStateException("a key of the section has no condition: " + key);
        };
    }

    private static Predicate<Claim> hours(Hours hours) {
        return claim -> hours.contain(claim.at());
    }

    private static Predicate<Claim> kind(Fields fields) {
        Set<StatementKind> kinds = GrantReader.kinds(fields, "kind");
        return claim -> claim.facts().kinds().stream().anyMatch(kinds::contains);
    }

    private Predicate<Claim> objects(Fields fields, String key, Predicate<ObjectUse> relevant) {
        List<TablePattern> tables = patterns.tables(fields, key);
        return claim -> claim.facts().objects().stream()
                .filter(relevant)
                .anyMatch(use -> tables.stream()
                        .anyMatch(table -> table.matches(
                                claim.statement().target(), claim.facts().dialect(), use.object())));
    }

    private static Predicate<Claim> columns(List<ColumnPattern> columns) {
        return claim -> TouchedColumns.of(claim.facts()).stream()
                .anyMatch(column -> columns.stream().anyMatch(pattern -> fits(claim, pattern, column)));
    }

    private static boolean fits(Claim claim, ColumnPattern pattern, ColumnName column) {
        return pattern.matches(claim.statement().target(), claim.facts().dialect(), column);
    }

    private Predicate<Claim> classes(Fields fields) {
        List<DataClass> meant = new ArrayList<>();
        for (Text text : fields.texts("classes")) {
            Segment glob = new Segment(text.value(), false);
            List<DataClass> named = classes.stream()
                    .filter(known -> glob.fitsAnyCase(known.name()))
                    .toList();
            if (named.isEmpty()) {
                fields.unknown(
                        "class", text, classes.stream().map(DataClass::name).toList());
            }
            meant.addAll(named);
        }
        return claim -> TouchedColumns.of(claim.facts()).stream()
                .anyMatch(column -> meant.stream()
                        .anyMatch(known -> known.contains(
                                claim.statement().target(), claim.facts().dialect(), column)));
    }

    private static Predicate<Claim> functions(List<Segment> names) {
        return claim -> claim.facts().functions().stream()
                .anyMatch(use -> names.stream().anyMatch(name -> name.fitsAnyCase(use.name())));
    }

    private static Predicate<Claim> where(Fields fields) {
        Set<WhereClause> meant = fields.choice("where", WHERES).orElse(Set.of());
        return claim -> meant.contains(claim.facts().where());
    }

    private Predicate<Claim> limit(Fields fields) {
        if (fields.node("limit").orElse(null) instanceof Scalar) {
            fields.choice("limit", Map.of("missing", true));
            return claim -> RowLimit.missing(claim.facts());
        }
        Fields limit = fields.node("limit")
                .map(node -> Fields.of(node, Section.LIMIT, problems))
                .orElseThrow();
        limit.required("above", "1000");
        OptionalLong above = limit.count("above", 0, Long.MAX_VALUE);
        return claim -> RowLimit.mayExceed(claim, above.orElse(0));
    }

    private static Predicate<Claim> several(Fields fields) {
        boolean several = fields.flag("multi-statement").orElse(true);
        return claim -> (claim.facts().statementCount() > 1) == several;
    }

    private Predicate<Claim> who(Fields fields) {
        Who selected = who.required(fields);
        return claim -> selected.includes(claim.subject());
    }

    private static Predicate<Claim> target(Targets targets) {
        return claim -> targets.include(claim.statement().target());
    }

    private static Predicate<Claim> task(String word) {
        return switch (word) {
            case "missing" -> claim -> claim.task().isEmpty();
            case "present" -> claim -> claim.task().isPresent();
            default ->
                claim -> claim.task()
                        .map(TaskId::value)
                        .filter(new Segment(word, false)::fitsAnyCase)
                        .isPresent();
        };
    }

    private static Predicate<Claim> door(Fields fields) {
        String door = fields.choice("door", DOORS).orElse("");
        return claim -> claim.door().equals(door);
    }
}
