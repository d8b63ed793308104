package dev.hoop.gateway.engine.masking;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.value.ValueSink;
import dev.hoop.gateway.engine.detect.Detector;
import dev.hoop.gateway.engine.detect.Entity;
import dev.hoop.gateway.engine.detect.Finding;
import java.sql.ResultSetMetaData;
import java.sql.Types;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Masks parts of texts by what they are. The text around a part stays. Where two classes of data look for the same entity the first masks
 * it. Counts what it masked. Not thread-safe.
 */
public final class ContentMask {
    private final Detector detector;
    private final Map<Entity, SpanMask> masks = new EnumMap<>(Entity.class);
    private final Map<String, Long> counts = new LinkedHashMap<>();

    ContentMask(List<ContentRule> rules, Detector detector, MaskKeys keys) {
        this.detector = detector;
        for (ContentRule rule : rules) {
            SpanMask mask = new SpanMask(rule.dataClass(), rule.mask(), keys);
            rule.entities().forEach(entity -> masks.putIfAbsent(entity, mask));
        }
    }

    /** A text about some value, such as an error's, as it may be shown. */
    public String shown(String text) {
        return shown(text, Set.of()).orElse("");
    }

    /** How many parts were masked up to now, by class of data. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /**
     * The text as it may be shown: the very same one where there is nothing to hide, nothing where a class hides whole values.
     *
     * @param hinted what the value's column is known to hold
     */
    Optional<String> shown(String text, Set<Entity> hinted) {
        List<Finding> findings = detector.find(text, hinted);
        if (findings.isEmpty()) {
            return Optional.of(text);
        }
        boolean whole = false;
        boolean document = isDocument(text);
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        for (Finding finding : findings) {
            SpanMask mask = mask(finding);
            counts.merge(mask.dataClass(), 1L, Long::sum);
            whole |= mask.hidesAll();
            boolean number = document && isBareNumber(text, finding.start(), finding.end());
            shown.append(text, from, finding.start())
                    .append(number ? "0" : mask.shown(text.substring(finding.start(), finding.end())));
            from = finding.end();
        }
        return whole
                ? Optional.empty()
                : Optional.of(shown.append(text, from, text.length()).toString());
    }

    /** Whether there is anything to hide. */
    boolean finds(String text, Set<Entity> hinted) {
        List<Finding> findings = detector.find(text, hinted);
        findings.forEach(finding -> counts.merge(mask(finding).dataClass(), 1L, Long::sum));
        return !findings.isEmpty();
    }

    /** What there is to hide, in order. */
    List<Finding> findings(String text) {
        return detector.find(text, Set.of());
    }

    /** What is shown in the place of a finding; nothing where a class hides whole values. */
    String shown(Finding finding, String part) {
        SpanMask mask = mask(finding);
        counts.merge(mask.dataClass(), 1L, Long::sum);
        return mask.hidesAll() ? "" : mask.shown(part);
    }

    private SpanMask mask(Finding finding) {
        SpanMask mask = masks.get(finding.entity());
        if (mask == null) {
            throw new IllegalStateException("found what was not looked for: " + finding.entity());
        }
        return mask;
    }

    /** JSON, as far as it matters: a number that stands without quotes must stay a number. */
    private static boolean isDocument(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    private static boolean isBareNumber(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        int before = start - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        int after = end;
        while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
            after++;
        }
        return before >= 0
                && after < text.length()
                && ":,[".indexOf(text.charAt(before)) >= 0
                && ",]}".indexOf(text.charAt(after)) >= 0;
    }

    /** The mask of one class, for parts of any length. */
    private static final class SpanMask {
        private static final Column ANY_TEXT = new Column(
                "", "", "", "", "", Types.LONGVARCHAR, "text", "", 0, 0, 0, ResultSetMetaData.columnNullable, 0);

        private final String dataClass;
        private final boolean hidesAll;
        private final Disguise disguise;

        SpanMask(String dataClass, MaskRule rule, MaskKeys keys) {
            this.dataClass = dataClass;
            this.hidesAll = rule.kind() == MaskRule.Kind.NULL;
            this.disguise = Disguises.of(rule, ANY_TEXT, keys);
        }

        String dataClass() {
            return dataClass;
        }

        boolean hidesAll() {
            return hidesAll;
        }

        String shown(String part) {
            ValueSink sink = new ValueSink();
            disguise.text(Detector.canonical(part), sink);
            return sink.value() instanceof Value.Text text ? text.value() : "";
        }
    }
}
