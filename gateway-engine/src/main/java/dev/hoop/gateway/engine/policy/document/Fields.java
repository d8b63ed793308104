package dev.hoop.gateway.engine.policy.document;

import dev.hoop.gateway.engine.policy.document.PolicyNode.Entry;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Mapping;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Scalar;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Sequence;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one map of a policy document by its section's keys. Whatever is wrong is noted as a problem and read as absent, so that reading
 * goes on and finds the other mistakes. Not thread-safe.
 */
public final class Fields {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");
    /** One text and its place. */
    public record Text(Mark mark, String value) {}

    private final Mark mark;
    private final Section section;
    private final Problems problems;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private Fields(Mark mark, Section section, Problems problems) {
        this.mark = mark;
        this.section = section;
        this.problems = problems;
    }

    /** Checks that the node is a map with known keys, each once. */
    public static Fields of(PolicyNode node, Section section, Problems problems) {
        Fields fields = new Fields(node.mark(), section, problems);
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach(fields::take);
        } else {
            problems.add(
                    node.mark(),
                    section.title() + " is " + node.sort() + ", not a map",
                    "write it with keys: " + String.join(", ", section.keys()));
        }
        return fields;
    }

    private void take(Entry entry) {
        String key = entry.key();
        if (section.reserved().containsKey(key)) {
            problems.add(
                    entry.mark(),
                    "'" + key + "' in " + section.title() + " is not supported yet",
                    section.reserved().get(key));
        } else if (!section.keys().contains(key)) {
            problems.add(
                    entry.mark(),
                    "unknown key '" + key + "' in " + section.title(),
                    NearestWord.advice(key, section.keys()));
        } else if (entries.containsKey(key)) {
            problems.add(
                    entry.mark(),
                    "key '" + key + "' stands twice in " + section.title() + ", first in line "
                            + entries.get(key).mark().line(),
                    "keep one of them");
        } else {
            entries.put(key, entry);
        }
    }

    public Mark mark() {
        return mark;
    }

    public Problems problems() {
        return problems;
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Where the key stands, or the whole map when it does not. */
    public Mark mark(String key) {
        Entry entry = entries.get(key);
        return entry == null ? mark : entry.value().mark();
    }

    public Optional<PolicyNode> node(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** The node of a key that must be there. */
    public Optional<PolicyNode> required(String key, String example) {
        if (!has(key)) {
            problems.add(mark, section.title() + " has no '" + key + "'", "add " + key + ": " + example);
        }
        return node(key);
    }

    public Optional<String> text(String key) {
        return node(key).flatMap(node -> scalar(key, node)).map(Scalar::text);
    }

    /** The text of a key that must be there; empty (and a problem) when it is not. */
    public String requiredText(String key, String example) {
        return required(key, example)
                .flatMap(node -> scalar(key, node))
                .map(Scalar::text)
                .orElse("");
    }

    /** One text, or a list of texts. */
    public List<Text> texts(String key) {
        List<Text> texts = new ArrayList<>();
        for (PolicyNode item : items(key, true)) {
            scalar(key, item).ifPresent(scalar -> texts.add(new Text(scalar.mark(), scalar.text())));
        }
        return texts;
    }

    /** The items of a list; a list without items is a mistake. */
    public List<PolicyNode> items(String key) {
        return items(key, false);
    }

    private List<PolicyNode> items(String key, boolean singleAllowed) {
        PolicyNode node = node(key).orElse(null);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Sequence sequence) {
            if (sequence.items().isEmpty()) {
                problems.add(node.mark(), "'" + key + "' is an empty list", "name at least one, or leave the key out");
            }
            return sequence.items();
        }
        if (singleAllowed && node instanceof Scalar) {
            return List.of(node);
        }
        problems.add(
                node.mark(),
                "'" + key + "' is " + node.sort() + ", not a list",
                "write [ … ] or lines that begin with '-'");
        return List.of();
    }

    /** The entries of a map whose keys are names. */
    public List<Entry> named(String key) {
        PolicyNode node = node(key).orElse(null);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Mapping mapping) {
            return mapping.entries();
        }
        problems.add(node.mark(), "'" + key + "' is " + node.sort() + ", not a map of names", "write name: { … }");
        return List.of();
    }

    /** A whole number within bounds. */
    public OptionalLong count(String key, long least, long most) {
        Scalar scalar = node(key).flatMap(node -> scalar(key, node)).orElse(null);
        if (scalar == null) {
            return OptionalLong.empty();
        }
        if (!scalar.quoted() && scalar.text().matches("\\d{1,18}")) {
            long value = Long.parseLong(scalar.text());
            if (value >= least && value <= most) {
                return OptionalLong.of(value);
            }
        }
        problems.add(
                scalar.mark(),
                "'" + key + "' is not a whole number from " + least + " to " + most,
                "write " + key + ": " + Math.max(least, Math.min(most, 100)));
        return OptionalLong.empty();
    }

    /** A time span such as {@code 15m}. */
    public Optional<Duration> duration(String key) {
        Scalar scalar = node(key).flatMap(node -> scalar(key, node)).orElse(null);
        if (scalar == null) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(scalar.text());
        if (matcher.matches()) {
            Duration duration = Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
            if (!duration.isZero()) {
                return Optional.of(duration);
            }
        }
        problems.add(
                scalar.mark(),
                "'" + key + "' is not a time span: '" + scalar.text() + "'",
                "write a number above zero and a unit (ms, s, m, h, d), for example 15m");
        return Optional.empty();
    }

    private static ChronoUnit unit(String letters) {
        return switch (letters) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }

    public Optional<Boolean> flag(String key) {
        return choice(key, Map.of("true", true, "false", false));
    }

    /** One of the words. */
    public <T> Optional<T> choice(String key, Map<String, T> words) {
        Scalar scalar = node(key).flatMap(node -> scalar(key, node)).orElse(null);
        if (scalar == null) {
            return Optional.empty();
        }
        T value = words.get(scalar.text());
        if (value == null) {
            unknown(key, new Text(scalar.mark(), scalar.text()), words.keySet());
        }
        return Optional.ofNullable(value);
    }

    /** Notes that a text is none of the words it may be. */
    public void unknown(String what, Text text, Iterable<String> words) {
        List<String> sorted = new ArrayList<>();
        words.forEach(sorted::add);
        sorted.sort(null);
        problems.add(
                text.mark(), "unknown " + what + " '" + text.value() + "'", NearestWord.advice(text.value(), sorted));
    }

    private Optional<Scalar> scalar(String key, PolicyNode node) {
        if (node instanceof Scalar scalar
                && !scalar.isNothing()
                && !scalar.text().isBlank()) {
            return Optional.of(scalar);
        }
        if (node instanceof Scalar) {
            problems.add(node.mark(), "'" + key + "' has no value", "give it one, or leave the key out");
        } else {
            problems.add(node.mark(), "'" + key + "' is " + node.sort() + ", not a single value", "write one value");
        }
        return Optional.empty();
    }
}
