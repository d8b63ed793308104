package dev.hoop.gateway.engine.masking;

/**
 * What happens to one output column.
 *
 * @param dataClass the class of data that asks for the mask; empty for {@link #NONE}
 */
public record ColumnMask(MaskRule rule, String dataClass) {
    /** The column passes as it is. */
    public static final ColumnMask NONE = new ColumnMask(MaskRule.NONE, "");
}
