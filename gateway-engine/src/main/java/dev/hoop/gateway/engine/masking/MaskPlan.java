package dev.hoop.gateway.engine.masking;

import java.util.List;

/**
 * What a result must look like, and what happens to each of its columns.
 *
 * @param guard the cross-check by what the target reports of the columns
 */
public record MaskPlan(Shape shape, List<PlannedColumn> columns, ColumnGuard guard) {
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
     */
    public record PlannedColumn(String label, ColumnMask mask) {}

    public MaskPlan {
        columns = List.copyOf(columns);
        if (shape != Shape.PREDICTED && !columns.isEmpty()) {
            throw new IllegalArgumentException("only a predicted plan names columns");
        }
    }

    /** The masks in the order of the columns. */
    public List<ColumnMask> masks() {
        return columns.stream().map(PlannedColumn::mask).toList();
    }
}
