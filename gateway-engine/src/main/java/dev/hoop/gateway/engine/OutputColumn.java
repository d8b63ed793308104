package dev.hoop.gateway.engine;

import java.util.List;
import java.util.Set;

/**
 * One column of the result as the analysis predicts it.
 *
 * @param label the label the database is expected to give; compared by the rules of the dialect, empty where it cannot be predicted
 * @param sources the base columns its values derive from
 * @param path the way of the values for explanations, from base column to output; empty for constants
 */
public record OutputColumn(String label, Derivation derivation, Set<ColumnName> sources, List<String> path) {
    /** How output values come from the sources. */
    public enum Derivation {
        /** No column is involved. */
        CONSTANT,
        /**
         * Each value is a value of a base column, unchanged. The sources are that column and what else it is known as: columns of views
         * it passes through, of partitions and parents of its table.
         */
        COPIED,
        /** Computed from the sources. */
        TRANSFORMED,
        /** Computed from many rows of the sources. */
        AGGREGATED,
        /** Not known; counts as derived from anything. */
        UNKNOWN
    }

    public OutputColumn {
        sources = Set.copyOf(sources);
        path = List.copyOf(path);
        if (derivation == Derivation.COPIED && sources.isEmpty()) {
            throw new IllegalArgumentException("a copied column has a source");
        }
    }

    OutputColumn labelled(String other) {
        return new OutputColumn(other, derivation, sources, path);
    }
}
