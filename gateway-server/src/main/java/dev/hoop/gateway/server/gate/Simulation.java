package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.masking.MaskRule;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.Verdict;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.ports.audit.StatementHistory;
import dev.hoop.gateway.server.ports.audit.StatementHistory.Asked;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What another policy would have said of what was asked before. Both policies judge each statement again, by the definitions that the
 * target has now; nothing runs, and the only targets that are looked at are those of the policy that is already in force. Not thread-safe.
 */
public final class Simulation {
    private static final int MOST_GROUPS = 1_000;

    private final FactsCache facts;
    private final Policy before;
    private final Policy after;
    private final Function<TargetName, Optional<Definitions>> definitions;
    private final Map<TargetName, Optional<Definitions>> known = new HashMap<>();
    private final Map<Change, Count> verdicts = new HashMap<>();
    private final Map<ColumnChange, Count> columns = new HashMap<>();
    private final Map<String, Long> unjudged = new TreeMap<>();
    private long judged;
    private boolean cutShort;

    /** What texts for a target are read by. */
    public record Definitions(SessionSettings settings, Catalogue catalogue) {}

    /**
     * A verdict that would be another one.
     *
     * @param statement its shape, without literals
     * @param from {@code allowed}, {@code held} or {@code denied}
     */
    public record Change(
            String subject, String target, String statement, String from, String fromRule, String to, String toRule) {}

    /**
     * A column that would be shown otherwise.
     *
     * @param from {@code clear}, or the kind of mask
     */
    public record ColumnChange(String subject, String target, String column, String from, String to) {}

    /** How often, and when last. */
    public record Count(long times, Instant lastAt) {}

    /** Something with how often it would be so. */
    public record Counted<T>(T what, Count count) {}

    /**
     * What it comes to.
     *
     * @param unjudged how many statements could not be judged, by why not
     * @param cutShort whether the time or the room was not enough for all
     */
    public record Report(
            long judged,
            Map<String, Long> unjudged,
            boolean cutShort,
            List<Counted<Change>> verdicts,
            List<Counted<ColumnChange>> columns) {}

    /**
     * A simulation.
     *
     * @param before the policy in force
     * @param definitions of targets of the policy in force, empty for one that it does not have; may throw {@link TargetException}
     */
    public Simulation(
            FactsCache facts, Policy before, Policy after, Function<TargetName, Optional<Definitions>> definitions) {
        this.facts = facts;
        this.before = before;
        this.after = after;
        this.definitions = definitions;
    }

    /** Judges what was asked since then, for so long at most. */
    public Report of(StatementHistory history, Instant since, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        history.read(since, asked -> {
            if (System.nanoTime() - end > 0) {
                cutShort = true;
                return false;
            }
            judge(asked);
            return true;
        });
        return new Report(judged, Map.copyOf(unjudged), cutShort, counted(verdicts), counted(columns));
    }

    private void judge(Asked asked) {
        if (!asked.sql()) {
            unjudged.merge("commands and files of hosts are not judged again", 1L, Long::sum);
        } else if (asked.subject().isEmpty()) {
            unjudged.merge("the trail does not say which groups the subject had", 1L, Long::sum);
        } else if (asked.text().isEmpty()) {
            unjudged.merge("the text was erased", 1L, Long::sum);
        } else {
            known.computeIfAbsent(asked.target(), this::definitions)
                    .ifPresentOrElse(
                            read -> judge(asked, read),
                            () -> unjudged.merge(
                                    "the definitions of target '" + asked.target() + "' cannot be read",
                                    1L,
                                    Long::sum));
        }
    }

    private Optional<Definitions> definitions(TargetName target) {
        try {
            return definitions.apply(target);
        } catch (TargetException e) {
            return Optional.empty();
        }
    }

    private void judge(Asked asked, Definitions read) {
        Verdict was = verdict(before, asked, read);
        Verdict would = verdict(after, asked, read);
        judged++;
        if (!word(was).equals(word(would)) || !was.rule().equals(would.rule())) {
            boolean sameAnswer = word(was).equals(word(would)) && word(was).equals("allowed");
            if (!sameAnswer) { // under which grant it is allowed changes nothing for its subject
                count(
                        verdicts,
                        new Change(
                                asked.name(),
                                asked.target().value(),
                                StatementShape.of(asked.text().orElseThrow(), read.settings()),
                                word(was),
                                was.rule(),
                                word(would),
                                would.rule()),
                        asked.at());
            }
        }
        Map<String, String> masksWere = masks(was);
        Map<String, String> masksWould = masks(would);
        masksWere.forEach((column, mask) -> {
            String other = masksWould.get(column);
            if (other != null && !other.equals(mask)) {
                count(columns, new ColumnChange(asked.name(), asked.target().value(), column, mask, other), asked.at());
            }
        });
    }

    private Verdict verdict(Policy policy, Asked asked, Definitions read) {
        String text = asked.text().orElseThrow();
        StatementFacts found = facts.facts(text, read.settings(), read.catalogue());
        Claim claim = new Claim(
                new DecisionId("simulation"),
                asked.subject().orElseThrow(),
                asked.door(),
                asked.task(),
                new Statement(new SessionId("simulation"), asked.target(), text, List.of(List.of())),
                found,
                Optional.empty(),
                asked.at());
        return policy.judge(policy.maskedAtRead(claim)
                .flatMap(hidden -> facts.maskedAtRead(text, read.settings(), read.catalogue(), hidden.hidden())
                        .map(rewritten -> claim.with(rewritten, hidden.masked())))
                .orElse(claim));
    }

    /** What happens to each base column that an allowed statement shows; the weakest where it shows one twice. */
    private static Map<String, String> masks(Verdict verdict) {
        return verdict.match(
                allowed -> {
                    Map<String, String> masks = new TreeMap<>();
                    List<OutputColumn> output = allowed.claim().facts().output();
                    var planned = allowed.obligations().plan().columns();
                    for (int i = 0; i < Math.min(output.size(), planned.size()); i++) {
                        String mask = word(planned.get(i).mask().rule());
                        for (ColumnName source : output.get(i).sources()) {
                            masks.merge(source.toString(), mask, (one, other) -> one.equals("clear") ? one : other);
                        }
                    }
                    return masks;
                },
                held -> new TreeMap<>(),
                denied -> new TreeMap<>());
    }

    private static String word(MaskRule rule) {
        String kind = rule.kind() == MaskRule.Kind.NONE
                ? "clear"
                : rule.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return rule.arguments().isEmpty() ? kind : kind + " " + String.join(" ", rule.arguments());
    }

    private static String word(Verdict verdict) {
        return verdict.match(allowed -> "allowed", held -> "held", denied -> "denied");
    }

    private <K> void count(Map<K, Count> counts, K what, Instant at) {
        if (counts.size() >= MOST_GROUPS && !counts.containsKey(what)) {
            cutShort = true;
            return;
        }
        counts.merge(what, new Count(1, at), (one, other) -> new Count(one.times() + 1, other.lastAt()));
    }

    private static <K> List<Counted<K>> counted(Map<K, Count> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Counted<>(entry.getKey(), entry.getValue()))
                .sorted((one, other) -> one.count().times() == other.count().times()
                        ? one.what().toString().compareTo(other.what().toString())
                        : Long.compare(other.count().times(), one.count().times()))
                .toList();
    }
}
