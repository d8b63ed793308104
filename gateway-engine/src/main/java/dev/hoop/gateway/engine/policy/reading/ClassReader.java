package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.detect.Entity;
import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.rules.DataClass;
import dev.hoop.gateway.engine.policy.rules.DataClass.Content;
import dev.hoop.gateway.engine.policy.rules.DataClass.Passage;
import dev.hoop.gateway.engine.policy.rules.DataClass.Predicates;
import dev.hoop.gateway.engine.policy.rules.Segment;
import dev.hoop.gateway.engine.policy.rules.Unmasked;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the classes of protected data and who sees them unmasked. */
final class ClassReader {
    private static final Map<String, Predicates> PREDICATES = Map.of(
            "on-masked", Predicates.ON_MASKED,
            "deny", Predicates.DENY,
            "equality-only", Predicates.EQUALITY_ONLY,
            "allow", Predicates.ALLOW);

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> NOT_FOR_TEXTS = Set.of("round-number", "truncate-date");

    private final PatternReader patterns;
    private final Predicates byDefault;
    private final Problems problems;

    ClassReader(PatternReader patterns, Predicates byDefault, Problems problems) {
        this.patterns = patterns;
        this.byDefault = byDefault;
        this.problems = problems;
    }

    static Predicates predicates(Fields fields, Predicates otherwise) {
        return fields.choice("predicates", PREDICATES).orElse(otherwise);
    }

    List<DataClass> classes(List<PolicyNode> nodes, WhoReader who) {
        NameReader names = new NameReader("protected class");
        List<DataClass> classes = new ArrayList<>();
        for (PolicyNode node : nodes) {
            Fields fields = Fields.of(node, Section.PROTECTED, problems);
            String name = names.take(fields, "class", "pii.email");
            checkTogether(fields);
            classes.add(new DataClass(
                    fields.mark(),
                    name,
                    patterns.columns(fields, "columns"),
                    content(fields, who),
                    MaskReader.read(fields, name),
                    predicates(fields, byDefault),
                    permits(fields)));
        }
        return classes;
    }

    /** A class is known by columns, by content, or by both; some keys speak of one of them only. */
    private static void checkTogether(Fields fields) {
        if (!fields.has("columns") && !fields.has("detect")) {
            fields.problems()
                    .add(
                            fields.mark(),
                            "a protected class has neither 'columns' nor 'detect'",
                            "add columns: [\"target.schema.table.column\"], or detect: [card-number]");
            return;
        }
        only(fields, "columns", "predicates", "permit");
        only(fields, "detect", "regions", "target", "except");
        boolean textsOnly = fields.node("mask")
                .map(mask -> mask instanceof PolicyNode.Mapping mapping
                        && mapping.entries().stream().anyMatch(entry -> NOT_FOR_TEXTS.contains(entry.key())))
                .orElse(false);
        if (textsOnly && !fields.has("columns")) {
            fields.problems()
                    .add(
                            fields.mark("mask"),
                            "this mask is for numbers and dates, and 'detect' finds parts of texts",
                            "use redact, null, email, card, hash, keep-first or keep-last");
        }
    }

    private static void only(Fields fields, String with, String... keys) {
        for (String key : keys) {
            if (fields.has(key) && !fields.has(with)) {
                fields.problems()
                        .add(
                                fields.mark(key),
                                "'" + key + "' speaks of '" + with + "', which this class does not have",
                                "add '" + with + "', or leave '" + key + "' out");
            }
        }
    }

    private Optional<Content> content(Fields fields, WhoReader who) {
        if (!fields.has("detect")) {
            return Optional.empty();
        }
        Set<Entity> entities = EnumSet.noneOf(Entity.class);
        for (Text text : fields.texts("detect")) {
            Set<Entity> named = Entity.named(text.value());
            if (named.isEmpty()) {
                fields.unknown("content", text, Entity.policyNames());
            }
            entities.addAll(named);
        }
        return Optional.of(new Content(
                entities, regions(fields, entities), who.targets(fields), patterns.columns(fields, "except")));
    }

    private static Set<String> regions(Fields fields, Set<Entity> entities) {
        Set<String> regions = new TreeSet<>();
        for (Text text : fields.texts("regions")) {
            if (!COUNTRIES.contains(text.value())) {
                fields.unknown("region", text, COUNTRIES);
            } else if (!entities.contains(Entity.PHONE)) {
                fields.problems().add(text.mark(), "'regions' speaks of telephone numbers", "add phone to 'detect'");
            } else {
                regions.add(text.value());
            }
        }
        return regions;
    }

    private static Set<Passage> permits(Fields fields) {
        Map<String, Passage> words = new TreeMap<>();
        for (Passage passage : Passage.values()) {
            words.put(passage.name().toLowerCase(Locale.ROOT), passage);
        }
        Set<Passage> permits = EnumSet.noneOf(Passage.class);
        for (Text text : fields.texts("permit")) {
            Passage passage = words.get(text.value());
            if (passage == null) {
                fields.unknown("passage", text, words.keySet());
            } else {
                permits.add(passage);
            }
        }
        return permits;
    }

    List<Unmasked> unmasked(List<PolicyNode> nodes, WhoReader who, List<DataClass> classes) {
        List<Unmasked> all = new ArrayList<>();
        for (PolicyNode node : nodes) {
            Fields fields = Fields.of(node, Section.UNMASKED, problems);
            fields.required("class", "pii.*");
            for (Text name : fields.texts("class")) {
                Unmasked unmasked = new Unmasked(
                        fields.mark(), new Segment(name.value(), false), who.required(fields), who.targets(fields));
                checkNamed(fields, name, unmasked, classes);
                all.add(unmasked);
            }
        }
        return all;
    }

    private static void checkNamed(Fields fields, Text name, Unmasked unmasked, List<DataClass> classes) {
        if (classes.stream().noneMatch(known -> unmasked.names(known.name()))) {
            fields.unknown("class", name, classes.stream().map(DataClass::name).toList());
        }
    }
}
