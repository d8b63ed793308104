package dev.hoop.gateway.engine.policy.building;

import dev.hoop.gateway.engine.policy.document.Mark;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Entry;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Mapping;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Scalar;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Sequence;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One map of a policy under construction. Not thread-safe. */
public final class Parts {
    private static final Map<ChronoUnit, String> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put(ChronoUnit.DAYS, "d");
        UNITS.put(ChronoUnit.HOURS, "h");
        UNITS.put(ChronoUnit.MINUTES, "m");
        UNITS.put(ChronoUnit.SECONDS, "s");
    }

    private final Mark mark;
    private final List<Entry> entries = new ArrayList<>();

    /** A map of what is built, by its name in messages: {@code rule 'no-drop'}. */
    public Parts(String origin) {
        this.mark = Mark.in(origin);
    }

    public Parts put(String key, PolicyNode value) {
        entries.add(new Entry(mark, key, value));
        return this;
    }

    public Parts put(String key, String value) {
        return put(key, scalar(value));
    }

    public Parts put(String key, long value) {
        return put(key, scalar(Long.toString(value)));
    }

    /** Written in the largest unit that holds it whole. */
    public Parts put(String key, Duration value) {
        for (Map.Entry<ChronoUnit, String> unit : UNITS.entrySet()) {
            long millis = unit.getKey().getDuration().toMillis();
            if (value.toMillis() % millis == 0) {
                return put(key, value.toMillis() / millis + unit.getValue());
            }
        }
        return put(key, value.toMillis() + "ms");
    }

    public Parts put(String key, List<String> values) {
        return put(
                key,
                new Sequence(mark, values.stream().<PolicyNode>map(this::scalar).toList()));
    }

    public Parts put(String key, Who who) {
        if (who.everyone()) {
            return put(key, "everyone");
        }
        Parts parts = new Parts(mark.file());
        parts.putUnlessEmpty("groups", who.groups().stream().sorted().toList());
        parts.putUnlessEmpty("person", who.persons().stream().sorted().toList());
        parts.putUnlessEmpty(
                "serviceAccount", who.serviceAccounts().stream().sorted().toList());
        return put(key, parts.node());
    }

    Parts putUnlessEmpty(String key, List<String> values) {
        return values.isEmpty() ? this : put(key, values);
    }

    public Parts putNodes(String key, List<PolicyNode> nodes) {
        return nodes.isEmpty() ? this : put(key, new Sequence(mark, nodes));
    }

    private Scalar scalar(String text) {
        return new Scalar(mark, text, false);
    }

    public PolicyNode node() {
        return new Mapping(mark, entries);
    }
}
