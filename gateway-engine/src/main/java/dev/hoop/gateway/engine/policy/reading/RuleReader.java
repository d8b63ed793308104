package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.policy.ApproverSet;
import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.Problems;
import dev.hoop.gateway.engine.policy.document.Section;
import dev.hoop.gateway.engine.policy.rules.Match;
import dev.hoop.gateway.engine.policy.rules.PolicyRules.Defaults;
import dev.hoop.gateway.engine.policy.rules.Rule;
import dev.hoop.gateway.engine.policy.rules.Rule.Cap;
import dev.hoop.gateway.engine.policy.rules.Rule.Deny;
import dev.hoop.gateway.engine.policy.rules.Rule.Hold;
import dev.hoop.gateway.engine.policy.rules.Rule.Outcome;
import dev.hoop.gateway.engine.policy.rules.Who;
import dev.hoop.gateway.engine.policy.schedule.OnCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads the rules: what each is on, and what becomes of it. */
final class RuleReader {
    private static final List<String> SOURCES = List.of("groups", "subjects", "on-call", "task-reviewers");
    private static final Outcome DENY = new Deny();
    private static final Outcome CAP = new Cap();

    private final MatchReader matches;
    private final WhoReader who;
    private final Map<String, OnCall> schedules;
    private final Defaults defaults;
    private final Problems problems;

    RuleReader(
            MatchReader matches, WhoReader who, Map<String, OnCall> schedules, Defaults defaults, Problems problems) {
        this.matches = matches;
        this.who = who;
        this.schedules = Map.copyOf(schedules);
        this.defaults = defaults;
        this.problems = problems;
    }

    List<Rule> read(List<PolicyNode> nodes) {
        NameReader names = new NameReader("rule");
        return nodes.stream()
                .map(node -> rule(Fields.of(node, Section.RULE, problems), names))
                .toList();
    }

    private Rule rule(Fields fields, NameReader names) {
        String name = names.take(fields, "name", "no-drop");
        fields.required("verdict", "deny");
        return new Rule(
                fields.mark(),
                name,
                fields.required("on", "{ kind: [drop] }").map(matches::read).orElse(new Match(List.of())),
                fields.node("unless").map(matches::exception),
                outcome(fields),
                fields.text("message").orElse(""),
                fields.count("max-rows", 1, Long.MAX_VALUE),
                fields.count("max-rows-affected", 0, Long.MAX_VALUE));
    }

    private Outcome outcome(Fields fields) {
        String verdict = fields.choice("verdict", Map.of("deny", "deny", "hold", "hold", "cap", "cap"))
                .orElse("");
        return switch (verdict) {
            case "hold" -> {
                none(fields, verdict, "max-rows");
                yield hold(fields);
            }
            case "cap" -> {
                none(fields, verdict, "approvers", "within", "time-box", "break-glass");
                if (!fields.has("max-rows") && !fields.has("max-rows-affected")) {
                    problems.add(
                            fields.mark(),
                            "a rule with verdict 'cap' caps nothing",
                            "add max-rows or max-rows-affected");
                }
                yield CAP;
            }
            case "deny" -> {
                none(
                        fields,
                        verdict,
                        "approvers",
                        "within",
                        "time-box",
                        "break-glass",
                        "max-rows",
                        "max-rows-affected");
                yield DENY;
            }
            default -> DENY;
        };
    }

    /** A key that the verdict does not use would be silently ignored; so it is a mistake. */
    private void none(Fields fields, String verdict, String... keys) {
        for (String key : keys) {
            if (fields.has(key)) {
                problems.add(
                        fields.mark(key),
                        "'" + key + "' means nothing in a rule with verdict '" + verdict + "'",
                        "take it out, or change the verdict");
            }
        }
    }

    private Outcome hold(Fields fields) {
        List<String> approvers = new ArrayList<>();
        List<OnCall> named = new ArrayList<>();
        int quorum = defaults.quorum();
        PolicyNode node = fields.required("approvers", "{ groups: [dba] }").orElse(null);
        if (node != null) {
            Fields people = Fields.of(node, Section.APPROVERS, problems);
            approvers.addAll(words(people, "groups", "group", ""));
            approvers.addAll(words(people, "subjects", "person", "subject:"));
            named.addAll(onCall(people));
            named.forEach(schedule -> approvers.add(ApproverSet.ON_CALL + schedule.name()));
            if (people.flag("task-reviewers").orElse(false)) {
                approvers.add(ApproverSet.TASK_REVIEWERS);
            }
            if (SOURCES.stream().noneMatch(people::has)) {
                problems.add(
                        people.mark(),
                        "nobody may approve",
                        "add groups: [ … ], subjects: [ … ], on-call: [ … ] or task-reviewers: true");
            }
            OptionalLong wanted = people.count("quorum", 1, 20);
            quorum = (int) wanted.orElse(quorum);
            checkReachable(people, quorum);
        }
        return new Hold(
                approvers,
                quorum,
                named,
                fields.duration("within").orElse(defaults.within()),
                fields.duration("time-box").orElse(Duration.ZERO),
                fields.node("break-glass").map(who::read).orElse(Who.NOBODY));
    }

    private void checkReachable(Fields people, int quorum) {
        long named =
                people.texts("subjects").stream().map(Text::value).distinct().count();
        boolean alone = SOURCES.stream().filter(people::has).toList().equals(List.of("subjects"));
        if (alone && named < quorum) {
            problems.add(
                    people.mark(),
                    "a quorum of " + quorum + " cannot be reached by " + named + " people",
                    "name more subjects, add groups, or lower the quorum");
        }
    }

    private List<OnCall> onCall(Fields people) {
        List<OnCall> named = new ArrayList<>();
        for (Text text : people.texts("on-call")) {
            OnCall schedule = schedules.get(text.value());
            if (schedule == null) {
                people.unknown("schedule of who is on call", text, schedules.keySet());
            } else {
                named.add(schedule);
            }
        }
        return named;
    }

    static List<String> words(Fields fields, String key, String what, String prefix) {
        return fields.texts(key).stream()
                .filter(text -> NameReader.isSubjectWord(fields, what, text))
                .map(text -> prefix + text.value())
                .toList();
    }
}
