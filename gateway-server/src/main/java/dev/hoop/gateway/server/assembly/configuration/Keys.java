package dev.hoop.gateway.server.assembly.configuration;

import dev.hoop.gateway.engine.policy.document.Mark;
import dev.hoop.gateway.engine.policy.document.NearestWord;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One map of the configuration file, read key by key. Whatever is wrong is noted and read as absent, so that reading goes on and finds the
 * other mistakes. Not thread-safe.
 */
final class Keys {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");

    private final String title;
    private final Mark mark;
    private final Mistakes mistakes;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private Keys(String title, Mark mark, Mistakes mistakes) {
        this.title = title;
        this.mark = mark;
        this.mistakes = mistakes;
    }

    /** @param known all keys there are; another one is a mistake */
    static Keys of(String title, PolicyNode node, List<String> known, Mistakes mistakes) {
        Keys keys = new Keys(title, node.mark(), mistakes);
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> keys.take(entry, known));
        } else {
            mistakes.add(
                    node.mark(),
                    title + " is " + node.sort() + ", not a map",
                    "write it with keys: " + String.join(", ", known));
        }
        return keys;
    }

    private void take(Entry entry, List<String> known) {
        if (!known.contains(entry.key())) {
            mistakes.add(
                    entry.mark(),
                    "unknown key '" + entry.key() + "' in " + title,
                    NearestWord.advice(entry.key(), known));
        } else if (entries.putIfAbsent(entry.key(), entry) != null) {
            mistakes.add(entry.mark(), "key '" + entry.key() + "' stands twice in " + title, "keep one of them");
        }
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Where a key stands, or the map it is missing from. */
    Mark mark(String key) {
        Entry entry = entries.get(key);
        return entry == null ? mark : entry.value().mark();
    }

    /** A map below this one, empty when it is not there. */
    Keys map(String key, List<String> known) {
        Entry entry = entries.get(key);
        return entry == null ? new Keys(key, mark, mistakes) : of(key, entry.value(), known, mistakes);
    }

    List<PolicyNode> list(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return List.of();
        }
        if (entry.value() instanceof Sequence sequence) {
            return sequence.items();
        }
        mistakes.add(
                entry.value().mark(),
                "'" + key + "' is " + entry.value().sort() + ", not a list",
                "begin its lines with '-'");
        return List.of();
    }

    Optional<String> text(String key) {
        Entry entry = entries.get(key);
        return entry == null ? Optional.empty() : scalar(key, entry.value());
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /** A text that must be there; empty, and a mistake, when it is not. */
    String required(String key, String example) {
        if (!has(key)) {
            mistakes.add(mark, title + " has no '" + key + "'", "add " + key + ": " + example);
        }
        return text(key, "");
    }

    /** One text or a list of them. */
    List<String> texts(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return List.of();
        }
        List<PolicyNode> nodes = entry.value() instanceof Sequence sequence ? sequence.items() : List.of(entry.value());
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> scalar(key, node).ifPresent(texts::add));
        return texts;
    }

    /** A map of texts. */
    Map<String, String> words(String key) {
        Entry entry = entries.get(key);
        Map<String, String> words = new LinkedHashMap<>();
        if (entry != null && entry.value() instanceof Mapping mapping) {
            mapping.entries()
                    .forEach(each -> scalar(each.key(), each.value()).ifPresent(value -> words.put(each.key(), value)));
        } else if (entry != null) {
            mistakes.add(entry.value().mark(), "'" + key + "' is not a map", "write name: name");
        }
        return words;
    }

    int count(String key, int least, int most, int otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().matches("\\d{1,9}")) {
            int value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        }
        mistakes.add(
                mark(key),
                "'" + key + "' is not a whole number from " + least + " to " + most,
                "write " + key + ": " + otherwise);
        return otherwise;
    }

    Duration time(String key, Duration otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = TIME.matcher(text.get());
        if (matcher.matches() && Long.parseLong(matcher.group(1)) > 0) {
            return Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
        }
        mistakes.add(
                mark(key),
                "'" + key + "' is not a time span",
                "write a number and a unit (ms, s, m, h, d), for example 5s");
        return otherwise;
    }

    <T> T choice(String key, Map<String, T> words, T otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        T value = words.get(text.get());
        if (value == null) {
            mistakes.add(
                    mark(key),
                    "'" + key + "' is not known as '" + text.get() + "'",
                    NearestWord.advice(text.get(), new TreeSet<>(words.keySet())));
            return otherwise;
        }
        return value;
    }

    boolean flag(String key) {
        return choice(key, Map.of("true", true, "false", false), false);
    }

    private Optional<String> scalar(String key, PolicyNode node) {
        if (node instanceof Scalar scalar
                && !scalar.isNothing()
                && !scalar.text().isBlank()) {
            return Optional.of(scalar.text());
        }
        mistakes.add(node.mark(), "'" + key + "' is " + node.sort() + ", not a single value", "write one value");
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
}
