package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.OutputColumn.Derivation;

/**
 * A column of rows on their way through a statement.
 *
 * @param label its name; empty for an expression without one
 * @param hidden left out of stars
 * @param jdbcType the type of the base column it copies; {@link #NO_TYPE} if it copies none
 * @param nullable whether it may be null as far as is known
 */
record Field(String label, Lineage lineage, boolean hidden, int jdbcType, boolean nullable) {
    static final int NO_TYPE = Integer.MIN_VALUE;

    static Field of(String label, Lineage lineage) {
        return new Field(label, lineage, false, NO_TYPE, true);
    }

    /** Stands for columns of which neither the names nor the number are known. */
    static Field rest(Lineage lineage) {
        return new Field("", lineage.as(Derivation.UNKNOWN), true, NO_TYPE, true);
    }

    /** Whether it stands for columns that are not known. */
    boolean isRest() {
        return label.isEmpty() && hidden;
    }

    Field named(String other) {
        return new Field(other, lineage, hidden, jdbcType, nullable);
    }

    Field with(Lineage other) {
        return new Field(label, other, hidden, jdbcType, nullable);
    }

    /** The same column on the side of an outer join where rows may be missing. */
    Field maybeMissing() {
        return nullable ? this : new Field(label, lineage, hidden, jdbcType, true);
    }

    /** Whether it has a value that matters under a name which is not known. */
    boolean unnamed() {
        return label.isEmpty() && !lineage.isConstant();
    }
}
