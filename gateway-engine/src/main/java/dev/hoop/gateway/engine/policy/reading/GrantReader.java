package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.KindWords;
import dev.hoop.gateway.engine.policy.rules.Leave;
import dev.hoop.gateway.engine.policy.rules.Segment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads grants, and the leaves that open single functions and settings. */
final class GrantReader {
    private static final Map<String, Grant.Stale> STALE = Map.of(
            "hold", Grant.Stale.HOLD,
            "justify", Grant.Stale.JUSTIFY,
            "read-only", Grant.Stale.READ_ONLY,
            "deny", Grant.Stale.DENY,
            "notice", Grant.Stale.NOTICE);

    /** A day's work. */
    private static final Duration JUSTIFIED_FOR = Duration.ofHours(8);

    private final WhoReader who;
    private final PatternReader patterns;
    private final Problems problems;

    GrantReader(WhoReader who, PatternReader patterns, Problems problems) {
        this.who = who;
        this.patterns = patterns;
        this.problems = problems;
    }

    List<Grant> grants(List<PolicyNode> nodes) {
        NameReader names = new NameReader("grant");
        return nodes.stream()
                .map(node -> grant(Fields.of(node, Section.GRANT, problems), names))
                .toList();
    }

    private Grant grant(Fields fields, NameReader names) {
        String name = names.take(fields, "name", "support-reads-orders");
        fields.required("target", "orders");
        fields.required("allow", "[select]");
        Set<StatementKind> kinds = kinds(fields, "allow");
        kinds.addAll(KindWords.IMPLIED);
        return new Grant(
                fields.mark(),
                name,
                who.required(fields),
                who.targets(fields),
                kinds,
                patterns.tables(fields, "tables"),
                HostReader.reach(fields, kinds),
                fields.count("max-rows", 1, Long.MAX_VALUE),
                expires(fields),
                task(fields),
                review(fields),
                new Grant.About(
                        fields.text("reason").orElse(""), fields.text("owner").orElse(""), created(fields)),
                Optional.empty());
    }

    static Set<StatementKind> kinds(Fields fields, String key) {
        Set<StatementKind> kinds = EnumSet.noneOf(StatementKind.class);
        for (Text text : fields.texts(key)) {
            Set<StatementKind> meant = KindWords.words().get(text.value());
            if (meant == null) {
                fields.unknown("kind of statement", text, KindWords.words().keySet());
            } else {
                kinds.addAll(meant);
            }
        }
        return kinds;
    }

    private Optional<LocalDate> created(Fields fields) {
        return fields.text("created").flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeParseException e) {
                problems.add(fields.mark("created"), "'created' is not a date: '" + text + "'", "write 2026-01-31");
                return Optional.empty();
            }
        });
    }

    private Optional<Instant> expires(Fields fields) {
        String text = fields.text("expires").orElse("");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException e) {
            problems.add(
                    fields.mark("expires"),
                    "'expires' is not a date: '" + text + "'",
                    "write 2027-01-31 (the start of that day, UTC) or 2027-01-31T18:00:00Z");
            return Optional.of(Instant.MIN);
        }
    }

    private Grant.Task task(Fields owner) {
        return owner.node("task")
                .map(node -> {
                    Fields fields = Fields.of(node, Section.TASK, problems);
                    boolean tracked = fields.has("type") || fields.has("state") || fields.has("assigned");
                    return new Grant.Task(
                            fields.flag("required").orElse(true),
                            fields.text("id").map(id -> new Segment(id, false)),
                            lower(fields.texts("type")),
                            lower(fields.texts("state")),
                            tracked && fields.flag("assigned").orElse(true),
                            tracked);
                })
                .orElse(new Grant.Task(false, Optional.empty()));
    }

    private static Set<String> lower(List<Text> texts) {
        return texts.stream().map(text -> text.value().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private Optional<Grant.Review> review(Fields owner) {
        return owner.node("review").flatMap(node -> {
            Fields fields = Fields.of(node, Section.REVIEW, problems);
            fields.required("every", "90d");
            fields.required("by", "[security]");
            List<String> by = fields.texts("by").stream()
                    .filter(text -> NameReader.isSubjectWord(fields, "group", text))
                    .map(Text::value)
                    .toList();
            Grant.Stale stale = fields.choice("stale", STALE).orElse(Grant.Stale.HOLD);
            Duration justifiedFor = fields.duration("justified-for").orElse(JUSTIFIED_FOR);
            return fields.duration("every").map(every -> new Grant.Review(every, by, stale, justifiedFor, false));
        });
    }

    List<Leave> leaves(List<PolicyNode> nodes, Section section) {
        List<Leave> leaves = new ArrayList<>();
        for (PolicyNode node : nodes) {
            Fields fields = Fields.of(node, section, problems);
            fields.required("allow", "[name]");
            leaves.add(new Leave(
                    fields.mark(), PatternReader.globs(fields, "allow"), who.required(fields), who.targets(fields)));
        }
        return leaves;
    }
}
