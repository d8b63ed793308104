package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.InvalidPolicyException;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Entry;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.rules.DataClass;
import dev.hoop.gateway.engine.policy.rules.DataClass.Predicates;
import dev.hoop.gateway.engine.policy.rules.PolicyRules;
import dev.hoop.gateway.engine.policy.rules.PolicyRules.Defaults;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the documents of a policy as one: lists are joined in order, names are unique over all of them. */
public final class PolicyReader {
    private static final Defaults BUILT_IN = new Defaults(
            OptionalLong.empty(), Predicates.DENY, 1, Duration.ofMinutes(15), Optional.empty(), Optional.empty());

    private final Problems problems = new Problems();
    private final List<Fields> files = new ArrayList<>();

    private PolicyReader(List<PolicyNode> documents) {
        documents.forEach(document -> files.add(Fields.of(document, Section.FILE, problems)));
    }

    /**
     * Reads a whole policy.
     *
     * @throws InvalidPolicyException with every mistake there is
     */
    public static PolicyRules read(List<PolicyNode> documents) {
        if (documents.isEmpty()) {
            throw new IllegalArgumentException("a policy has at least one document");
        }
        PolicyReader reader = new PolicyReader(documents);
        PolicyRules rules = reader.rules(Digest.of(documents));
        reader.problems.refuseIfAny();
        return rules;
    }

    private PolicyRules rules(String version) {
        files.forEach(this::checkVersion);
        Defaults defaults = defaults();
        Map<TargetName, PolicyTarget> targets = new TargetReader(defaults, problems).read(named("targets"));
        Set<String> targetNames = new LinkedHashSet<>();
        named("targets").forEach(entry -> targetNames.add(entry.key()));

        WhoReader who = new WhoReader(targetNames, problems);
        who.sets(named("subjects"));
        PatternReader patterns = new PatternReader(targetNames);
        ClassReader classReader = new ClassReader(patterns, defaults.predicates(), problems);
        List<DataClass> classes = classReader.classes(items("protected"), who);
        MaskReader.requireOneKeyPerDomain(classes, problems);
        GrantReader grants = new GrantReader(who, patterns, problems);
        MatchReader matches = new MatchReader(who, patterns, classes, problems);
        return new PolicyRules(
                version,
                defaults,
                targets,
                classes,
                grants.grants(items("grants")),
                grants.leaves(items("functions"), Section.FUNCTION_LEAVE),
                grants.leaves(items("settings"), Section.SETTING_LEAVE),
                new RuleReader(matches, who, new OnCallReader(problems).read(named("on-call")), defaults, problems)
                        .read(items("rules")),
                classReader.unmasked(items("unmasked"), who, classes),
                new LiteralReader(targets, problems).read(items("literals"), who));
    }

    private void checkVersion(Fields file) {
        file.required("version", "1");
        file.count("version", 1, 1);
    }

    private Defaults defaults() {
        List<Fields> with = files.stream().filter(file -> file.has("defaults")).toList();
        with.stream()
                .skip(1)
                .forEach(file -> problems.add(
                        file.mark("defaults"),
                        "there are other defaults at " + with.get(0).mark("defaults"),
                        "keep them in one file"));
        if (with.isEmpty()) {
            return BUILT_IN;
        }
        Fields fields = with.get(0)
                .node("defaults")
                .map(node -> Fields.of(node, Section.DEFAULTS, problems))
                .orElseThrow();
        return new Defaults(
                fields.count("max-rows", 1, Long.MAX_VALUE),
                ClassReader.predicates(fields, BUILT_IN.predicates()),
                (int) fields.count("quorum", 1, 20).orElse(BUILT_IN.quorum()),
                fields.duration("within").orElse(BUILT_IN.within()),
                fields.duration("statement-timeout"),
                fields.choice("trail", TargetReader.TRAILS));
    }

    private List<PolicyNode> items(String key) {
        return files.stream().flatMap(file -> file.items(key).stream()).toList();
    }

    private List<Entry> named(String key) {
        return files.stream().flatMap(file -> file.named(key).stream()).toList();
    }
}
