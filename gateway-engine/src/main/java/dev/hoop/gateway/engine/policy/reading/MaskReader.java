package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.masking.MaskRule;
import dev.hoop.gateway.engine.masking.MaskRule.Kind;
import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Scalar;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.rules.DataClass;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads masks: a word, or a map with one kind and its setting. */
final class MaskReader {
    private static final Map<String, Kind> WORDS = new TreeMap<>(Map.of(
            "redact", Kind.REDACT, "null", Kind.NULL, "email", Kind.EMAIL, "card", Kind.CARD, "hash", Kind.HASH));

    private static final List<String> KINDS =
            Section.MASK.keys().stream().filter(key -> !key.equals("key")).toList();

    private MaskReader() {}

    /** Equal values of one domain must hash alike everywhere, so all its classes have the same key. */
    static void requireOneKeyPerDomain(List<DataClass> classes, Problems problems) {
        Map<String, MaskRule> first = new TreeMap<>();
        for (DataClass known : classes) {
            MaskRule rule = known.maskRule();
            if (rule.kind() != Kind.HASH) {
                continue;
            }
            String domain = rule.arguments().get(0);
            MaskRule other = first.putIfAbsent(domain, rule);
            if (other != null && !other.equals(rule)) {
                problems.add(
                        known.mark(),
                        "class '" + known.name() + "' hashes domain '" + domain
                                + "' with another key than a class before it",
                        "give all classes of a domain the same 'key', or none");
            }
        }
    }

    /** The mask of a class; redaction when none is named. A keyed hash without a domain has the class for its domain. */
    static MaskRule read(Fields owner, String dataClass) {
        PolicyNode node = owner.node("mask").orElse(null);
        if (node == null) {
            return MaskRule.REDACT;
        }
        if (node instanceof Scalar scalar) {
            Kind kind = WORDS.get(scalar.text());
            if (kind == null) {
                List<String> all = new ArrayList<>(WORDS.keySet());
                all.addAll(KINDS);
                owner.unknown(
                        "mask",
                        new Text(scalar.mark(), scalar.text()),
                        all.stream().distinct().toList());
                return MaskRule.REDACT;
            }
            return new MaskRule(kind, kind == Kind.HASH ? List.of(dataClass) : List.of());
        }
        return configured(owner, node);
    }

    private static MaskRule configured(Fields owner, PolicyNode node) {
        Fields fields = Fields.of(node, Section.MASK, owner.problems());
        List<String> present = KINDS.stream().filter(fields::has).toList();
        if (present.size() != 1) {
            if (present.size() > 1 || isEmptyMap(node)) {
                owner.problems()
                        .add(
                                node.mark(),
                                "a mask has one kind, here are " + present.size(),
                                "name one of: " + String.join(", ", KINDS));
            }
            return MaskRule.REDACT;
        }
        if (fields.has("key") && !present.get(0).equals("hash")) {
            owner.problems().add(fields.mark("key"), "only 'hash' has a key", "leave 'key' out");
        }
        return setting(fields, present.get(0))
                .orElse(MaskRule.REDACT); // a mistake is noted by then, and the policy takes no effect
    }

    private static boolean isEmptyMap(PolicyNode node) {
        return node instanceof PolicyNode.Mapping mapping && mapping.entries().isEmpty();
    }

    private static Optional<MaskRule> setting(Fields fields, String kind) {
        return switch (kind) {
            case "keep-first" -> count(fields, kind, Kind.KEEP_FIRST);
            case "keep-last" -> count(fields, kind, Kind.KEEP_LAST);
            case "hash" -> domain(fields);
            case "round-number" -> step(fields);
            default ->
                fields.choice(kind, Map.of("year", "year", "month", "month"))
                        .map(unit -> new MaskRule(Kind.TRUNCATE_DATE, List.of(unit)));
        };
    }

    private static Optional<MaskRule> count(Fields fields, String key, Kind kind) {
        var count = fields.count(key, 1, 64);
        return count.isPresent()
                ? Optional.of(new MaskRule(kind, List.of(Long.toString(count.getAsLong()))))
                : Optional.empty();
    }

    private static Optional<MaskRule> domain(Fields fields) {
        return fields.text("hash")
                .filter(domain -> new NameReader("hash domain").take(fields.problems(), fields.mark("hash"), domain))
                .map(domain -> new MaskRule(
                        Kind.HASH, key(fields).map(id -> List.of(domain, id)).orElse(List.of(domain))));
    }

    /** Which key of those the gateway knows; without it the one in force. */
    private static Optional<String> key(Fields fields) {
        return fields.text("key")
                .filter(id -> new NameReader("mask key").take(fields.problems(), fields.mark("key"), id));
    }

    private static Optional<MaskRule> step(Fields fields) {
        String text = fields.text("round-number").orElse("");
        if (text.matches("\\d{1,18}(\\.\\d{1,9})?") && new BigDecimal(text).signum() > 0) {
            return Optional.of(new MaskRule(Kind.ROUND_NUMBER, List.of(text)));
        }
        if (!text.isEmpty()) {
            fields.problems()
                    .add(
                            fields.mark("round-number"),
                            "'round-number' is not a step above zero",
                            "write round-number: 1000");
        }
        return Optional.empty();
    }
}
