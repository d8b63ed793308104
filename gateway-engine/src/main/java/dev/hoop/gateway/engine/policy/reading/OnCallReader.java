package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.PolicyNode.Entry;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.schedule.OnCall;
import dev.hoop.gateway.engine.policy.schedule.Rotation;
import dev.hoop.gateway.engine.policy.schedule.Shift;
import dev.hoop.gateway.engine.policy.schedule.StandIn;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the schedules of who is on call. */
final class OnCallReader {
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final List<String> ANYBODY = List.of("rotation", "weekly", "overrides");

    private final Problems problems;

    OnCallReader(Problems problems) {
        this.problems = problems;
    }

    Map<String, OnCall> read(List<Entry> entries) {
        NameReader names = new NameReader("schedule of who is on call");
        Map<String, OnCall> schedules = new HashMap<>();
        for (Entry entry : entries) {
            if (names.take(problems, entry.mark(), entry.key())) {
                schedules.put(entry.key(), schedule(entry.key(), entry.value()));
            }
        }
        return schedules;
    }

    private OnCall schedule(String name, PolicyNode node) {
        Fields fields = Fields.of(node, Section.ON_CALL, problems);
        if (ANYBODY.stream().noneMatch(fields::has)) {
            problems.add(fields.mark(), "nobody is ever on call here", "add a rotation, weekly shifts, or overrides");
        }
        return new OnCall(
                name,
                HoursReader.zone(fields),
                fields.node("rotation").flatMap(this::rotation),
                fields.items("weekly").stream().map(this::shift).toList(),
                fields.items("overrides").stream()
                        .flatMap(item -> override(item).stream())
                        .toList(),
                fields.node("otherwise").map(this::otherwise).orElse(List.of()));
    }

    private Optional<Rotation> rotation(PolicyNode node) {
        Fields fields = Fields.of(node, Section.ROTATION, problems);
        List<String> members = members(fields);
        Optional<LocalDateTime> start = moment(fields, "start");
        fields.required("every", "7d");
        Duration every = fields.duration("every").orElse(SHORTEST);
        if (every.compareTo(SHORTEST) < 0) {
            problems.add(fields.mark("every"), "'every' is less than an hour", "write every: 12h, or every: 7d");
            return Optional.empty();
        }
        return members.isEmpty() ? Optional.empty() : start.map(from -> new Rotation(members, from, every));
    }

    private Shift shift(PolicyNode node) {
        Fields fields = Fields.of(node, Section.SHIFT, problems);
        return new Shift(
                members(fields),
                HoursReader.time(fields, "from", "08:00"),
                HoursReader.time(fields, "to", "18:00"),
                HoursReader.days(fields));
    }

    private Optional<StandIn> override(PolicyNode node) {
        Fields fields = Fields.of(node, Section.OVERRIDE, problems);
        List<String> members = members(fields);
        LocalDateTime from = moment(fields, "from").orElse(null);
        LocalDateTime to = moment(fields, "to").orElse(null);
        if (from == null || to == null || members.isEmpty()) {
            return Optional.empty();
        }
        if (!from.isBefore(to)) {
            problems.add(fields.mark("to"), "'to' is not after 'from'", "write the end of the override");
            return Optional.empty();
        }
        return Optional.of(new StandIn(members, from, to));
    }

    private List<String> otherwise(PolicyNode node) {
        Fields fields = Fields.of(node, Section.OTHERWISE, problems);
        List<String> words = new ArrayList<>(RuleReader.words(fields, "groups", "group", ""));
        words.addAll(RuleReader.words(fields, "subjects", "person", "subject:"));
        return words;
    }

    private static List<String> members(Fields fields) {
        fields.required("members", "[ sue, tom ]");
        return RuleReader.words(fields, "members", "person", "");
    }

    private static Optional<LocalDateTime> moment(Fields fields, String key) {
        String text = fields.requiredText(key, "\"2026-01-05T09:00\"");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            fields.problems()
                    .add(
                            fields.mark(key),
                            "'" + key + "' is not a day and a time: '" + text + "'",
                            "write " + key + ": \"2026-01-05T09:00\", as the clock of the schedule's zone shows it");
            return Optional.empty();
        }
    }
}
