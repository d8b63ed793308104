package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.rules.DataClass;
import dev.hoop.gateway.engine.policy.rules.DataClass.Passage;
import dev.hoop.gateway.engine.policy.rules.DataClass.Predicates;
import dev.hoop.gateway.engine.policy.rules.Segment;
import dev.hoop.gateway.engine.policy.rules.Unmasked;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the classes of protected data and who sees them unmasked. */
final class ClassReader {
    private static final Map<String, Predicates> PREDICATES = Map.of(
            "on-masked", Predicates.ON_MASKED,
            "deny", Predicates.DENY,
            "equality-only", Predicates.EQUALITY_ONLY,
            "allow", Predicates.ALLOW);

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

    List<DataClass> classes(List<PolicyNode> nodes) {
        NameReader names = new NameReader("protected class");
        List<DataClass> classes = new ArrayList<>();
        for (PolicyNode node : nodes) {
            Fields fields = Fields.of(node, Section.PROTECTED, problems);
            String name = names.take(fields, "class", "pii.email");
            fields.required("columns", "[\"target.schema.table.column\"]");
            classes.add(new DataClass(
                    fields.mark(),
                    name,
                    patterns.columns(fields, "columns"),
                    MaskReader.read(fields, name),
                    predicates(fields, byDefault),
                    permits(fields)));
        }
        return classes;
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
