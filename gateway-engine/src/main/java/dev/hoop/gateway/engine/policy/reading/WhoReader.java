package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.document.NearestWord;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Entry;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Scalar;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.rules.Targets;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads selections of subjects and of targets, and the named sets of subjects. */
final class WhoReader {
    private final Map<String, Who> sets = new HashMap<>();
    private final Set<String> targets;
    private final Problems problems;

    WhoReader(Set<String> targets, Problems problems) {
        this.targets = targets;
        this.problems = problems;
    }

    /** Reads the named sets; none may stand on another. */
    void sets(List<Entry> entries) {
        NameReader names = new NameReader("set of subjects");
        for (Entry entry : entries) {
            if (entry.key().equals("everyone")) {
                problems.add(entry.mark(), "'everyone' already means all subjects", "give the set another name");
            } else if (names.take(problems, entry.mark(), entry.key())) {
                sets.put(entry.key(), selection(entry.value()));
            }
        }
    }

    /** The selection of a key that must be there. */
    Who required(Fields fields) {
        return fields.required("who", "{ groups: [ … ] }").map(this::read).orElse(Who.NOBODY);
    }

    Who read(PolicyNode node) {
        if (node instanceof Scalar scalar && !scalar.isNothing()) {
            return scalar.text().equals("everyone") ? Who.EVERYONE : named(new Text(scalar.mark(), scalar.text()));
        }
        return selection(node);
    }

    private Who named(Text name) {
        Who who = sets.get(name.value());
        if (who == null) {
            List<String> known = new ArrayList<>(sets.keySet().stream().sorted().toList());
            known.add("everyone");
            problems.add(
                    name.mark(),
                    "unknown set of subjects '" + name.value() + "'",
                    NearestWord.advice(name.value(), known)
                            + "; sets are defined under 'subjects', a group is written { groups: [" + name.value()
                            + "] }");
            return Who.NOBODY;
        }
        return who;
    }

    private Who selection(PolicyNode node) {
        Fields fields = Fields.of(node, Section.WHO, problems);
        Set<String> groups = words(fields, "groups", "group");
        Set<String> persons = words(fields, "person", "person");
        Set<String> services = words(fields, "serviceAccount", "service account");
        for (Text set : fields.texts("set")) {
            Who who = named(set);
            if (who.everyone()) {
                return who;
            }
            groups.addAll(who.groups());
            persons.addAll(who.persons());
            services.addAll(who.serviceAccounts());
        }
        if (node instanceof PolicyNode.Mapping mapping && mapping.entries().isEmpty()) {
            problems.add(
                    node.mark(), "this selects nobody", "name groups, a person or a serviceAccount, or write everyone");
        }
        return new Who(false, groups, persons, services);
    }

    private static Set<String> words(Fields fields, String key, String what) {
        Set<String> words = new HashSet<>();
        for (Text text : fields.texts(key)) {
            if (NameReader.isSubjectWord(fields, what, text)) {
                words.add(text.value());
            }
        }
        return words;
    }

    /** The targets of a key; all when the key is absent or {@code "*"}. */
    Targets targets(Fields fields) {
        List<Text> texts = fields.texts("target");
        if (!fields.has("target")
                || texts.stream().anyMatch(text -> text.value().equals("*"))) {
            return Targets.ALL;
        }
        Set<String> names = new HashSet<>();
        for (Text text : texts) {
            if (targets.contains(text.value())) {
                names.add(new TargetName(text.value()).value());
            } else {
                fields.unknown("target", text, targets);
            }
        }
        return new Targets(false, names);
    }
}
