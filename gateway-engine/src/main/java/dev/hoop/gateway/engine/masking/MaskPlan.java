package dev.hoop.gateway.engine.masking;

import java.util.List;
import java.util.Set;

/**
 * What a result must look like, and what happens to each of its columns.
 *
 * @param guard the cross-check by what the target reports of the columns
 * @param content what is looked for in values that nothing else masks, and in texts about them
 */
public record MaskPlan(Shape shape, List<PlannedColumn> columns, ColumnGuard guard, List<ContentRule> content) {
    /** How much is known of the result beforehand. */
    public enum Shape {
        /** Exactly these columns; none at all when the list is empty. Any other result is not shown. */
        PREDICTED,
        /** Any columns, because nothing protected can be in them: a plan, a setting, a count. The guard still looks. */
        OPEN,
        /** Any columns, all of them redacted, because nobody knows what they derive from: OUT parameters, whose values code makes. */
        SHUT
    }

    /**
     * One column as predicted.
     *
     * @param label the label the target is expected to give; empty where it cannot be predicted
     * @param sources names of the base columns it derives from, which may say what its values are
     * @param content the rules for content that hold for this column, if nothing else masks it
     */
    public record PlannedColumn(String label, ColumnMask mask, Set<String> sources, List<ContentRule> content) {
        public PlannedColumn {
            sources = Set.copyOf(sources);
            content = List.copyOf(content);
        }

        /** A column in which nothing is looked for. */
        public PlannedColumn(String label, ColumnMask mask) {
            this(label, mask, Set.of(), List.of());
        }
    }

    public MaskPlan {
        columns = List.copyOf(columns);
        content = List.copyOf(content);
        if (shape != Shape.PREDICTED && !columns.isEmpty()) {
            throw new IllegalArgumentException("only a predicted plan names columns");
        }
    }

    /** A plan in which nothing is looked for by content. */
    public MaskPlan(Shape shape, List<PlannedColumn> columns, ColumnGuard guard) {
        this(shape, columns, guard, List.of());
    }

    /** The masks in the order of the columns. */
    public List<ColumnMask> masks() {
        return columns.stream().map(PlannedColumn::mask).toList();
    }
}
