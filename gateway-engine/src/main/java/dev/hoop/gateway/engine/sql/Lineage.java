package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.OutputColumn.Derivation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a value comes from and how. {@code path} is one way of it, for explanations. */
record Lineage(Derivation derivation, Set<ColumnName> sources, List<String> path) {
    static final Lineage CONSTANT = new Lineage(Derivation.CONSTANT, Set.of(), List.of());
    static final Lineage UNKNOWN = new Lineage(Derivation.UNKNOWN, Set.of(), List.of());

    private static final int LONGEST_PATH = 8;

    /** The value of a base column. */
    static Lineage copied(Set<ColumnName> identity, String path) {
        return new Lineage(Derivation.COPIED, identity, List.of(path));
    }

    boolean isConstant() {
        return derivation == Derivation.CONSTANT;
    }

    boolean isCopied() {
        return derivation == Derivation.COPIED;
    }

    /** What is computed from these values. */
    static Lineage computed(List<Lineage> operands) {
        if (operands.isEmpty()) {
            return CONSTANT;
        }
        Lineage all = operands.get(0);
        for (int i = 1; i < operands.size(); i++) {
            all = all.and(operands.get(i));
        }
        return all.isCopied() ? all.as(Derivation.TRANSFORMED) : all;
    }

    /** What is computed from this and another value. */
    Lineage and(Lineage other) {
        if (isConstant() && sources.isEmpty()) {
            return other.isCopied() ? other.as(Derivation.TRANSFORMED) : other;
        }
        if (other.isConstant() && other.sources.isEmpty()) {
            return isCopied() ? as(Derivation.TRANSFORMED) : this;
        }
        Set<ColumnName> union = new HashSet<>(sources);
        union.addAll(other.sources);
        return new Lineage(weaker(derivation, other.derivation), union, path.isEmpty() ? other.path : path);
    }

    private static Derivation weaker(Derivation a, Derivation b) {
        if (a == Derivation.UNKNOWN || b == Derivation.UNKNOWN) {
            return Derivation.UNKNOWN;
        }
        return a == Derivation.AGGREGATED || b == Derivation.AGGREGATED
                ? Derivation.AGGREGATED
                : Derivation.TRANSFORMED;
    }

    /** One of several values at the same place: branches of a set operation, sides of a merged column. */
    Lineage or(Lineage other) {
        return equals(other) || (isCopied() && other.isCopied() && sources.equals(other.sources)) ? this : and(other);
    }

    Lineage as(Derivation changed) {
        return new Lineage(changed, sources, path);
    }

    /** With one more step on the way. */
    Lineage through(String step) {
        if (path.isEmpty()
                || path.size() >= LONGEST_PATH
                || path.get(path.size() - 1).equals(step)) {
            return this;
        }
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return new Lineage(derivation, sources, List.copyOf(longer));
    }

    String pathText() {
        return String.join(" → ", path);
    }
}
