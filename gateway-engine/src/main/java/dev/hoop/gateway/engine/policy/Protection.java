package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.ColumnUse;
import dev.hoop.gateway.engine.ColumnUse.Use;
import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.masking.ColumnMask;
import dev.hoop.gateway.engine.masking.ContentRule;
import dev.hoop.gateway.engine.masking.MaskPlan;
import dev.hoop.gateway.engine.masking.MaskPlan.PlannedColumn;
import dev.hoop.gateway.engine.masking.MaskPlan.Shape;
import dev.hoop.gateway.engine.masking.MaskRule;
import dev.hoop.gateway.engine.policy.rules.DataClass;
import dev.hoop.gateway.engine.policy.rules.DataClass.Passage;
import dev.hoop.gateway.engine.policy.rules.DataClass.Predicates;
import dev.hoop.gateway.engine.policy.rules.PolicyRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of data on one target, and those of them which one subject sees masked.
 *
 * @param all every class that the target can hold, in the order of the policy
 * @param masked those the subject sees masked
 * @param searched classes known by content which the subject sees masked
 */
record Protection(
        TargetName target, Dialect dialect, List<DataClass> all, List<DataClass> masked, List<DataClass> searched) {
    static Protection of(PolicyRules rules, Claim claim) {
        TargetName target = claim.statement().target();
        List<DataClass> all =
                rules.classes().stream().filter(known -> known.covers(target)).toList();
        List<DataClass> masked = all.stream()
                .filter(known -> !unmasked(rules, known, claim.subject(), target))
                .toList();
        List<DataClass> searched = rules.classes().stream()
                .filter(known -> known.contentOn(target).isPresent())
                .filter(known -> !unmasked(rules, known, claim.subject(), target))
                .toList();
        Optional<DataClass> others = masked.isEmpty() ? Optional.empty() : OtherSessions.statementsIn(claim.facts());
        return new Protection(target, claim.facts().dialect(), with(others, all), with(others, masked), searched);
    }

    private static List<DataClass> with(Optional<DataClass> added, List<DataClass> classes) {
        return added.isEmpty()
                ? classes
                : Stream.concat(classes.stream(), added.stream()).toList();
    }

    private static boolean unmasked(PolicyRules rules, DataClass known, Subject subject, TargetName target) {
        return rules.unmasked().stream().anyMatch(unmasked -> unmasked.covers(subject, target, known));
    }

    /** The first of the classes that the column is in. */
    Optional<DataClass> classOf(List<DataClass> classes, ColumnName column) {
        for (DataClass known : classes) {
            if (known.contains(target, dialect, column)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** All of the classes that the column is in. */
    List<DataClass> classesOf(List<DataClass> classes, ColumnName column) {
        List<DataClass> found = List.of();
        for (DataClass known : classes) {
            if (known.contains(target, dialect, column)) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(known);
            }
        }
        return found;
    }

    /** Whether the object has, or must be assumed to have, a column the subject sees masked. */
    Optional<DataClass> maskedIn(ObjectUse use) {
        return masked.stream().filter(known -> known.isIn(target, dialect, use)).findFirst();
    }

    Optional<MaskedRead> maskedAtRead(StatementFacts facts) {
        if (masked.isEmpty() || !facts.further().isEmpty()) {
            return Optional
                    .empty(); // several results are not rewritten: what may not be computed or decided on is denied
        }
        Set<ColumnName> hidden = onMasked(facts);
        Set<ColumnName> computed = new HashSet<>(columns(facts, EnumSet.of(Use.COMPUTE)));
        computed.removeAll(hidden);
        computed.removeIf(column -> computedOn(column).isEmpty());
        if (!rowsOnly(facts)) {
            computed.clear();
        }
        // NULL would decide otherwise than what is judged, or be stored
        computed.removeAll(columns(facts, EnumSet.of(Use.FILTER, Use.FILTER_EQUALITY, Use.STORE, Use.WRITE)));
        hidden.addAll(computed);
        return hidden.isEmpty() ? Optional.empty() : Optional.of(new MaskedRead(hidden, computed));
    }

    private static Set<ColumnName> columns(StatementFacts facts, Set<Use> uses) {
        return facts.columns().stream()
                .filter(use -> uses.contains(use.use()))
                .map(ColumnUse::column)
                .collect(Collectors.toSet());
    }

    private static boolean rowsOnly(StatementFacts facts) {
        return facts.returnsRows()
                && !facts.kinds().contains(StatementKind.CREATE)
                && !facts.kinds().contains(StatementKind.BULK_EXPORT);
    }

    /** All columns of classes that are decided on as if NULL, if the statement decides on any. */
    private Set<ColumnName> onMasked(StatementFacts facts) {
        List<DataClass> classes = masked.stream()
                .filter(known -> known.predicates() == Predicates.ON_MASKED)
                .toList();
        Set<ColumnName> hidden = new HashSet<>();
        if (columns(facts, EnumSet.of(Use.FILTER, Use.FILTER_EQUALITY)).stream()
                .anyMatch(column -> classOf(classes, column).isPresent())) {
            facts.columns().stream()
                    .map(ColumnUse::column)
                    .filter(column -> classOf(classes, column).isPresent())
                    .forEach(hidden::add);
        }
        return hidden;
    }

    /**
     * The class for whose sake no computation on the column may reach the database: whether it fails answers any question about the value.
     * Where such questions may be asked anyway, or the value may be stored elsewhere, there is none.
     */
    Optional<DataClass> computedOn(ColumnName column) {
        return classesOf(masked, column).stream()
                .filter(known -> known.predicates() != Predicates.ALLOW)
                .filter(known -> !known.permits().contains(Passage.STORE))
                .findFirst();
    }

    /** What happens to a result with these columns. */
    MaskPlan plan(Collection<OutputColumn> predicted) {
        return new MaskPlan(
                Shape.PREDICTED,
                predicted.stream()
                        .map(column -> new PlannedColumn(column.label(), mask(column), names(column), content(column)))
                        .toList(),
                guard(),
                content());
    }

    MaskPlan open() {
        return new MaskPlan(Shape.OPEN, List.of(), guard(), content());
    }

    private List<ContentRule> content() {
        return rules(searched);
    }

    private List<ContentRule> rules(List<DataClass> classes) {
        return classes.stream()
                .flatMap(known -> known.contentOn(target).stream())
                .toList();
    }

    /** What is looked for in a column: whatever none of its sources is excepted from. */
    private List<ContentRule> content(OutputColumn column) {
        if (searched.isEmpty()) {
            return List.of();
        }
        boolean known = column.derivation() != OutputColumn.Derivation.UNKNOWN
                && !column.sources().isEmpty();
        return rules(searched.stream()
                .filter(asked -> !known
                        || !column.sources().stream()
                                .allMatch(source -> asked.passesUnsearched(target, dialect, source)))
                .toList());
    }

    private Set<String> names(OutputColumn column) {
        return searched.isEmpty()
                ? Set.of()
                : column.sources().stream().map(ColumnName::column).collect(Collectors.toSet());
    }

    private ClassGuard guard() {
        return new ClassGuard(target, dialect, masked);
    }

    /** A copy has its column's own mask; whatever else derives from a protected column, or may, is redacted, NULL and all. */
    private ColumnMask mask(OutputColumn column) {
        if (masked.isEmpty()) {
            return ColumnMask.NONE;
        }
        Optional<DataClass> known = firstOf(column.sources());
        return switch (column.derivation()) {
            case COPIED ->
                known.map(found -> new ColumnMask(found.maskRule(), found.name()))
                        .orElse(ColumnMask.NONE);
            case CONSTANT, TRANSFORMED, AGGREGATED ->
                known.map(found -> redacted(found.name())).orElse(ColumnMask.NONE);
            case UNKNOWN -> redacted(known.map(DataClass::name).orElse("unknown"));
        };
    }

    /** The class that comes first in the policy, of those that any of the columns is in. */
    private Optional<DataClass> firstOf(Set<ColumnName> columns) {
        for (DataClass known : masked) {
            for (ColumnName column : columns) {
                if (known.contains(target, dialect, column)) {
                    return Optional.of(known);
                }
            }
        }
        return Optional.empty();
    }

    private static ColumnMask redacted(String dataClass) {
        return new ColumnMask(MaskRule.HIDE, dataClass);
    }
}
